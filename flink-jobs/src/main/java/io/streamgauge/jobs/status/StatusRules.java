package io.streamgauge.jobs.status;

import io.streamgauge.jobs.v1.PartitionStatusState;

/**
 * The rules of one evaluation, without memory of what the status was: the first that holds decides.
 * They are those of the table in docs/status.md; W is the window, L the effective lag, c̃ and f̃
 * the median intervals of commits and fetches.
 */
final class StatusRules {
  private static final double REWIND_SHARE = 0.01;
  private static final double STEADY_SHARE = 0.02;
  private static final double STEADY_RATE = 1;

  private final PartitionStatusState.Builder state;
  private final LagHistory history;
  private final PartitionInputs inputs;
  private final GroupInputs group;
  private final StatusLimits limits;
  private final long now;
  private final long window;

  /** Evaluations that W goes back; less as long as there are not so many. */
  private final int steps;

  private final boolean whole;

  StatusRules(
      PartitionStatusState.Builder state,
      PartitionInputs inputs,
      GroupInputs group,
      StatusLimits limits,
      long now) {
    this.state = state;
    this.history = new LagHistory(state);
    this.inputs = inputs;
    this.group = group;
    this.limits = limits;
    this.now = now;
    this.window = StatusLimits.window(inputs.commitInterval());
    int wanted = (int) ((window + StatusLimits.STEP - 1) / StatusLimits.STEP);
    this.steps = Math.min(wanted, history.size() - 1);
    this.whole = steps == wanted;
  }

  Verdict verdict() {
    String unknown = unknown();
    if (!unknown.isEmpty()) {
      return new Verdict(LagStatus.UNKNOWN, unknown);
    }
    if (abandoned()) {
      return Verdict.of(LagStatus.ABANDONED);
    }
    if (recreated()) {
      return new Verdict(LagStatus.REWIND, Verdict.RECREATED);
    }
    if (rewound()) {
      return Verdict.of(LagStatus.REWIND);
    }
    if (withoutMembers()) {
      return new Verdict(LagStatus.STOP, Verdict.NO_MEMBERS);
    }
    if (silent()) {
      return Verdict.of(LagStatus.STOP);
    }
    if (stalled()) {
      boolean poison = inputs.fetchRepeats() >= StatusLimits.POISON_REPEATS;
      return new Verdict(LagStatus.STALL, poison ? Verdict.POISON : "");
    }
    return keepsUp() ? Verdict.of(LagStatus.OK) : Verdict.of(trend());
  }

  /** What is missing; empty if nothing is. */
  private String unknown() {
    if (group.coverage().isEmpty() || group.coverage().getAsDouble() < limits.minCoverage()) {
      return Verdict.COVERAGE;
    }
    if (inputs.highWatermark().isEmpty()) {
      return Verdict.NO_HIGH_WATERMARK;
    }
    if (inputs.committed().isEmpty()) {
      return Verdict.NO_COMMITTED_OFFSET;
    }
    return inputs.effectiveLag().isEmpty() ? Verdict.NO_EFFECTIVE_LAG : "";
  }

  private boolean abandoned() {
    boolean observed = group.membershipObserved() && group.assignmentObserved();
    boolean stable = group.members() > 0 && group.rebalancingSince() == 0;
    return observed
        && stable
        && !group.standalone()
        && !inputs.assigned()
        && now - Math.max(inputs.lastCommit(), state.getKnownSinceNanos())
            > StatusLimits.ABANDONED_AFTER;
  }

  private boolean recreated() {
    return inputs.recreated() > 0 && now - inputs.recreated() <= window;
  }

  private boolean rewound() {
    long peak = LagHistory.NONE;
    long first = LagHistory.NONE;
    for (int ago = steps; ago >= 0; ago--) {
      long committed = history.committed(ago);
      first = first == LagHistory.NONE ? committed : first;
      peak = Math.max(peak, committed);
    }
    long fall = peak - history.committed(0);
    return fall > 0 && fall > REWIND_SHARE * (peak - first);
  }

  private boolean withoutMembers() {
    return recordsWait()
        && state.getMembersGoneNanos() > 0
        && state.getAdvancedNanos() > 0
        && now - state.getAdvancedNanos() > 2 * window;
  }

  private boolean recordsWait() {
    return state.getWaitingSinceNanos() > 0;
  }

  /** Silence counts only while records wait: who has nothing to read may be silent. */
  private boolean silent() {
    long since = Math.max(state.getWaitingSinceNanos(), state.getKnownSinceNanos());
    return recordsWait()
        && now - Math.max(inputs.lastCommit(), since)
            > Math.max(3 * inputs.commitInterval(), StatusLimits.COMMIT_SILENCE)
        && now - Math.max(inputs.lastFetch(), since)
            > Math.max(3 * inputs.fetchInterval(), StatusLimits.FETCH_SILENCE);
  }

  private boolean stalled() {
    boolean active = inputs.lastCommit() > now - window || inputs.lastFetch() > now - window;
    if (!whole || !active || history.effectiveLag(steps) <= 0 || history.effectiveLag(0) <= 0) {
      return false;
    }
    for (int ago = 1; ago <= steps; ago++) {
      if (history.committed(ago) != history.committed(0)) {
        return false;
      }
    }
    return true;
  }

  private boolean keepsUp() {
    long least = Long.MAX_VALUE;
    for (int ago = 0; ago <= steps; ago++) {
      if (history.effectiveLag(ago) >= 0) {
        least = Math.min(least, history.effectiveLag(ago));
      }
    }
    long objective = Math.max(limits.objective(), 2 * inputs.commitInterval());
    return least <= limits.allowedLag()
        || (inputs.lagSeconds().isPresent()
            && inputs.lagSeconds().getAsDouble() * StatusLimits.SECOND <= objective);
  }

  private LagStatus trend() {
    if (!whole) {
      return LagStatus.LAGGING;
    }
    long[] lags = new long[steps + 1];
    for (int ago = 0; ago <= steps; ago++) {
      lags[steps - ago] = history.effectiveLag(ago);
      if (lags[steps - ago] < 0) {
        return LagStatus.LAGGING;
      }
    }
    double slope = TheilSen.slope(lags, (double) StatusLimits.STEP / StatusLimits.SECOND);
    double steady = Math.max(STEADY_RATE, STEADY_SHARE * history.arrivalRate(steps).orElse(0));
    if (slope > steady) {
      return LagStatus.WARN;
    }
    return slope < -steady ? LagStatus.CATCHING_UP : LagStatus.LAGGING;
  }
}
