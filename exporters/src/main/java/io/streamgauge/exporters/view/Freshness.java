package io.streamgauge.exporters.view;

import io.streamgauge.exporters.store.ResultStore;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Whether what is shown is the state of now.
 *
 * @param state "reading": what is on the topic is still being read; "empty": no result was ever
 *     read; "live"; "stale": results stopped, or are old
 * @param asOfSeconds event time reached, seconds since the epoch; empty before the first
 * @param behindSeconds clock minus that, not below 0; empty before the first result
 * @param silentSeconds since event time last went on, as the exporter saw it; empty before the
 *     first result
 */
public record Freshness(
    String state,
    OptionalLong asOfSeconds,
    OptionalDouble behindSeconds,
    OptionalDouble silentSeconds) {
  /**
   * Results come every second. After this much silence they have stopped; with a page that asks
   * every two seconds that shows within ten.
   */
  public static final Duration SILENCE_LIMIT = Duration.ofSeconds(6);

  /**
   * The state of a store.
   *
   * @param ready whether everything that was on the topic at the start has been read
   * @param limit how far event time may be behind the clock
   */
  static Freshness of(ResultStore store, boolean ready, Clock clock, Duration limit) {
    long asOf = store.watermarkSeconds();
    if (asOf == Long.MIN_VALUE) {
      return new Freshness(
          ready ? "empty" : "reading",
          OptionalLong.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty());
    }
    double behind = Math.max(0, clock.millis() / 1e3 - asOf);
    double silent = store.silence().toMillis() / 1e3;
    boolean stale = silent > SILENCE_LIMIT.toSeconds() || behind > limit.toSeconds();
    return new Freshness(
        stale ? "stale" : "live",
        OptionalLong.of(asOf),
        OptionalDouble.of(behind),
        OptionalDouble.of(silent));
  }
}
