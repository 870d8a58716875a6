package io.streamgauge.protocol.details;

import java.util.List;

/**
 * AddPartitionsToTxn (key 24): one transaction below v4, a batch from v4.
 *
 * @param transactions the request's transactions joined with the answer
 */
public record AddPartitionsToTxnDetails(List<Transaction> transactions) implements Details {
  public AddPartitionsToTxnDetails {
    transactions = List.copyOf(transactions);
  }

  /** A transaction; verifyOnly (from v4) adds nothing. */
  public record Transaction(
      String transactionalId,
      long producerId,
      short producerEpoch,
      boolean verifyOnly,
      List<PartitionResult> partitions) {
    public Transaction {
      partitions = List.copyOf(partitions);
    }
  }
}
