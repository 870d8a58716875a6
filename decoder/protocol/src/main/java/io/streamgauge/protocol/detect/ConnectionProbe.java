package io.streamgauge.protocol.detect;

import io.streamgauge.protocol.exchange.ConnectionStatistics;
import io.streamgauge.protocol.exchange.DecoderWorker;
import io.streamgauge.protocol.exchange.ExchangeListener;
import java.nio.ByteBuffer;

/**
 * A connection of which it is not certain that it is Kafka, nor which side is the broker.
 *
 * <p>Use it for every flow, known port or not: it passes exchanges on only once a request
 * <em>and</em> its response decoded. Single-threaded, like the decoders behind it.
 */
public final class ConnectionProbe {

  public ConnectionProbe(DecoderWorker worker, ProbeOptions options, ExchangeListener listener) {}

  /** The next bytes of one side (0 or 1), as {@code ConnectionDecoder.onBytes}. */
  public void onBytes(int side, ByteBuffer buffer, int offset, int length, long timestampNanos) {}

  /** Bytes of one side that were never captured, as {@code ConnectionDecoder.onGap}. */
  public void onGap(int side, long missingBytes, long timestampNanos) {}

  /** Age limits, as {@code ConnectionDecoder.onTime}. */
  public void onTime(long timestampNanos) {}

  /** The connection ended, or the capture did. */
  public void close(long timestampNanos) {}

  /** What the connection is held for now. */
  public Verdict verdict() {
    return Verdict.UNDECIDED;
  }

  /**
   * 0 or 1 once it is certain which side is the broker (verdict KAFKA) or while a hint says so;
   * {@link ProbeOptions#UNKNOWN_SIDE} before. Set before the first exchange is passed on.
   */
  public int brokerSide() {
    return ProbeOptions.UNKNOWN_SIDE;
  }

  /** Totals of the connection once the verdict is KAFKA, else null. */
  public ConnectionStatistics statistics() {
    return null;
  }

  /** Bytes of both sides that were given so far, gaps left out; whatever the verdict. */
  public long seenBytes() {
    return 0;
  }
}
