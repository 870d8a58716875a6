package io.streamgauge.protocol.frame;

import io.streamgauge.protocol.details.wire.ByteRuns;
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
    if (last == null || !ByteRuns.equal(lastBytes, buffer, offset, kept)) {
      byte[] bytes = new byte[kept];
      buffer.get(offset, bytes);
      remember(bytes);
    }
    return last;
  }

  /** The last client id, if these bytes are the same; else null. */
  public String ifSame(ByteBuffer buffer, int offset, int length) {
    return last != null && ByteRuns.equal(lastBytes, buffer, offset, length) ? last : null;
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
    if (gathered == null) {
      remember(new byte[0]);
    } else if (last == null
        || !Arrays.equals(gathered, 0, gatheredBytes, lastBytes, 0, lastBytes.length)) {
      remember(Arrays.copyOf(gathered, gatheredBytes));
    }
    forget();
    return last;
  }

  /** Drops what was gathered; a small buffer stays for the next. */
  void forget() {
    if (gatheredBytes > FIRST_GATHERED_BYTES) {
      gathered = null;
    }
    gatheredBytes = 0;
  }
}
