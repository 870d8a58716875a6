package io.streamgauge.jobs.series;

/** Event seconds, in milliseconds since the epoch as Flink counts event time. */
public final class EventSeconds {
  private EventSeconds() {}

  /**
   * The end of the event second in which something is due to be told: that of the event, or of the
   * watermark where it is ahead.
   *
   * @param watermark current watermark; {@code Long.MIN_VALUE} before the first
   * @return last millisecond of the second, a timer's timestamp
   */
  public static long due(long eventNanos, long watermark) {
    long event = Math.floorDiv(eventNanos, 1_000_000L);
    // A watermark of MAX is the end of input: the event's own second is as good as any.
    long base = watermark == Long.MAX_VALUE ? event : Math.max(event, watermark + 1);
    return Math.floorDiv(base, 1000L) * 1000L + 999L;
  }

  /**
   * The same of a fact that carries the event time at which its batch came. That of the operator
   * may trail by what slower inputs hold back, differently in each run; what is late shall not
   * depend on it.
   *
   * @param cameMillis event time when the batch came; 0 if it is not known
   */
  public static long due(long eventNanos, long watermark, long cameMillis) {
    boolean ends = watermark == Long.MAX_VALUE || cameMillis == Long.MAX_VALUE;
    return due(eventNanos, ends ? watermark : Math.max(watermark, cameMillis));
  }

  /** Seconds since the epoch of the event second that a timer ends. */
  public static long asOf(long timerMillis) {
    return Math.floorDiv(timerMillis, 1000L);
  }

  /**
   * The event second that a value stands for. Sources run ahead of event time, and a restored timer
   * may be old: the value may hold more than the timer's second.
   */
  public static long asOf(long timerMillis, long newestNanos) {
    return Math.max(asOf(timerMillis), Math.floorDiv(newestNanos, 1_000_000_000L));
  }

  /** Milliseconds between two evaluations of groups. */
  public static final long STEP_MILLIS = 10_000;

  /** The timer of the evaluation at or after a timer: the last millisecond of ten seconds. */
  public static long step(long timerMillis) {
    return Math.floorDiv(timerMillis, STEP_MILLIS) * STEP_MILLIS + STEP_MILLIS - 1;
  }

  /** Whether an evaluation belongs to the timer. */
  public static boolean endsStep(long timerMillis) {
    return timerMillis == step(timerMillis);
  }
}
