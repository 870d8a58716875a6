package io.streamgauge.jobs.scenario;

import io.streamgauge.jobs.status.LagStatus;
import io.streamgauge.jobs.status.Verdict;
import java.util.OptionalLong;

/**
 * One run of a scenario: a quarter of an hour of calm, then the onset, then half an hour. The
 * status is looked at every 10 s, the baseline every 10 s and, as its notifier does by default,
 * every 60 s.
 *
 * @param status delay of the first alarm after the onset in seconds; empty if there was none
 * @param verdict the first bad verdict; null if there was none
 * @param early alarms before the onset, of the status and of the baseline
 */
record Trial(
    OptionalLong status,
    Verdict verdict,
    OptionalLong burrow,
    OptionalLong burrowOften,
    int early,
    int earlyBurrow) {
  private static final long CALM = 900;
  private static final long WATCHED = 1800;

  /**
   * Runs it.
   *
   * @param phase seconds by which the onset lies off the grids of evaluations
   */
  static Trial of(Scenario scenario, long phase) {
    Consumer consumer = new Consumer(phase);
    scenario.set().accept(consumer);
    long onset = CALM + phase;
    OptionalLong status = OptionalLong.empty();
    OptionalLong burrow = OptionalLong.empty();
    OptionalLong often = OptionalLong.empty();
    Verdict verdict = null;
    int early = 0;
    int earlyBurrow = 0;
    while (consumer.second < onset + WATCHED) {
      long next = consumer.second + 1;
      if (next >= onset) {
        scenario.script().accept(consumer, next - onset);
      }
      consumer.step();
      if (consumer.second % 10 != 0) {
        continue;
      }
      long delay = consumer.second - onset;
      Verdict said = consumer.bench.evaluate().verdict();
      boolean alarm = said.status().isBad();
      boolean baseline = consumer.bench.burrowAlarms();
      if (delay < 0) {
        early += alarm ? 1 : 0;
        earlyBurrow += baseline ? 1 : 0;
        continue;
      }
      if (alarm && status.isEmpty()) {
        status = OptionalLong.of(delay);
        verdict = said;
      }
      if (baseline && often.isEmpty()) {
        often = OptionalLong.of(delay);
      }
      if (baseline && burrow.isEmpty() && consumer.second % 60 == 0) {
        burrow = OptionalLong.of(delay);
      }
    }
    return new Trial(status, verdict, burrow, often, early, earlyBurrow);
  }

  /** The status as people say it. */
  static String words(Verdict verdict) {
    if (verdict == null) {
      return "–";
    }
    LagStatus status = verdict.status();
    return verdict.reason().isEmpty() ? status.name() : status + " (" + verdict.reason() + ")";
  }
}
