package io.streamgauge.jobs.scaling;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What is known of a consumer group at one moment; the input of {@link GroupAdvisor}.
 *
 * @param timeMillis event time
 * @param members live members; empty while the membership is unknown
 * @param assignor how the group spreads partitions over members
 * @param membersPerReplica median of distinct members per replica of the workload, above 0; empty
 *     where replicas cannot be told apart (address translation)
 * @param trouble the group's lag status, as far as it forbids to trust rates
 * @param coverage share of the bytes behind the group that could be read, 0 to 1
 * @param lagSeconds age of the oldest record that is not committed; empty while unknown
 * @param rebalancing whether members cannot be taken to work
 * @param rebalanceSeconds how long the group's rebalances take
 * @param partitions all partitions of the group's topics that it commits or is assigned
 * @param busyShares per member, the share of time since the previous look in which some partition
 *     of the member was not waiting for records, 0 to 1; NaN where it is not known. Empty where
 *     members cannot be told apart
 */
public record GroupView(
    long timeMillis,
    OptionalInt members,
    Assignor assignor,
    OptionalDouble membersPerReplica,
    Trouble trouble,
    double coverage,
    OptionalDouble lagSeconds,
    boolean rebalancing,
    double rebalanceSeconds,
    List<PartitionView> partitions,
    List<Double> busyShares) {

  /** Lag statuses under which rates say nothing about what more members would do. */
  public enum Trouble {
    NONE,
    /** Records wait and nobody works on them. */
    STOP,
    /** Members work and their offsets do not move, for one because of a record they cannot take. */
    STALL
  }

  public GroupView {
    Objects.requireNonNull(assignor, "assignor");
    Objects.requireNonNull(trouble, "trouble");
    partitions = List.copyOf(partitions);
    busyShares = List.copyOf(busyShares);
  }

  /** Records that wait, over the partitions of which it is known. */
  long lag() {
    return partitions.stream().mapToLong(p -> Math.max(0, p.lag())).sum();
  }
}
