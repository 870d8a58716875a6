package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.frame.FrameLimits;

/**
 * What a decoder may keep. Every bound that is hit is counted as an {@link Anomaly}.
 *
 * @param maxRequestBytes size above which a request is implausible, its 4-byte size left out; 1 or
 *     more
 * @param maxResponseBytes the same of a response
 * @param maxPendingRequests requests in flight per connection; the oldest is let go beyond it
 * @param maxPendingAgeNanos how long a request waits for its answer. Above the longest wait that is
 *     in order: a JoinGroup waits for the rebalance timeout, five minutes by default
 * @param maxEarlyResponseBytes response bytes per connection that may wait for a request which
 *     another capture thread still holds
 * @param maxEarlyResponseNanos how long they wait
 * @param maxFetchSessions fetch sessions per worker; the least recently used is forgotten
 * @param maxSessionPartitions partitions remembered per fetch session
 * @param maxSearchLanes chains of frames per worker that searches for lost boundaries follow; half
 *     of them only as the first of their search
 */
public record DecoderLimits(
    int maxRequestBytes,
    int maxResponseBytes,
    int maxPendingRequests,
    long maxPendingAgeNanos,
    int maxEarlyResponseBytes,
    long maxEarlyResponseNanos,
    int maxFetchSessions,
    int maxSessionPartitions,
    int maxSearchLanes) {

  /** The default limits. */
  public static final DecoderLimits DEFAULT =
      new DecoderLimits(
          FrameLimits.DEFAULT_MAX_REQUEST_BYTES,
          FrameLimits.DEFAULT_MAX_RESPONSE_BYTES,
          1_024,
          900_000_000_000L,
          65_536,
          1_000_000_000L,
          4_096,
          4_096,
          16_384);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public DecoderLimits {
    if (maxRequestBytes < 1 || maxResponseBytes < 1) {
      throw new IllegalArgumentException("frame limits must be positive");
    }
    if (maxPendingRequests < 1 || maxPendingAgeNanos < 1) {
      throw new IllegalArgumentException("pending limits must be positive");
    }
    if (maxEarlyResponseBytes < 0 || maxEarlyResponseNanos < 0) {
      throw new IllegalArgumentException("early response limits must not be negative");
    }
    if (maxFetchSessions < 1 || maxSessionPartitions < 1) {
      throw new IllegalArgumentException("fetch session limits must be positive");
    }
    if (maxSearchLanes < 1) {
      throw new IllegalArgumentException("the limit of search lanes must be positive");
    }
  }

  /** These limits with another bound on requests in flight and on their age. */
  public DecoderLimits withPending(int requests, long ageNanos) {
    return new DecoderLimits(
        maxRequestBytes,
        maxResponseBytes,
        requests,
        ageNanos,
        maxEarlyResponseBytes,
        maxEarlyResponseNanos,
        maxFetchSessions,
        maxSessionPartitions,
        maxSearchLanes);
  }

  /** These limits with other bounds on the size of a frame, in bytes. */
  public DecoderLimits withFrames(int requestBytes, int responseBytes) {
    return new DecoderLimits(
        requestBytes,
        responseBytes,
        maxPendingRequests,
        maxPendingAgeNanos,
        maxEarlyResponseBytes,
        maxEarlyResponseNanos,
        maxFetchSessions,
        maxSessionPartitions,
        maxSearchLanes);
  }

  /** These limits with another bound on the chains of frames that all searches follow. */
  public DecoderLimits withSearchLanes(int lanes) {
    return new DecoderLimits(
        maxRequestBytes,
        maxResponseBytes,
        maxPendingRequests,
        maxPendingAgeNanos,
        maxEarlyResponseBytes,
        maxEarlyResponseNanos,
        maxFetchSessions,
        maxSessionPartitions,
        lanes);
  }

  FrameLimits frames() {
    return new FrameLimits(maxRequestBytes, maxResponseBytes);
  }
}
