package io.streamgauge.protocol.details;

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
    implements Details {}
