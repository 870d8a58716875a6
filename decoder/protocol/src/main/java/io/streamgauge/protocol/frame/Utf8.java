package io.streamgauge.protocol.frame;

import java.nio.ByteBuffer;

/** Tells text from other bytes. */
final class Utf8 {
  private Utf8() {}

  /**
   * Whether bytes are well-formed UTF-8 without control characters. A character cut off by {@code
   * length} counts as well-formed.
   */
  static boolean isText(ByteBuffer buffer, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      int first = buffer.get(at++) & 0xff;
      if (first < 0x20 || first == 0x7f) {
        return false;
      }
      int more = continuationBytes(first);
      if (more < 0) {
        return false;
      }
      for (int i = 0; i < more && at < end; i++, at++) {
        if ((buffer.get(at) & 0xc0) != 0x80) {
          return false;
        }
      }
    }
    return true;
  }

  private static int continuationBytes(int first) {
    if (first < 0x80) {
      return 0;
    }
    if (first >= 0xc2 && first < 0xe0) {
      return 1;
    }
    if (first >= 0xe0 && first < 0xf0) {
      return 2;
    }
    return first >= 0xf0 && first < 0xf5 ? 3 : -1;
  }
}
