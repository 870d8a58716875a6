package io.streamgauge.jobs.cluster;

import io.streamgauge.events.v1.ListenerRollup;
import io.streamgauge.jobs.v1.BrokerState;
import io.streamgauge.jobs.v1.CoverageSecond;
import io.streamgauge.jobs.v1.Unobserved;

/**
 * How much of a broker's Kafka traffic was read, over the last {@value #WINDOW_SECONDS} s of event
 * time, or since the broker was first watched if that is less:
 *
 * <pre>
 *              decoded                           unobserved time
 * ------------------------------------ · (1 −  -----------------)
 * decoded + undecodable + gap + lost            watched window
 * </pre>
 *
 * The second factor stands for what passed while nobody looked, estimated at the rate of the rest
 * of the window. Unobserved is the time between two incarnations of an agent, and the time since
 * the last word of one that fell silent. Without traffic the first factor is 1: nothing was missed.
 * A broker that was never watched has coverage 0. Opaque (TLS) bytes are a series of their own and
 * not part of this.
 */
final class Coverage {
  static final int WINDOW_SECONDS = 60;
  private static final long SECOND = 1_000_000_000L;

  /** A live agent speaks every second; it may be this late before it counts as silent. */
  private static final long SILENCE_NANOS = 3 * SECOND;

  private final BrokerState.Builder broker;

  Coverage(BrokerState.Builder broker) {
    this.broker = broker;
  }

  /** Whoever reports traffic was watching, even if nobody knows yet which cluster it belongs to. */
  void traffic(ListenerRollup rollup, long timeNanos) {
    observed(timeNanos);
    add(timeNanos, rollup.getDecodedBytes(), rollup.getUndecodableBytes() + rollup.getGapBytes());
  }

  void lost(long bytes, long timeNanos) {
    add(timeNanos, 0, bytes);
  }

  void observed(long timeNanos) {
    if (broker.getFirstObservedNanos() == 0 || timeNanos < broker.getFirstObservedNanos()) {
      broker.setFirstObservedNanos(timeNanos);
    }
    broker.setLastObservedNanos(Math.max(broker.getLastObservedNanos(), timeNanos));
  }

  void unobserved(Unobserved interval) {
    broker.addUnobserved(interval);
    if (broker.getUnobservedCount() > WINDOW_SECONDS) {
      broker.removeUnobserved(0);
    }
  }

  private void add(long timeNanos, long decoded, long missed) {
    long second = Math.floorDiv(timeNanos, SECOND);
    for (int i = broker.getSecondsCount() - 1; i >= 0; i--) {
      CoverageSecond known = broker.getSeconds(i);
      if (known.getSecond() == second) {
        broker.setSeconds(
            i,
            known.toBuilder()
                .setDecoded(known.getDecoded() + decoded)
                .setMissed(known.getMissed() + missed));
        return;
      }
    }
    broker.addSeconds(
        CoverageSecond.newBuilder().setSecond(second).setDecoded(decoded).setMissed(missed));
  }

  /**
   * The coverage of the window that ends now.
   *
   * @param nowNanos end of the window, nanoseconds since the epoch
   * @return 0 to 1
   */
  double ratio(long nowNanos) {
    forget(nowNanos);
    if (broker.getFirstObservedNanos() == 0) {
      return 0;
    }
    long decoded = 0;
    long missed = 0;
    for (CoverageSecond second : broker.getSecondsList()) {
      decoded += second.getDecoded();
      missed += second.getMissed();
    }
    double read = decoded + missed == 0 ? 1 : (double) decoded / (double) (decoded + missed);
    return read * (1 - unobservedShare(nowNanos));
  }

  private double unobservedShare(long now) {
    long from = Math.max(now - WINDOW_SECONDS * SECOND, broker.getFirstObservedNanos());
    if (from >= now) {
      return 0;
    }
    long unobserved = 0;
    for (Unobserved interval : broker.getUnobservedList()) {
      unobserved += overlap(interval.getFromNanos(), interval.getToNanos(), from, now);
    }
    if (now - broker.getLastObservedNanos() > SILENCE_NANOS) {
      unobserved += overlap(broker.getLastObservedNanos(), now, from, now);
    }
    return Math.min(1, (double) unobserved / (double) (now - from));
  }

  private static long overlap(long from, long to, long windowFrom, long windowTo) {
    return Math.max(0, Math.min(to, windowTo) - Math.max(from, windowFrom));
  }

  private void forget(long now) {
    long oldest = Math.floorDiv(now, SECOND) - WINDOW_SECONDS;
    for (int i = broker.getSecondsCount() - 1; i >= 0; i--) {
      if (broker.getSeconds(i).getSecond() <= oldest) {
        broker.removeSeconds(i);
      }
    }
    for (int i = broker.getUnobservedCount() - 1; i >= 0; i--) {
      if (broker.getUnobserved(i).getToNanos() <= now - WINDOW_SECONDS * SECOND) {
        broker.removeUnobserved(i);
      }
    }
  }
}
