package io.streamgauge.protocol.records;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses one gzip member.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
final class GzipReader {
  private static final int HEADER = 10;
  private static final int DEFLATE = 8;
  private static final int HAS_CRC = 0x02;
  private static final int HAS_EXTRA = 0x04;
  private static final int HAS_NAME = 0x08;
  private static final int HAS_COMMENT = 0x10;

  private final Inflater inflater = new Inflater(true);
  private final byte[] output = new byte[8 << 10];

  /** False when it is no gzip, is cut, or the messages want no more. */
  boolean read(byte[] input, int length, InnerMessages messages) {
    int start = bodyStart(input, length);
    if (start < 0) {
      return false;
    }
    inflater.reset();
    inflater.setInput(input, start, length - start);
    try {
      while (!inflater.finished()) {
        int inflated = inflater.inflate(output);
        if ((inflated == 0 && !inflater.finished()) || !messages.accept(output, 0, inflated)) {
          return false;
        }
      }
      return true;
    } catch (DataFormatException e) {
      return false;
    }
  }

  private static int bodyStart(byte[] input, int length) {
    boolean gzip =
        length > HEADER && input[0] == 0x1f && input[1] == (byte) 0x8b && input[2] == DEFLATE;
    if (!gzip) {
      return -1;
    }
    int flags = input[3];
    int at = HEADER;
    if ((flags & HAS_EXTRA) != 0) {
      at = at + 2 > length ? length : at + 2 + (input[at] & 0xff) + ((input[at + 1] & 0xff) << 8);
    }
    if ((flags & HAS_NAME) != 0) {
      at = afterZero(input, at, length);
    }
    if ((flags & HAS_COMMENT) != 0) {
      at = afterZero(input, at, length);
    }
    if ((flags & HAS_CRC) != 0) {
      at += 2;
    }
    return at < length ? at : -1;
  }

  private static int afterZero(byte[] input, int from, int length) {
    int at = from;
    while (at < length && input[at] != 0) {
      at++;
    }
    return at + 1;
  }
}
