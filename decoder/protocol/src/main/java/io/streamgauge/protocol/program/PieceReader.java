package io.streamgauge.protocol.program;

import java.nio.ByteBuffer;

/**
 * Reads numbers from a message that comes in pieces: directly where a number lies whole in the
 * piece, byte by byte where it straddles two. Positions count from the message's first byte; {@code
 * limit} ends the scope that may be read, a frame or a tagged field.
 */
final class PieceReader {
  private static final int MAX_VARINT_BYTES = 5;
  private static final int LAST_VARINT_BYTE_UNUSED_BITS = 0xf0;

  ByteBuffer buffer;

  /** Index of the next byte in {@link #buffer}. */
  int at;

  /** Index after the last byte of the piece that lies inside the scope. */
  int end;

  /** The number that was read last. */
  long value;

  private int pieceEnd;
  private long base;
  private long limit;
  private long gathered;
  private int gatheredBytes;

  void begin(long messageLimit) {
    at = 0;
    end = 0;
    pieceEnd = 0;
    base = 0;
    limit = messageLimit;
    forgetPartial();
  }

  /** Moves on to the next piece, which begins where the last one ended. */
  @SuppressWarnings("ReferenceEquality") // whether it is the same object is the question
  void piece(ByteBuffer next, int offset, int length) {
    base = position() - offset;
    if (buffer != next) {
      buffer = next;
    }
    at = offset;
    pieceEnd = offset + length;
    end = (int) Math.min(pieceEnd, limit - base);
  }

  /** Passes over bytes that are in no piece. */
  void lose(long bytes) {
    base += bytes;
    end = at;
    pieceEnd = at;
  }

  long position() {
    return base + at;
  }

  /** Bytes left in the scope. */
  long left() {
    return limit - position();
  }

  /** Index at which the scope ends, perhaps far beyond the piece. */
  long scopeEnd() {
    return limit - base;
  }

  /** Whether no number is half read. */
  boolean isBetweenNumbers() {
    return gatheredBytes == 0;
  }

  long limit() {
    return limit;
  }

  void limit(long newLimit) {
    limit = newLimit;
    end = (int) Math.min(pieceEnd, limit - base);
  }

  private void forgetPartial() {
    gathered = 0;
    gatheredBytes = 0;
  }

  /**
   * Reads a big-endian, sign-extended number into {@link #value}.
   *
   * @param bytes 1, 2, 4 or 8
   * @return false when the piece ends before it
   */
  boolean fixed(int bytes) {
    if (gatheredBytes != 0 || end - at < bytes) {
      return gatherFixed(bytes);
    }
    value =
        switch (bytes) {
          case 1 -> buffer.get(at);
          case 2 -> buffer.getShort(at);
          case 4 -> buffer.getInt(at);
          default -> buffer.getLong(at);
        };
    at += bytes;
    return true;
  }

  private boolean gatherFixed(int bytes) {
    while (gatheredBytes < bytes) {
      if (at >= end) {
        return false;
      }
      gathered = gathered << Byte.SIZE | (buffer.get(at++) & 0xff);
      gatheredBytes++;
    }
    int unused = Long.SIZE - bytes * Byte.SIZE;
    value = gathered << unused >> unused;
    forgetPartial();
    return true;
  }

  /**
   * Reads an unsigned varint into {@link #value}; −1 there when it is overlong.
   *
   * @return false when the piece ends before it
   */
  boolean varint() {
    if (gatheredBytes == 0 && at < end) {
      byte first = buffer.get(at);
      if (first >= 0) {
        at++;
        value = first;
        return true;
      }
    }
    return gatherVarint();
  }

  private boolean gatherVarint() {
    while (at < end) {
      byte next = buffer.get(at++);
      gathered |= (long) (next & 0x7f) << (7 * gatheredBytes);
      gatheredBytes++;
      boolean last = gatheredBytes == MAX_VARINT_BYTES;
      if (last && (next & LAST_VARINT_BYTE_UNUSED_BITS) != 0) {
        value = -1;
        forgetPartial();
        return true;
      }
      if (next >= 0) {
        value = gathered;
        forgetPartial();
        return true;
      }
    }
    return false;
  }
}
