package io.streamgauge.jobs.status;

import io.streamgauge.jobs.v1.PartitionStatusState;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A partition of a group under a clock of its own, for tests: what holds is set, then time goes on.
 */
final class Story {
  static final long SECOND = 1_000_000_000L;

  final PartitionStatusState.Builder state = PartitionStatusState.newBuilder();
  long now = 1_767_225_600L * SECOND;

  Long committed = 100L;
  Long highWatermark = 100L;
  Long effectiveLag;
  Double lagSeconds = 0.0;
  long lastCommit;
  long lastFetch;
  long commitInterval = 5 * SECOND;
  long fetchInterval = SECOND;
  int repeats;
  long recreated;
  boolean assigned = true;
  Double coverage = 1.0;
  boolean membershipObserved = true;
  int members = 1;
  boolean standalone;
  long rebalancingSince;

  /** Ten seconds go by in which the group commits and fetches. */
  Verdict works() {
    lastCommit = now + 9 * SECOND;
    lastFetch = lastCommit;
    return tick();
  }

  /** Ten seconds go by. */
  Verdict tick() {
    now += 10 * SECOND;
    return new PartitionStatus(state)
        .evaluate(
            new PartitionInputs(
                of(committed),
                of(highWatermark),
                lag(),
                lagSeconds == null ? OptionalDouble.empty() : OptionalDouble.of(lagSeconds),
                lastCommit,
                lastFetch,
                commitInterval,
                fetchInterval,
                repeats,
                recreated,
                assigned),
            new GroupInputs(
                coverage == null ? OptionalDouble.empty() : OptionalDouble.of(coverage),
                membershipObserved,
                membershipObserved,
                members,
                standalone,
                rebalancingSince,
                60 * SECOND),
            StatusLimits.DEFAULT,
            now);
  }

  private OptionalLong lag() {
    if (committed == null || highWatermark == null) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        effectiveLag != null ? effectiveLag : Math.max(0, highWatermark - committed));
  }

  private static OptionalLong of(Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** A healthy minute and a half: the longest that the shortest window asks for. */
  Story healthy() {
    for (int i = 0; i < 9; i++) {
      committed += 100;
      highWatermark = committed;
      works();
    }
    return this;
  }
}
