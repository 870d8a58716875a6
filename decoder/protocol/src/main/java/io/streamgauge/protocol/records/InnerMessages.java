package io.streamgauge.protocol.records;

/**
 * Walks decompressed messages of magic 0 and 1 by their offset and size, whatever pieces they come
 * in. A message that is compressed itself holds more than one, which nobody counted: Kafka refuses
 * such sets, and so does this.
 */
final class InnerMessages {
  private static final int OFFSET_AND_SIZE = Long.BYTES + Integer.BYTES;

  /** Up to the attributes: CRC, magic, attributes. */
  private static final int HEADER = OFFSET_AND_SIZE + 6;

  private static final int CODEC_MASK = 0x07;

  /** CRC, magic, attributes, key length, value length. */
  private static final int MIN_SIZE = 14;

  private int outputLeft;
  private int maxOutput;
  private int count;
  private long firstOffset;
  private long lastOffset;
  private long offset;
  private int size;
  private int headerBytes;
  private int skip;

  void begin(int maxOutputBytes) {
    outputLeft = maxOutputBytes;
    maxOutput = maxOutputBytes;
    count = 0;
    offset = 0;
    size = 0;
    headerBytes = 0;
    skip = 0;
  }

  /** Bytes that may still come. */
  int outputLeft() {
    return outputLeft;
  }

  /** Bytes that came, at most those that might. */
  int outputUsed() {
    return maxOutput - Math.max(0, outputLeft);
  }

  /** Takes decompressed bytes; false when they are no messages, or too many bytes. */
  boolean accept(byte[] bytes, int from, int length) {
    outputLeft -= length;
    if (outputLeft < 0) {
      return false;
    }
    int at = from;
    int end = from + length;
    while (at < end) {
      if (skip > 0) {
        int passed = Math.min(skip, end - at);
        at += passed;
        skip -= passed;
      } else if (!header(bytes[at++])) {
        return false;
      }
    }
    return true;
  }

  private boolean header(byte next) {
    if (headerBytes < Long.BYTES) {
      offset = (offset << Byte.SIZE) | (next & 0xff);
    } else if (headerBytes < OFFSET_AND_SIZE) {
      size = (size << Byte.SIZE) | (next & 0xff);
    }
    if (++headerBytes < HEADER) {
      return true;
    }
    if (count == 0) {
      firstOffset = offset;
    }
    lastOffset = offset;
    count++;
    skip = size - (HEADER - OFFSET_AND_SIZE);
    headerBytes = 0;
    boolean valid = size >= MIN_SIZE && (next & CODEC_MASK) == 0;
    offset = 0;
    size = 0;
    return valid;
  }

  /** Whether the bytes so far end where a message ends. */
  boolean isComplete() {
    return skip == 0 && headerBytes == 0;
  }

  int count() {
    return count;
  }

  long firstOffset() {
    return firstOffset;
  }

  long lastOffset() {
    return lastOffset;
  }
}
