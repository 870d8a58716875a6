package io.streamgauge.protocol.details;

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
    implements Details {}
