package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.details.capture.Captured;
import io.streamgauge.protocol.details.wire.ByteRuns;
import java.nio.ByteBuffer;

/**
 * The last heartbeat of one direction of a connection. Heartbeats repeat byte for byte as long as
 * nothing happens in their group, and what was read once need not be read again.
 *
 * <p>The bytes hold names, ids and epochs, no payload. They are kept from the second message on, as
 * most connections have no heartbeats at all.
 */
final class LastMessage {
  /** Longer ones are read each time. */
  private static final int MAX_BYTES = 192;

  private KnownApi api;
  private byte[] bytes;
  private Captured said;

  /** What the last message said, if this body is the same; else null. */
  Captured ifSame(KnownApi known, ByteBuffer buffer, int offset, int length) {
    return said != null && isOf(known) && ByteRuns.equal(bytes, buffer, offset, length)
        ? said
        : null;
  }

  @SuppressWarnings("ReferenceEquality") // there is one object per api and version
  private boolean isOf(KnownApi known) {
    return api == known;
  }

  /** Whether a message that was just read is worth {@link #keep}ing. */
  boolean wants(KnownApi known, int length) {
    boolean again = isOf(known);
    api = known;
    if (!again) {
      said = null;
    }
    return again && length <= MAX_BYTES;
  }

  /**
   * Keeps the message.
   *
   * @param captured what it said; null if that cannot be kept
   */
  void keep(ByteBuffer buffer, int offset, int length, Captured captured) {
    said = captured;
    if (captured != null) {
      if (bytes == null || bytes.length != length) {
        bytes = new byte[length];
      }
      buffer.get(offset, bytes);
    }
  }
}
