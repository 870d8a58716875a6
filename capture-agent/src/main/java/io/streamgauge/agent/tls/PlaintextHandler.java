package io.streamgauge.agent.tls;

import java.nio.ByteBuffer;

/** Receives what the application of a TLS connection sent, each side in order. */
public interface PlaintextHandler {

  /**
   * The next bytes that {@code side} sent. The buffer is valid only during the call and is
   * overwritten after it; read it with absolute gets.
   *
   * @param length {@code > 0}
   * @param timestampNanos packet time
   */
  void onPlaintext(int side, ByteBuffer buffer, int offset, int length, long timestampNanos);

  /**
   * Bytes that {@code side} sent and that could not be decrypted.
   *
   * @param missing {@code > 0}; {@link Long#MAX_VALUE} if it is not known how many
   */
  void onPlaintextGap(int side, long missing, long timestampNanos);
}
