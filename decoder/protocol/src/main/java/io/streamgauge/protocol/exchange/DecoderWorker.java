package io.streamgauge.protocol.exchange;

import java.util.Objects;

/**
 * The connections of one thread: they share scratch, pools and fetch sessions. Not thread-safe.
 *
 * <p>An idle connection keeps well under 1 KiB; what a frame needs while it is read is borrowed
 * from here.
 */
public final class DecoderWorker {
  private final KafkaDecoder decoder;

  DecoderWorker(KafkaDecoder decoder) {
    this.decoder = decoder;
  }

  public KafkaDecoder decoder() {
    return decoder;
  }

  /**
   * One TCP connection whose broker side is known.
   *
   * @param options what is known of it before its first byte
   * @param listener receives its exchanges and anomalies, on the thread that feeds it
   */
  public ConnectionDecoder newConnection(ConnectionOptions options, ExchangeListener listener) {
    return new ConnectionDecoder(
        this, Objects.requireNonNull(options), Objects.requireNonNull(listener));
  }
}
