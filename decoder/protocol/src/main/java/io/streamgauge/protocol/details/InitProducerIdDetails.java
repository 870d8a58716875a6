package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;

/**
 * InitProducerId (key 22).
 *
 * @param transactionalId null for a producer that is idempotent only
 * @param transactionTimeoutMillis when the coordinator aborts by itself
 * @param currentProducerId the request's producer id (from v3), -1 for none
 * @param currentProducerEpoch the request's epoch (from v3), -1 for none
 * @param producerId the answer's producer id, -1 for none
 * @param producerEpoch the answer's epoch, -1 without an answer
 */
public record InitProducerIdDetails(
    String transactionalId,
    int transactionTimeoutMillis,
    long currentProducerId,
    short currentProducerEpoch,
    long producerId,
    short producerEpoch)
    implements Details {
  static final CaptureSpec<InitProducerIdDetails> SPEC =
      CaptureSpec.of(22, "InitProducerId")
          .request("TransactionalId", "TransactionTimeoutMs", "ProducerId", "ProducerEpoch")
          .response("ProducerId", "ProducerEpoch")
          .make(
              (request, response) ->
                  new InitProducerIdDetails(
                      request.text("TransactionalId"),
                      request.integer("TransactionTimeoutMs", -1),
                      request.number("ProducerId", -1),
                      (short) request.integer("ProducerEpoch", -1),
                      response.number("ProducerId", -1),
                      (short) response.integer("ProducerEpoch", -1)));
}
