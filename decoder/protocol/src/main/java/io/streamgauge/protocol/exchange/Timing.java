package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.details.PartitionDetails;

/**
 * How long a broker worked on a request and how long it waited on purpose.
 *
 * <p>A connection's requests are handled one after the other, so the broker starts on one when the
 * request is complete and the previous response has left; and after a throttled response it does
 * not read the connection before the throttle time is over (KIP-219). Brokers before that KIP
 * delayed the response instead, so a mute that the next response did not respect is none.
 */
final class Timing {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private static final int FETCH = 1;
  private static final int JOIN_GROUP = 11;
  private static final int SYNC_GROUP = 14;
  private static final int SHARE_FETCH = 78;

  private long previousResponseNanos = Exchange.NO_TIME;
  private long mutedUntilNanos = Exchange.NO_TIME;
  private boolean previousUnseen;

  /** Last request byte to last response byte, or UNKNOWN. */
  static long latency(long requestLastNanos, long responseLastNanos) {
    if (requestLastNanos == Exchange.NO_TIME || responseLastNanos == Exchange.NO_TIME) {
      return Exchange.UNKNOWN;
    }
    return Math.max(0, responseLastNanos - requestLastNanos);
  }

  /** What the broker took from being able to start to its first response byte, or UNKNOWN. */
  long elapsed(long requestLastNanos, long responseFirstNanos) {
    if (previousUnseen
        || requestLastNanos == Exchange.NO_TIME
        || responseFirstNanos == Exchange.NO_TIME) {
      return Exchange.UNKNOWN;
    }
    long start = Math.max(requestLastNanos, previousResponseNanos);
    if (mutedUntilNanos > start && mutedUntilNanos <= responseFirstNanos) {
      start = mutedUntilNanos;
    }
    return Math.max(0, responseFirstNanos - start);
  }

  /** A response has left of which nothing was seen: when, and for how long it muted, is unknown. */
  void onUnseenResponse() {
    previousUnseen = true;
  }

  /** A response has left. */
  void onResponse(long firstNanos, long lastNanos, int throttleMillis) {
    previousUnseen = false;
    if (lastNanos != Exchange.NO_TIME) {
      previousResponseNanos = lastNanos;
    }
    if (throttleMillis > 0 && firstNanos != Exchange.NO_TIME) {
      mutedUntilNanos = firstNanos + throttleMillis * NANOS_PER_MILLI;
    }
  }

  /**
   * Whether the time a broker took was spent waiting on purpose.
   *
   * @param partitions a Fetch's details, else ignored; may be null
   * @param caughtUp whether the broker had nothing for the Fetch's session when it arrived
   */
  static boolean waits(int apiKey, int errorCode, PartitionDetails partitions, boolean caughtUp) {
    return switch (apiKey) {
      case JOIN_GROUP, SYNC_GROUP, SHARE_FETCH -> true;
      case FETCH -> partitions != null && fetchWaits(errorCode, partitions, caughtUp);
      default -> false;
    };
  }

  /** A Fetch waits for min_bytes, unless it may not wait or has an error to report. */
  private static boolean fetchWaits(int errorCode, PartitionDetails fetch, boolean caughtUp) {
    if (errorCode != 0 || fetch.maxWaitMillis() == 0 || fetch.minBytes() == 0) {
      return false;
    }
    if (caughtUp) {
      return true;
    }
    long wanted = Math.max(1, fetch.minBytes());
    long bytes = 0;
    for (int i = 0; i < fetch.size(); i++) {
      bytes += Math.max(0, fetch.row(i).bytes());
    }
    return bytes < wanted;
  }
}
