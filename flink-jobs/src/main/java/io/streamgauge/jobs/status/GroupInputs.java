package io.streamgauge.jobs.status;

import java.util.OptionalDouble;

/**
 * What the partitions of a group have in common at the time of an evaluation.
 *
 * @param coverage share of the traffic behind the group that was read, 0 to 1; empty while nobody
 *     can say, which counts as too little
 * @param membershipObserved members were seen, or it was seen that there are none
 * @param assignmentObserved who has which partition was seen
 * @param members live members; 0 or more
 * @param standalone commits without ever joining ({@code assign()}): it has no members to miss
 * @param rebalancingSince when the rebalance began in which members join or wait for their
 *     assignment, nanoseconds since the epoch; 0 while the group is stable or empty
 * @param rebalanceTimeout longest that members may take for it, nanoseconds; 0 if not known
 */
public record GroupInputs(
    OptionalDouble coverage,
    boolean membershipObserved,
    boolean assignmentObserved,
    int members,
    boolean standalone,
    long rebalancingSince,
    long rebalanceTimeout) {}
