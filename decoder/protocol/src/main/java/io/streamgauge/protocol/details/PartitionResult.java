package io.streamgauge.protocol.details;

/**
 * What the broker answered for one partition of an administrative or transactional request.
 *
 * @param topic topic name
 * @param partition partition index
 * @param errorCode the partition's error, {@link Details#NO_ERROR_CODE} when no answer was seen for
 *     it
 */
public record PartitionResult(String topic, int partition, int errorCode) {}
