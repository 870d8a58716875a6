package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.frame.FrameLimits;

/**
 * What a decoder may keep. Every bound that is hit is counted as an {@link Anomaly}.
 *
 * @param frames sizes above which a frame is implausible
 * @param maxPendingRequests requests in flight per connection; the oldest is let go beyond it
 * @param maxPendingAgeNanos how long a request waits for its answer. Above the longest wait that is
 *     in order: a JoinGroup waits for the rebalance timeout, five minutes by default
 * @param maxEarlyResponseBytes response bytes per connection that may wait for a request which
 *     another capture thread still holds
 * @param maxEarlyResponseNanos how long they wait
 * @param maxFetchSessions fetch sessions per worker; the least recently used is forgotten
 * @param maxSessionPartitions partitions remembered per fetch session
 */
public record DecoderLimits(
    FrameLimits frames,
    int maxPendingRequests,
    long maxPendingAgeNanos,
    int maxEarlyResponseBytes,
    long maxEarlyResponseNanos,
    int maxFetchSessions,
    int maxSessionPartitions) {

  /** The default limits. */
  public static final DecoderLimits DEFAULT =
      new DecoderLimits(
          FrameLimits.DEFAULT, 1_024, 900_000_000_000L, 65_536, 1_000_000_000L, 4_096, 4_096);

  /** Checks the ranges. */
  public DecoderLimits {
    if (maxPendingRequests < 1 || maxPendingAgeNanos < 1) {
      throw new IllegalArgumentException("pending limits must be positive");
    }
    if (maxEarlyResponseBytes < 0 || maxEarlyResponseNanos < 0) {
      throw new IllegalArgumentException("early response limits must not be negative");
    }
    if (maxFetchSessions < 1 || maxSessionPartitions < 1) {
      throw new IllegalArgumentException("fetch session limits must be positive");
    }
  }

  /** These limits with another bound on requests in flight and on their age. */
  public DecoderLimits withPending(int requests, long ageNanos) {
    return new DecoderLimits(
        frames,
        requests,
        ageNanos,
        maxEarlyResponseBytes,
        maxEarlyResponseNanos,
        maxFetchSessions,
        maxSessionPartitions);
  }

  /** These limits with other frame limits. */
  public DecoderLimits withFrames(FrameLimits limits) {
    return new DecoderLimits(
        limits,
        maxPendingRequests,
        maxPendingAgeNanos,
        maxEarlyResponseBytes,
        maxEarlyResponseNanos,
        maxFetchSessions,
        maxSessionPartitions);
  }
}
