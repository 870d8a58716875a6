package io.streamgauge.protocol.detect;

import io.streamgauge.protocol.exchange.ConnectionStatistics;
import io.streamgauge.protocol.exchange.DecoderWorker;
import io.streamgauge.protocol.exchange.ExchangeListener;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection of which it is not certain that it is Kafka, nor which side is the broker.
 *
 * <p>Use it for every flow, known port or not: it passes exchanges on only once a request
 * <em>and</em> its response decoded; then what was held back comes first. Two exceptions, both only
 * if a port or SYN names the broker. If its direction was never captured and the client sent two or
 * more clean requests, these are handed out unanswered at {@link #close}. And produces with {@code
 * acks=0} on a connection seen from its start need no answer: two are proof at once, one at {@link
 * #close}. Single-threaded, like the decoders behind it.
 */
public final class ConnectionProbe {
  /**
   * After that many bytes without proof a connection is not Kafka: more than the largest response
   * that a default consumer can be in the midst of.
   */
  static final long MAX_UNDECIDED_BYTES = 64L << 20;

  private final TlsRecords[] tls = new TlsRecords[2];
  private final long[] seenBytes = new long[2];
  private final int hintedBroker;
  private final List<Hypothesis> hypotheses = new ArrayList<>(2);
  private Hypothesis confirmed;
  private Verdict verdict = Verdict.UNDECIDED;

  /**
   * A connection before its first byte.
   *
   * @param listener receives what the connection carries, if it is Kafka
   */
  public ConnectionProbe(DecoderWorker worker, ProbeOptions options, ExchangeListener listener) {
    hintedBroker = options.brokerSide();
    for (int side = 0; side < 2; side++) {
      tls[side] = new TlsRecords(options.fromStart(side));
      if (hintedBroker == ProbeOptions.UNKNOWN_SIDE || hintedBroker == side) {
        hypotheses.add(new Hypothesis(worker, options, side, listener, this::onConfirmed));
      }
    }
  }

  private void onConfirmed(Hypothesis winner) {
    confirmed = winner;
    verdict = Verdict.KAFKA;
    for (Hypothesis other : hypotheses) {
      if (other.brokerSide() != winner.brokerSide()) {
        other.decoder().abandon();
      }
    }
    hypotheses.clear();
  }

  /** The next bytes of one side (0 or 1), as {@code ConnectionDecoder.onBytes}. */
  public void onBytes(int side, ByteBuffer buffer, int offset, int length, long timestampNanos) {
    seenBytes[side] += Math.max(0, length);
    if (confirmed != null) {
      confirmed
          .decoder()
          .onBytes(confirmed.direction(side), buffer, offset, length, timestampNanos);
    } else if (verdict == Verdict.UNDECIDED && length > 0) {
      examine(side, buffer, offset, length, timestampNanos);
    }
  }

  private void examine(int side, ByteBuffer buffer, int offset, int length, long timestampNanos) {
    if (tls[side].isTls(buffer, offset, length)) {
      giveUp(Verdict.TLS);
      return;
    }
    for (int i = hypotheses.size() - 1; i >= 0 && confirmed == null; i--) {
      Hypothesis hypothesis = hypotheses.get(i);
      hypothesis
          .decoder()
          .onBytes(hypothesis.direction(side), buffer, offset, length, timestampNanos);
      if (hypothesis.isRefuted() && confirmed == null) {
        hypotheses.remove(i);
        hypothesis.decoder().abandon();
      }
    }
    if (confirmed == null && (hypotheses.isEmpty() || isOverdue())) {
      giveUp(Verdict.NOT_KAFKA);
    }
  }

  private boolean isOverdue() {
    return seenBytes() > MAX_UNDECIDED_BYTES && !isHalfSeen();
  }

  /** Whether the broker is named and its direction was never captured. */
  private boolean isHalfSeen() {
    return hintedBroker != ProbeOptions.UNKNOWN_SIDE && seenBytes[hintedBroker] == 0;
  }

  private void giveUp(Verdict why) {
    verdict = why;
    for (Hypothesis hypothesis : hypotheses) {
      hypothesis.decoder().abandon();
    }
    hypotheses.clear();
  }

  /** Bytes of one side that were never captured, as {@code ConnectionDecoder.onGap}. */
  public void onGap(int side, long missingBytes, long timestampNanos) {
    if (confirmed != null) {
      confirmed.decoder().onGap(confirmed.direction(side), missingBytes, timestampNanos);
      return;
    }
    for (int i = hypotheses.size() - 1; i >= 0 && confirmed == null; i--) {
      Hypothesis hypothesis = hypotheses.get(i);
      hypothesis.decoder().onGap(hypothesis.direction(side), missingBytes, timestampNanos);
    }
  }

  /** Age limits, as {@code ConnectionDecoder.onTime}. */
  public void onTime(long timestampNanos) {
    if (confirmed != null) {
      confirmed.decoder().onTime(timestampNanos);
      return;
    }
    for (int i = hypotheses.size() - 1; i >= 0 && confirmed == null; i--) {
      hypotheses.get(i).decoder().onTime(timestampNanos);
    }
  }

  /** The connection ended, or the capture did. */
  public void close(long timestampNanos) {
    if (confirmed != null) {
      confirmed.decoder().close(timestampNanos);
      return;
    }
    for (int i = hypotheses.size() - 1; i >= 0 && confirmed == null; i--) {
      hypotheses.get(i).close(timestampNanos, isHalfSeen());
    }
    if (confirmed == null) {
      hypotheses.clear();
    }
  }

  /**
   * The connection turned out to be one that somebody else decodes: nothing more is passed on, also
   * not what was held back.
   */
  public void abandon() {
    if (confirmed != null) {
      confirmed.decoder().abandon();
    } else {
      giveUp(Verdict.NOT_KAFKA);
    }
  }

  /** What the connection is held for now. */
  public Verdict verdict() {
    return verdict;
  }

  /**
   * 0 or 1 once it is certain which side is the broker (verdict KAFKA) or while a hint says so;
   * {@link ProbeOptions#UNKNOWN_SIDE} before. Set before the first exchange is passed on.
   */
  public int brokerSide() {
    return confirmed == null ? hintedBroker : confirmed.brokerSide();
  }

  /** Totals of the connection once the verdict is KAFKA, else null. */
  public ConnectionStatistics statistics() {
    return confirmed == null ? null : confirmed.decoder().statistics();
  }

  /** Bytes of both sides that were given so far, gaps left out; whatever the verdict. */
  public long seenBytes() {
    return seenBytes[0] + seenBytes[1];
  }

  /** Exchanges and anomalies that were dropped because too many had to be held back. */
  public long droppedEvents() {
    return confirmed == null ? 0 : confirmed.dropped();
  }
}
