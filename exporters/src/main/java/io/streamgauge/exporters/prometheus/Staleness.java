package io.streamgauge.exporters.prometheus;

import java.time.Clock;
import java.time.Duration;

/**
 * Whether the results are too old to be shown as the state of now.
 *
 * @param clock wall clock; the exporter is where event time meets it
 * @param limit how far the result watermark may be behind the clock
 */
public record Staleness(Clock clock, Duration limit) {
  /** What is told unless configured otherwise. */
  public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(60);

  /**
   * Whether a watermark is older than the limit.
   *
   * @param watermarkSeconds seconds since the epoch, {@link Long#MIN_VALUE} if there is none yet
   */
  public boolean isStale(long watermarkSeconds) {
    return watermarkSeconds == Long.MIN_VALUE
        || clock.instant().getEpochSecond() - watermarkSeconds > limit.toSeconds();
  }
}
