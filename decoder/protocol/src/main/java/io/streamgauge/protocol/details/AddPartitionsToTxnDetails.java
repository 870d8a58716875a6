package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import io.streamgauge.protocol.details.capture.Fields;
import java.util.List;

/**
 * AddPartitionsToTxn (key 24): one transaction below v4, a batch from v4.
 *
 * @param transactions the request's transactions joined with the answer
 */
public record AddPartitionsToTxnDetails(List<Transaction> transactions) implements Details {
  static final CaptureSpec<AddPartitionsToTxnDetails> SPEC =
      CaptureSpec.of(24, "AddPartitionsToTxn")
          .request("V3AndBelowTransactionalId", "V3AndBelowProducerId", "V3AndBelowProducerEpoch")
          .requestBelow("V3AndBelowTopics", "Name", "Partitions")
          .requestBelow("Transactions", "TransactionalId", "ProducerId", "ProducerEpoch")
          .requestBelow("Transactions", "VerifyOnly", "Topics.Name", "Topics.Partitions")
          .responseBelow("ResultsByTopicV3AndBelow", Transaction.RESULT)
          .response("ResultsByTransaction.TransactionalId")
          .responseBelow("ResultsByTransaction.TopicResults", Transaction.RESULT)
          .make(
              (request, response) ->
                  new AddPartitionsToTxnDetails(
                      request.has("V3AndBelowTransactionalId")
                          ? List.of(Transaction.single(request, response))
                          : Parts.join(
                              Parts.by(request.structs("Transactions"), Transaction::id),
                              Parts.by(response.structs("ResultsByTransaction"), Transaction::id),
                              Transaction::of)));

  /** Takes copies of its lists. */
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
    /** Takes copies of its lists. */
    public Transaction {
      partitions = List.copyOf(partitions);
    }

    static final String[] RESULT = {
      "Name", "ResultsByPartition.PartitionIndex", "ResultsByPartition.PartitionErrorCode"
    };

    static String id(Fields transaction) {
      return transaction.text("TransactionalId");
    }

    /** Below v4. */
    static Transaction single(Fields request, Fields response) {
      return new Transaction(
          request.text("V3AndBelowTransactionalId"),
          request.number("V3AndBelowProducerId", -1),
          (short) request.integer("V3AndBelowProducerEpoch", -1),
          false,
          results(
              request.structs("V3AndBelowTopics"), response.structs("ResultsByTopicV3AndBelow")));
    }

    static Transaction of(String id, Fields asked, Fields answer) {
      return new Transaction(
          id,
          Parts.number(asked, "ProducerId", -1),
          (short) Parts.integer(asked, "ProducerEpoch", -1),
          asked != null && asked.flag("VerifyOnly"),
          results(
              asked == null ? List.of() : asked.structs("Topics"),
              answer == null ? List.of() : answer.structs("TopicResults")));
    }

    private static List<PartitionResult> results(List<Fields> asked, List<Fields> answered) {
      return Parts.results(
          Parts.barePlaces(asked, "Partitions"),
          Parts.places(answered, "Name", "ResultsByPartition", "PartitionIndex"),
          "PartitionErrorCode");
    }
  }
}
