package io.streamgauge.protocol.records;

import java.nio.ByteBuffer;

/**
 * Sums up the batches of a records region that lies whole in a buffer, as nearly all do that are
 * worth being fast for. Knows batches of magic 2 whose header holds no surprise; before the first
 * other one it stops, and a {@link RecordBatchScanner} goes on from there. Sums are kept in locals
 * on the way: a region has dozens of batches, and of each only four numbers are asked.
 *
 * <p>Reusable; confined to one thread. What it comes to is what a scanner's listener would, which a
 * property test holds.
 */
public final class WholeBatches {
  private static final int MAGIC_2 = 2;
  private static final int MAGIC_SHIFT = 56;
  private static final int ATTRIBUTES_SHIFT = 8;

  private int batches;
  private long records;
  private long firstOffset;
  private long nextOffset;
  private long trailingControls;
  private long maxTimestamp;
  private int codecs;

  /**
   * Sums up the batches of one region; what was summed before is forgotten.
   *
   * @param buffer big-endian; read by absolute gets
   * @param offset index of the region's first byte
   * @param length bytes of the region, all of them there
   * @return bytes of the batches that were summed: {@code length} if that was all
   */
  public int walk(ByteBuffer buffer, int offset, int length) {
    int end = offset + length;
    int at = offset;
    int last = offset;
    int seen = 0;
    long counted = 0;
    long controls = 0;
    long newest = -1;
    int codecBits = 0;
    while (end - at >= BatchHeader.SIZE_V2) {
      int bytes = buffer.getInt(at + Long.BYTES) + BatchHeader.PREFIX;
      // magic, four bytes of checksum, two of attributes, one that is the next field's
      long middle = buffer.getLong(at + BatchHeader.THROUGH_MAGIC - 1);
      int count = buffer.getInt(at + BatchHeader.COUNT_AT);
      int attributes = (int) (middle >>> ATTRIBUTES_SHIFT);
      // a size that overflows is negative, and too small
      if (middle >>> MAGIC_SHIFT != MAGIC_2
          || bytes < BatchHeader.SIZE_V2
          || bytes > end - at
          || !BatchHeader.couldHold(count, attributes, bytes)) {
        break;
      }
      newest = Math.max(newest, buffer.getLong(at + BatchHeader.MAX_TIMESTAMP_AT));
      codecBits |= 1 << (attributes & BatchHeader.CODEC_MASK);
      if ((attributes & BatchHeader.CONTROL) != 0) {
        controls += count;
      } else if (count > 0) {
        // a batch that compaction emptied holds no record, so markers before it are still the last
        counted += count;
        controls = 0;
      }
      seen++;
      last = at;
      at += bytes;
    }
    batches = seen;
    records = counted;
    trailingControls = controls;
    maxTimestamp = newest;
    codecs = codecBits;
    if (seen > 0) {
      firstOffset = buffer.getLong(offset);
      nextOffset = offsetBehind(buffer, last);
    }
    return at - offset;
  }

  private static long offsetBehind(ByteBuffer buffer, int at) {
    int delta = buffer.getInt(at + BatchHeader.LAST_OFFSET_DELTA_AT);
    long span = delta >= 0 ? delta + 1L : Math.max(1, buffer.getInt(at + BatchHeader.COUNT_AT));
    return buffer.getLong(at) + span;
  }

  /** Batches, control batches included; everything else here is of these. */
  public int batches() {
    return batches;
  }

  /** Records, those of control batches left out. */
  public long records() {
    return records;
  }

  /** Offset of the first record; undefined without batches. */
  public long firstOffset() {
    return firstOffset;
  }

  /** Offset after the last record; undefined without batches. */
  public long nextOffset() {
    return nextOffset;
  }

  /** Records of control batches at the very end. */
  public long trailingControls() {
    return trailingControls;
  }

  /** Milliseconds since 1970, −1 for none. */
  public long maxTimestamp() {
    return maxTimestamp;
  }

  /** One bit per codec, as numbered in the attributes. */
  public int codecs() {
    return codecs;
  }
}
