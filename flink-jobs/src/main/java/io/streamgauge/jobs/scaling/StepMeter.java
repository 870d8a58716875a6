package io.streamgauge.jobs.scaling;

import io.streamgauge.jobs.v1.ScalingState;
import io.streamgauge.jobs.v1.ScalingStep;
import java.util.OptionalDouble;

/**
 * Measures what changes of the number of members brought: the efficiency of scaling (a member's
 * service rate among many in proportion to that among few), and whether the last step up was worth
 * it.
 */
final class StepMeter {
  private static final double LEAST_EFFICIENCY = 0.5;

  /** Of what a step promised. */
  private static final double LEAST_GAIN = 0.1;

  /** A service rate higher by this is news. */
  private static final double NEWS = 1.1;

  private static final int WINDOWS_AFTER = 3;

  private final ScalingState.Builder state;

  StepMeter(ScalingState.Builder state) {
    this.state = state;
  }

  /** Takes the number of members at a look at which the group works. */
  void members(int members, long now, OptionalDouble rate) {
    if (state.hasLastMembers() && state.getLastMembers() != members) {
      begin(members, now, rate);
    }
    state.setLastMembers(members);
  }

  private void begin(int members, long now, OptionalDouble rate) {
    ScalingStep.Builder step = state.getStep().toBuilder();
    if (!state.hasStep() || step.getMeasured()) {
      if (rate.isEmpty() || state.getLastMembers() == 0) {
        state.clearStep();
        return;
      }
      step.setFromMembers(state.getLastMembers())
          .setRateBefore(rate.getAsDouble())
          .setMeasured(false);
    }
    state.setStep(step.setToMembers(members).setTimeMillis(now));
  }

  /**
   * Records per second of one member while it is busy; behind a step from what was done since, as
   * soon as that is enough.
   */
  OptionalDouble serviceRate(Windows windows) {
    if (state.hasStep()) {
      OptionalDouble since = windows.serviceRate(state.getStep().getTimeMillis(), WINDOWS_AFTER);
      if (since.isPresent()) {
        return since;
      }
    }
    return windows.serviceRate(Long.MIN_VALUE, 1);
  }

  /** Looks whether the newest step can be measured. */
  void measure(Windows windows) {
    ScalingStep step = state.getStep();
    if (!state.hasStep() || step.getMeasured()) {
      return;
    }
    OptionalDouble after = windows.serviceRate(step.getTimeMillis(), WINDOWS_AFTER);
    if (after.isEmpty()) {
      return;
    }
    double change = after.getAsDouble() / step.getRateBefore();
    int from = step.getFromMembers();
    int to = step.getToMembers();
    if (to > from) {
      efficiency(change, after.getAsDouble());
      double gain = (to * change - from) / (to - from);
      if (gain < LEAST_GAIN) {
        state.setNoGainRate(after.getAsDouble());
      } else {
        state.clearNoGainRate();
      }
    } else if (to < from) {
      efficiency(1 / change, after.getAsDouble());
      state.clearNoGainRate();
    }
    state.setStep(step.toBuilder().setMeasured(true));
  }

  private void efficiency(double measured, double rate) {
    state.setEfficiency(Math.max(LEAST_EFFICIENCY, Math.min(1, measured))).setEfficiencyRate(rate);
  }

  /** Measured, 0.5 to 1; 1 once members are faster than they were when it was measured. */
  double efficiency(double rate) {
    if (state.hasEfficiency() && rate >= NEWS * state.getEfficiencyRate()) {
      state.clearEfficiency();
    }
    return state.hasEfficiency() ? state.getEfficiency() : 1;
  }

  /** Whether more members than there are would be in vain. */
  boolean noGain(double rate, boolean wantsMore) {
    if (!state.hasNoGainRate()) {
      return false;
    }
    if (rate >= NEWS * state.getNoGainRate() || !wantsMore) {
      state.clearNoGainRate();
      return false;
    }
    return true;
  }
}
