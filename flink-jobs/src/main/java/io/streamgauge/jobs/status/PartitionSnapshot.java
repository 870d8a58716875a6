package io.streamgauge.jobs.status;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One partition of a group at one evaluation.
 *
 * @param highWatermark empty while unknown
 * @param committed empty while there is none
 * @param lag high watermark − committed offset, 0 or more; empty while unknown
 * @param effectiveLag records that the group could read and has not committed; empty while unknown
 * @param lagSeconds age of the oldest uncommitted record; empty while unknown
 * @param arrivalRate records per second over the last minute, 0 or more; empty while unknown
 * @param consumptionRate committed records per second over the last minute, 0 or more; empty while
 *     unknown
 * @param arrivalRateLong records per second over the last five minutes; empty while unknown
 * @param lastCommit newest commit on the wire, nanoseconds since the epoch; 0 if none was seen
 * @param member id of the member that has the partition; empty if nobody has it or it is not known
 * @param retentionRatio lag in proportion to what the log still holds, 0 to 1; at 1 the next record
 *     to read is deleted. Empty while unknown, and as long as nothing was ever deleted
 */
public record PartitionSnapshot(
    String topic,
    int partition,
    Verdict verdict,
    OptionalLong highWatermark,
    OptionalLong committed,
    OptionalLong lag,
    OptionalLong effectiveLag,
    OptionalDouble lagSeconds,
    OptionalDouble arrivalRate,
    OptionalDouble consumptionRate,
    OptionalDouble arrivalRateLong,
    long lastCommit,
    String member,
    OptionalDouble retentionRatio) {}
