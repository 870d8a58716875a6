package io.streamgauge.jobs.scaling;

import java.io.Serializable;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What can be set per group.
 *
 * @param objectiveSeconds lag in time that is still good, above 0
 * @param maxMembers configured maximum of members; 0 for none
 * @param membersPerReplica overrides what is observed; 0 for what is observed
 */
public record ScalingPolicy(double objectiveSeconds, int maxMembers, double membersPerReplica)
    implements Serializable {
  public static final ScalingPolicy DEFAULTS = new ScalingPolicy(60, 0, 0);

  public ScalingPolicy {
    if (!(objectiveSeconds > 0) || maxMembers < 0 || !(membersPerReplica >= 0)) {
      throw new IllegalArgumentException("impossible scaling policy");
    }
  }

  OptionalInt limit() {
    return maxMembers == 0 ? OptionalInt.empty() : OptionalInt.of(maxMembers);
  }

  OptionalDouble concurrency(OptionalDouble observed) {
    return membersPerReplica == 0 ? observed : OptionalDouble.of(membersPerReplica);
  }
}
