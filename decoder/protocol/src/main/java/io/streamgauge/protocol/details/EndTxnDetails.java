package io.streamgauge.protocol.details;

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
    implements Details {}
