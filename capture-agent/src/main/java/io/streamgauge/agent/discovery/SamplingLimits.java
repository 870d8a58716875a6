package io.streamgauge.agent.discovery;

import java.time.Duration;

/**
 * Bounds of a {@link TrafficSampler}. Times are packet time.
 *
 * @param maxCandidates ports that are listened to at once
 * @param maxRejected ports of which it is remembered that they were no Kafka
 * @param candidateNanos how long a port is listened to
 * @param rejectedNanos how long it is left alone then
 * @param maxPacketsPerSecond packets that are looked at in a second
 */
public record SamplingLimits(
    int maxCandidates,
    int maxRejected,
    long candidateNanos,
    long rejectedNanos,
    int maxPacketsPerSecond) {

  /** A few connections at a time, long enough for a client that polls every few seconds. */
  public static final SamplingLimits DEFAULTS =
      new SamplingLimits(
          16, 1_024, Duration.ofSeconds(15).toNanos(), Duration.ofMinutes(10).toNanos(), 2_000);

  /** Checks that every bound is positive. */
  public SamplingLimits {
    if (maxCandidates < 1
        || maxRejected < 1
        || candidateNanos < 1
        || rejectedNanos < 1
        || maxPacketsPerSecond < 1) {
      throw new IllegalArgumentException("limits of sampling must be positive");
    }
  }
}
