package io.streamgauge.jobs.status;

import io.streamgauge.jobs.v1.PartitionStatusState;
import java.util.OptionalDouble;

/**
 * The lag status of one partition of one group, with its memory. To be evaluated every {@link
 * StatusLimits#STEP} of event time, whether anything arrived or not, with what was known at that
 * time.
 *
 * <p>A bad status is entered when two evaluations in a row say so, and left when three in a row say
 * it is none. A rebalance keeps the status. That nothing can be said, or that nobody is to read the
 * partition, holds at once.
 */
public final class PartitionStatus {
  private static final int ENTER = 2;
  private static final int LEAVE = 3;
  private static final int MINUTE = (int) (60 * StatusLimits.SECOND / StatusLimits.STEP);

  private final PartitionStatusState.Builder state;

  public PartitionStatus(PartitionStatusState.Builder state) {
    this.state = state;
  }

  /**
   * Takes the sample of {@code now} and tells the status.
   *
   * @param now time of the evaluation, nanoseconds since the epoch
   */
  public Verdict evaluate(
      PartitionInputs inputs, GroupInputs group, StatusLimits limits, long now) {
    observe(inputs, group, now);
    Verdict said = new StatusRules(state, inputs, group, limits, now).verdict();
    if (said.status() == LagStatus.UNKNOWN || !rebalancing(group, now)) {
      take(said);
    }
    return current();
  }

  /** The newest verdict; UNKNOWN before the first evaluation. */
  public Verdict current() {
    return new Verdict(LagStatus.of(state.getStatus()), state.getReason());
  }

  /** Records per second that arrive, over the last minute; empty before two evaluations. */
  public OptionalDouble arrivalRate() {
    return new LagHistory(state).arrivalRate(MINUTE);
  }

  /** The same over the last five minutes, or as far as samples go back. */
  public OptionalDouble arrivalRateLong() {
    return new LagHistory(state).arrivalRate(5 * MINUTE);
  }

  /** Records per second that the group commits, over the last minute. */
  public OptionalDouble consumptionRate() {
    return new LagHistory(state).consumptionRate(MINUTE);
  }

  private void observe(PartitionInputs inputs, GroupInputs group, long now) {
    LagHistory history = new LagHistory(state);
    boolean gap =
        state.getLastSampleNanos() > 0 && now - state.getLastSampleNanos() != StatusLimits.STEP;
    if (gap) {
      history.clear();
    }
    if (inputs.recreated() > state.getRecreatedNanos()) {
      history.clear();
      state.setRecreatedNanos(inputs.recreated()).clearWaitingSinceNanos().clearMembersGoneNanos();
    }
    if (state.getKnownSinceNanos() == 0) {
      state.setKnownSinceNanos(now);
    }
    waiting(inputs, now);
    membersGone(inputs, group, now);
    history.add(
        inputs.committed().orElse(LagHistory.NONE),
        inputs.effectiveLag().orElse(LagHistory.NONE),
        inputs.highWatermark().orElse(LagHistory.NONE));
    state.setLastSampleNanos(now);
  }

  private void waiting(PartitionInputs inputs, long now) {
    if (inputs.effectiveLag().orElse(0) <= 0) {
      state.clearWaitingSinceNanos();
    } else if (state.getWaitingSinceNanos() == 0) {
      long since = now;
      if (inputs.lagSeconds().isPresent()) {
        // The records began to wait between the last evaluation and this one.
        long age = (long) (inputs.lagSeconds().getAsDouble() * StatusLimits.SECOND);
        since = Math.max(state.getLastSampleNanos(), now - age);
      }
      state.setWaitingSinceNanos(since);
    }
  }

  private void membersGone(PartitionInputs inputs, GroupInputs group, long now) {
    boolean gone = group.membershipObserved() && group.members() == 0 && !group.standalone();
    if (!gone || inputs.highWatermark().isEmpty()) {
      state.clearMembersGoneNanos().clearAdvancedNanos();
    } else if (state.getMembersGoneNanos() == 0) {
      state
          .setMembersGoneNanos(now)
          .setMembersGoneWatermark(inputs.highWatermark().getAsLong())
          .clearAdvancedNanos();
    } else if (state.getAdvancedNanos() == 0
        && inputs.highWatermark().getAsLong() > state.getMembersGoneWatermark()) {
      state.setAdvancedNanos(now);
    }
  }

  private static boolean rebalancing(GroupInputs group, long now) {
    long timeout =
        group.rebalanceTimeout() > 0
            ? Math.min(group.rebalanceTimeout(), StatusLimits.MAX_REBALANCE)
            : StatusLimits.MAX_REBALANCE;
    return group.rebalancingSince() > 0 && now - group.rebalancingSince() < timeout;
  }

  private void take(Verdict said) {
    LagStatus held = LagStatus.of(state.getStatus());
    LagStatus next = said.status();
    boolean atOnce = next == LagStatus.UNKNOWN || next == LagStatus.ABANDONED;
    if (next == held || atOnce || (!held.isBad() && !next.isBad())) {
      set(said);
      return;
    }
    // Whichever status that is not bad: together they end a bad one.
    int candidate = next.isBad() ? next.number() : LagStatus.OK.number();
    int count = candidate == state.getCandidate() ? state.getCandidateCount() + 1 : 1;
    if (count >= (next.isBad() ? ENTER : LEAVE)) {
      set(said);
    } else {
      state.setCandidate(candidate).setCandidateCount(count);
    }
  }

  private void set(Verdict verdict) {
    state
        .setStatus(verdict.status().number())
        .setReason(verdict.reason())
        .clearCandidate()
        .clearCandidateCount();
  }
}
