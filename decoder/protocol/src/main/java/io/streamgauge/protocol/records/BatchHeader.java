package io.streamgauge.protocol.records;

import java.nio.ByteBuffer;

/**
 * The header of one batch, read from its first bytes.
 *
 * <pre>
 * magic 2: base offset 8, size 4, leader epoch 4, magic 1, crc 4, attributes 2, last offset delta 4, base timestamp 8,
 *          max timestamp 8, producer id 8, producer epoch 2, base sequence 4, record count 4
 * magic 1: offset 8, size 4, crc 4, magic 1, attributes 1, timestamp 8, key length 4, key, value length 4, value
 * magic 0: offset 8, size 4, crc 4, magic 1, attributes 1, key length 4, key, value length 4, value
 * </pre>
 */
final class BatchHeader implements RecordBatch {
  /** Bytes before what the size field counts. */
  static final int PREFIX = 12;

  /** Bytes up to and including the magic byte, which stands at the same place in all formats. */
  static final int THROUGH_MAGIC = 17;

  static final int MAX_SIZE = 61;

  static final int SIZE_V2 = 61;
  private static final int SIZE_V1 = 30;
  private static final int SIZE_V0 = 22;

  /** Length, attributes, two deltas, key and value lengths, header count: one byte each. */
  private static final int MIN_RECORD_V2 = 7;

  /** Where fields of magic 2 stand. */
  static final int LAST_OFFSET_DELTA_AT = 23;

  static final int MAX_TIMESTAMP_AT = 35;
  static final int COUNT_AT = 57;

  static final int CODEC_MASK = 0x07;
  private static final int LOG_APPEND_TIME = 0x08;
  private static final int TRANSACTIONAL = 0x10;
  static final int CONTROL = 0x20;

  private int magic;
  private long baseOffset;
  private int recordCount;
  private int size;
  private int attributes;
  private long maxTimestamp;
  private int lastOffsetDelta;
  private int keyLength;

  /** Magic 2: where what is seldom asked for is read, and only then; null for the others. */
  private ByteBuffer source;

  private int sourceAt;

  /**
   * Bytes of the header of a format, the key length of magic 0 and 1 included; −1 for an unknown
   * magic.
   */
  static int sizeOf(int magic) {
    return switch (magic) {
      case 0 -> SIZE_V0;
      case 1 -> SIZE_V1;
      case 2 -> SIZE_V2;
      default -> -1;
    };
  }

  /**
   * Bytes of a batch, its prefix included.
   *
   * @return −1 when the size field is too small for the format
   */
  static long batchSize(int magic, int sizeField) {
    int valueLength = magic == 2 ? 0 : Integer.BYTES;
    long bytes = (long) sizeField + PREFIX;
    return bytes < sizeOf(magic) + valueLength ? -1 : bytes;
  }

  /** Reads the {@link #sizeOf} bytes at {@code at}. */
  void read(ByteBuffer buffer, int at, int batchBytes) {
    magic = buffer.get(at + 16);
    baseOffset = buffer.getLong(at);
    size = batchBytes;
    if (magic == 2) {
      readV2(buffer, at);
    } else {
      readLegacy(buffer, at);
    }
  }

  /** Reads a header of which it is known that it is of magic 2. */
  void readV2(ByteBuffer buffer, int at, int batchBytes) {
    magic = 2;
    baseOffset = buffer.getLong(at);
    size = batchBytes;
    readV2(buffer, at);
  }

  @SuppressWarnings("ReferenceEquality") // whether it is the same object is the question
  private void readV2(ByteBuffer buffer, int at) {
    if (source != buffer) {
      source = buffer;
    }
    sourceAt = at;
    attributes = buffer.getShort(at + 21);
    lastOffsetDelta = buffer.getInt(at + LAST_OFFSET_DELTA_AT);
    maxTimestamp = buffer.getLong(at + MAX_TIMESTAMP_AT);
    int records = buffer.getInt(at + COUNT_AT);
    recordCount = couldHold(records, attributes, size) ? records : NOT_COUNTABLE;
  }

  /** Whether a batch of magic 2 may have so many records. */
  static boolean couldHold(int records, int attributes, int batchBytes) {
    return records >= 0
        && ((attributes & CODEC_MASK) != 0
            || (long) records * MIN_RECORD_V2 <= batchBytes - SIZE_V2);
  }

  private void readLegacy(ByteBuffer buffer, int at) {
    source = null;
    attributes = buffer.get(at + 17);
    maxTimestamp = magic == 1 ? buffer.getLong(at + 18) : -1;
    keyLength = buffer.getInt(at + sizeOf(magic) - Integer.BYTES);
    recordCount = isCompressed() ? NOT_COUNTABLE : 1;
    lastOffsetDelta = isCompressed() ? -1 : 0;
  }

  private boolean isCompressed() {
    return (attributes & CODEC_MASK) != 0;
  }

  /** Whether this is a message of magic 0 or 1 that wraps others. */
  boolean isWrapper() {
    return magic < 2 && isCompressed();
  }

  /** Bytes of the key of a message of magic 0 or 1, 0 for none. */
  int keyBytes() {
    return Math.max(keyLength, 0);
  }

  /**
   * Completes a wrapper whose messages were counted. Inner offsets are relative in magic 1,
   * absolute in magic 0.
   */
  void wraps(int messages, long firstInner, long lastInner) {
    recordCount = messages;
    if (messages > 0) {
      lastOffsetDelta = (int) (lastInner - firstInner);
      baseOffset = magic == 1 ? baseOffset - lastInner + firstInner : firstInner;
    }
  }

  @Override
  public int magic() {
    return magic;
  }

  @Override
  public long baseOffset() {
    return baseOffset;
  }

  @Override
  public int recordCount() {
    return recordCount;
  }

  @Override
  public int sizeInBytes() {
    return size;
  }

  @Override
  public Codec codec() {
    return Codec.of(attributes & CODEC_MASK);
  }

  @Override
  public int attributes() {
    return attributes;
  }

  @Override
  public boolean isControl() {
    return magic == 2 && (attributes & CONTROL) != 0;
  }

  @Override
  public boolean isTransactional() {
    return magic == 2 && (attributes & TRANSACTIONAL) != 0;
  }

  @Override
  public boolean isLogAppendTime() {
    return magic > 0 && (attributes & LOG_APPEND_TIME) != 0;
  }

  @Override
  public long producerId() {
    return source == null ? -1 : source.getLong(sourceAt + 43);
  }

  @Override
  public int producerEpoch() {
    return source == null ? -1 : source.getShort(sourceAt + 51);
  }

  @Override
  public int baseSequence() {
    return source == null ? -1 : source.getInt(sourceAt + 53);
  }

  @Override
  public int partitionLeaderEpoch() {
    return source == null ? -1 : source.getInt(sourceAt + 12);
  }

  @Override
  public long maxTimestamp() {
    return maxTimestamp;
  }

  @Override
  public long baseTimestamp() {
    return source == null ? maxTimestamp : source.getLong(sourceAt + 27);
  }

  @Override
  public int lastOffsetDelta() {
    return lastOffsetDelta;
  }
}
