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

  private static final int SIZE_V2 = 61;
  private static final int SIZE_V1 = 30;
  private static final int SIZE_V0 = 22;

  /** Length, attributes, two deltas, key and value lengths, header count: one byte each. */
  private static final int MIN_RECORD_V2 = 7;

  private static final int CODEC_MASK = 0x07;
  private static final int LOG_APPEND_TIME = 0x08;
  private static final int TRANSACTIONAL = 0x10;
  private static final int CONTROL = 0x20;

  private int magic;
  private long baseOffset;
  private int recordCount;
  private int size;
  private Codec codec;
  private int attributes;
  private long producerId;
  private int producerEpoch;
  private int baseSequence;
  private int partitionLeaderEpoch;
  private long maxTimestamp;
  private long baseTimestamp;
  private int lastOffsetDelta;
  private int keyLength;

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
    codec = Codec.of(attributes & CODEC_MASK);
    if (magic < 2) {
      recordCount = codec == Codec.NONE ? 1 : NOT_COUNTABLE;
      lastOffsetDelta = codec == Codec.NONE ? 0 : -1;
    } else if (recordCount < 0 || (codec == Codec.NONE && !couldHold(recordCount))) {
      recordCount = NOT_COUNTABLE;
    }
  }

  private boolean couldHold(int records) {
    return (long) records * MIN_RECORD_V2 <= size - SIZE_V2;
  }

  private void readV2(ByteBuffer buffer, int at) {
    partitionLeaderEpoch = buffer.getInt(at + 12);
    attributes = buffer.getShort(at + 21);
    lastOffsetDelta = buffer.getInt(at + 23);
    baseTimestamp = buffer.getLong(at + 27);
    maxTimestamp = buffer.getLong(at + 35);
    producerId = buffer.getLong(at + 43);
    producerEpoch = buffer.getShort(at + 51);
    baseSequence = buffer.getInt(at + 53);
    recordCount = buffer.getInt(at + 57);
  }

  private void readLegacy(ByteBuffer buffer, int at) {
    partitionLeaderEpoch = -1;
    attributes = buffer.get(at + 17);
    maxTimestamp = magic == 1 ? buffer.getLong(at + 18) : -1;
    baseTimestamp = maxTimestamp;
    producerId = -1;
    producerEpoch = -1;
    baseSequence = -1;
    keyLength = buffer.getInt(at + sizeOf(magic) - Integer.BYTES);
  }

  /** Whether this is a message of magic 0 or 1 that wraps others. */
  boolean isWrapper() {
    return magic < 2 && codec != Codec.NONE;
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
    return codec;
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
    return producerId;
  }

  @Override
  public int producerEpoch() {
    return producerEpoch;
  }

  @Override
  public int baseSequence() {
    return baseSequence;
  }

  @Override
  public int partitionLeaderEpoch() {
    return partitionLeaderEpoch;
  }

  @Override
  public long maxTimestamp() {
    return maxTimestamp;
  }

  @Override
  public long baseTimestamp() {
    return baseTimestamp;
  }

  @Override
  public int lastOffsetDelta() {
    return lastOffsetDelta;
  }
}
