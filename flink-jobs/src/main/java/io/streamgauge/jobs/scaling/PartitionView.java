package io.streamgauge.jobs.scaling;

/**
 * A partition as a group sees it at one moment.
 *
 * @param logEnd offset behind the newest record (high watermark); -1 while unknown
 * @param committed next offset to consume; -1 while unknown
 * @param lag records that wait to be consumed, 0 or more; -1 while unknown
 * @param owner index into {@link GroupView#busyShares} of the member it is assigned to; -1 if that
 *     is unknown or nobody
 */
public record PartitionView(
    String topic, int partition, long logEnd, long committed, long lag, int owner) {}
