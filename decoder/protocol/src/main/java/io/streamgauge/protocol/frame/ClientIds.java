package io.streamgauge.protocol.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Client ids as strings. A connection's client id hardly ever changes, so the last one is kept and
 * compared byte by byte instead of being made anew.
 */
public final class ClientIds {
  /** Longer client ids are cut to this many bytes of UTF-8. */
  public static final int MAX_BYTES = 1_024;

  private static final int FIRST_GATHERED_BYTES = 64;

  private byte[] lastBytes;
  private String last;
  private byte[] gathered;
  private int gatheredBytes;

  /** The string of a client id that lies in one piece. */
  String of(ByteBuffer buffer, int offset, int length) {
    int kept = Math.min(length, MAX_BYTES);
    if (last == null || !equalsLast(buffer, offset, kept)) {
      byte[] bytes = new byte[kept];
      buffer.get(offset, bytes);
      remember(bytes);
    }
    return last;
  }

  private boolean equalsLast(ByteBuffer buffer, int offset, int length) {
    if (lastBytes.length != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (lastBytes[i] != buffer.get(offset + i)) {
        return false;
      }
    }
    return true;
  }

  private void remember(byte[] bytes) {
    lastBytes = bytes;
    last = new String(bytes, StandardCharsets.UTF_8);
  }

  /** Takes a part of a client id that lies in several pieces. */
  void gather(ByteBuffer buffer, int offset, int length) {
    int kept = Math.min(length, MAX_BYTES - gatheredBytes);
    int needed = gatheredBytes + kept;
    if (gathered == null || gathered.length < needed) {
      int capacity = Math.max(needed, FIRST_GATHERED_BYTES);
      gathered = gathered == null ? new byte[capacity] : Arrays.copyOf(gathered, capacity);
    }
    buffer.get(offset, gathered, gatheredBytes, kept);
    gatheredBytes = needed;
  }

  /** The string of the gathered parts. */
  String gathered() {
    byte[] bytes = gathered == null ? new byte[0] : Arrays.copyOf(gathered, gatheredBytes);
    if (last == null || !Arrays.equals(bytes, lastBytes)) {
      remember(bytes);
    }
    forget();
    return last;
  }

  /** Drops what was gathered. */
  void forget() {
    gathered = null;
    gatheredBytes = 0;
  }
}
