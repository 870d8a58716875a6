package io.streamgauge.agent.tls;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Buffers of one pipeline: those in which incomplete records wait, bounded, and two for the record
 * at hand. What held plaintext is overwritten after each use.
 */
final class RecordBuffers {
  private final int limit;
  private final ArrayDeque<byte[]> free = new ArrayDeque<>();
  private final byte[] body = new byte[TlsRecord.MAX_BODY_BYTES];
  private final byte[] plain = new byte[TlsRecord.MAX_BODY_BYTES];
  private final ByteBuffer plainView = ByteBuffer.wrap(plain);
  private int taken;

  RecordBuffers(int limit) {
    this.limit = limit;
  }

  /** A buffer of {@link TlsRecord#MAX_BYTES}; null if all are taken. */
  byte[] take() {
    if (taken >= limit) {
      return null;
    }
    taken++;
    byte[] buffer = free.poll();
    return buffer == null ? new byte[TlsRecord.MAX_BYTES] : buffer;
  }

  void giveBack(byte[] buffer) {
    taken--;
    free.push(buffer);
  }

  /** Buffers that are taken now. */
  int taken() {
    return taken;
  }

  /** For a record that lies whole in a packet. */
  byte[] body() {
    return body;
  }

  /** For what a record holds. */
  byte[] plain() {
    return plain;
  }

  ByteBuffer plainView() {
    return plainView;
  }

  void wipePlain(int length) {
    Arrays.fill(plain, 0, length, (byte) 0);
  }
}
