package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;

/**
 * EndTxn (key 26).
 *
 * @param transactionalId the transaction's name
 * @param producerId the request's producer id
 * @param producerEpoch the request's epoch
 * @param committed true commits, false aborts
 * @param newProducerId id for the next transaction (from v5), -1 if not told
 * @param newProducerEpoch its epoch (from v5), -1 if not told
 */
public record EndTxnDetails(
    String transactionalId,
    long producerId,
    short producerEpoch,
    boolean committed,
    long newProducerId,
    short newProducerEpoch)
    implements Details {
  static final CaptureSpec<EndTxnDetails> SPEC =
      CaptureSpec.of(26, "EndTxn")
          .request("TransactionalId", "ProducerId", "ProducerEpoch", "Committed")
          .response("ProducerId", "ProducerEpoch")
          .make(
              (request, response) ->
                  new EndTxnDetails(
                      request.text("TransactionalId"),
                      request.number("ProducerId", -1),
                      (short) request.integer("ProducerEpoch", -1),
                      request.flag("Committed"),
                      response.number("ProducerId", -1),
                      (short) response.integer("ProducerEpoch", -1)));
}
