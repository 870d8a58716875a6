package io.streamgauge.protocol.records;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses gzip: one member, or several in a row, which count as one stream. What follows the
 * last member and is none itself is ignored, as Java's own reader does.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
final class GzipReader {
  private static final byte[] NOTHING = {};
  private static final int HEADER = 10;
  private static final int DEFLATE = 8;
  private static final int HAS_CRC = 0x02;
  private static final int HAS_EXTRA = 0x04;
  private static final int HAS_NAME = 0x08;
  private static final int HAS_COMMENT = 0x10;

  /** Checksum and size, behind the compressed bytes of a member. */
  private static final int TRAILER = 8;

  private final Inflater inflater = new Inflater(true);
  private final byte[] output = new byte[8 << 10];
  private int used;

  /** False when it is no gzip, is cut, or the messages want no more. */
  boolean read(byte[] input, int length, InnerMessages messages) {
    int body = bodyStart(input, 0, length);
    if (body < 0) {
      return false;
    }
    try {
      while (body >= 0) {
        int end = readMember(input, body, length, messages);
        if (end < 0) {
          return false;
        }
        body = bodyStart(input, end + TRAILER, length);
      }
      return true;
    } catch (DataFormatException e) {
      return false;
    }
  }

  /** Where the compressed bytes of a member end; negative when they are cut or unwanted. */
  private int readMember(byte[] input, int body, int length, InnerMessages messages)
      throws DataFormatException {
    inflater.reset();
    inflater.setInput(input, body, length - body);
    while (!inflater.finished()) {
      used = output.length;
      int inflated = inflater.inflate(output);
      if ((inflated == 0 && !inflater.finished()) || !messages.accept(output, 0, inflated)) {
        return -1;
      }
    }
    return length - inflater.getRemaining();
  }

  /** Where the compressed bytes of the member at {@code start} begin; negative if there is none. */
  private static int bodyStart(byte[] input, int start, int length) {
    boolean gzip =
        length - start > HEADER
            && input[start] == 0x1f
            && input[start + 1] == (byte) 0x8b
            && input[start + 2] == DEFLATE;
    if (!gzip) {
      return -1;
    }
    int flags = input[start + 3];
    int at = start + HEADER;
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

  /** Forgets what was decompressed, and the input; returns how many bytes were overwritten. */
  int wipe() {
    int wiped = used;
    Arrays.fill(output, 0, wiped, (byte) 0);
    used = 0;
    inflater.reset();
    inflater.setInput(NOTHING);
    return wiped;
  }
}
