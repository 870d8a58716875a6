package io.streamgauge.jobs.status;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One partition as one group sees it at the time of an evaluation. Times and intervals are event
 * time in nanoseconds; 0 where there was none, or it is not known yet.
 *
 * @param committed newest committed offset; empty while unknown
 * @param highWatermark empty while unknown
 * @param effectiveLag records that the group could read and has not committed; empty while unknown
 * @param lagSeconds age of the first of them, 0 if there is none; empty while unknown
 * @param lastCommit newest commit on the wire
 * @param lastFetch newest fetch by a client that may be the group's
 * @param commitInterval median time between commits
 * @param fetchInterval median time between fetches
 * @param fetchRepeats how often, since the committed offset last moved, the group came back to the
 *     same fetch offset at which records waited
 * @param recreated when the topic that the group had an offset in was made anew
 * @param assigned whether some member has the partition; what it is without an observed assignment
 *     does not matter
 */
public record PartitionInputs(
    OptionalLong committed,
    OptionalLong highWatermark,
    OptionalLong effectiveLag,
    OptionalDouble lagSeconds,
    long lastCommit,
    long lastFetch,
    long commitInterval,
    long fetchInterval,
    int fetchRepeats,
    long recreated,
    boolean assigned) {}
