package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;

/**
 * AddOffsetsToTxn (key 25): a transaction will commit offsets of a group.
 *
 * @param transactionalId the transaction's name
 * @param producerId producer id
 * @param producerEpoch producer epoch
 * @param groupId the group
 */
public record AddOffsetsToTxnDetails(
    String transactionalId, long producerId, short producerEpoch, String groupId)
    implements Details {
  static final CaptureSpec<AddOffsetsToTxnDetails> SPEC =
      CaptureSpec.of(25, "AddOffsetsToTxn")
          .request("TransactionalId", "ProducerId", "ProducerEpoch", "GroupId")
          .make(
              (request, response) ->
                  new AddOffsetsToTxnDetails(
                      request.text("TransactionalId"),
                      request.number("ProducerId", -1),
                      (short) request.integer("ProducerEpoch", -1),
                      request.text("GroupId")));
}
