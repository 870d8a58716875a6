package io.streamgauge.protocol.records;

import java.nio.ByteBuffer;

/**
 * Walks the batches of one records region, reading headers only, in whatever pieces the region
 * comes. Reusable; one thread at a time. Made to be driven from {@code FieldSink}'s region calls:
 *
 * <pre>{@code
 * onRegionStart(field, length)         → scanner.begin(length, listener)
 * onRegion(field, buffer, off, length) → return scanner.feed(buffer, off, length)
 * onRegionGap(field, remaining)        → scanner.gap()
 * onRegionEnd(field)                   → scanner.end()
 * }</pre>
 */
public final class RecordBatchScanner {
  private enum Phase {
    /** Reading a batch's header. */
    HEADER,
    /** Reading the length of a wrapper's value. */
    VALUE_LENGTH,
    /** Gathering a wrapper's value. */
    VALUE,
    /** The region's last batch is cut; its bytes are passed over. */
    TRUNCATED,
    /** Nothing more can be read. */
    OVER
  }

  private final RecordScratch scratch;
  private final BatchHeader batch = new BatchHeader();
  private final ByteBuffer partial = ByteBuffer.allocate(BatchHeader.MAX_SIZE);

  private RecordBatchListener listener;
  private Phase phase = Phase.OVER;
  private int length;

  /**
   * Where in the region the next byte to be looked at stands; beyond what was fed while bytes are
   * being passed over.
   */
  private int position;

  private int batchStart;
  private int batchEnd;
  private int partialBytes;
  private int valueLength;
  private byte[] value;
  private int valueBytes;
  private int freeOutput = RecordLimits.RATIO_FREE_BYTES;

  private ByteBuffer piece;
  private int pieceEnd;

  /** Index in the piece of the region's first byte, perhaps negative. */
  private int origin;

  /**
   * A scanner for one direction of one connection.
   *
   * @param scratch of the thread that drives this scanner
   */
  public RecordBatchScanner(RecordScratch scratch) {
    this.scratch = scratch;
  }

  /**
   * Prepares for a region.
   *
   * @param regionLength its bytes, 0 or more
   */
  public void begin(int regionLength, RecordBatchListener batchListener) {
    releaseValue();
    listener = batchListener;
    length = regionLength;
    position = 0;
    beginBatch();
  }

  /**
   * What comes belongs to another exchange: it may decompress {@link RecordLimits#RATIO_FREE_BYTES}
   * again whatever the ratio. The allowance is not given to each set, as a frame has room for
   * thousands of small ones that inflate a thousandfold.
   */
  public void beginExchange() {
    freeOutput = RecordLimits.RATIO_FREE_BYTES;
  }

  private void beginBatch() {
    phase = Phase.HEADER;
    batchStart = position;
    partialBytes = 0;
  }

  /**
   * Takes the next bytes of the region: those that follow the ones it was fed before and the ones
   * it did not want.
   *
   * @return how many bytes after these are not wanted
   */
  public int feed(ByteBuffer buffer, int offset, int bytes) {
    pieceEnd = offset + bytes;
    origin = offset - position;
    if (phase == Phase.HEADER && partialBytes == 0) {
      wholeHeaders(buffer);
    }
    if (at() < pieceEnd) {
      piece = buffer;
      while (at() < pieceEnd && step()) {}
      piece = null;
    }
    return Math.max(0, at() - pieceEnd);
  }

  /**
   * Goes over batches of magic 2 as long as their headers lie whole in the piece: nearly all do.
   * The first that does not, or holds a surprise, is left to {@link #header}.
   */
  private void wholeHeaders(ByteBuffer buffer) {
    int start = position;
    while (pieceEnd - (origin + start) >= BatchHeader.MAX_SIZE) {
      int at = origin + start;
      if (buffer.get(at + BatchHeader.THROUGH_MAGIC - 1) != 2) {
        break;
      }
      long size = (long) buffer.getInt(at + Long.BYTES) + BatchHeader.PREFIX;
      if (size < BatchHeader.MAX_SIZE || size > length - start) {
        break;
      }
      batch.readV2(buffer, at, (int) size);
      listener.onBatch(batch);
      start += (int) size;
    }
    position = start;
    batchStart = start;
  }

  private int at() {
    return origin + position;
  }

  private boolean step() {
    return switch (phase) {
      case HEADER -> header();
      case VALUE_LENGTH -> valueLength();
      case VALUE -> value();
      case TRUNCATED, OVER -> {
        position = length;
        yield false;
      }
    };
  }

  private boolean header() {
    if (!gather(BatchHeader.THROUGH_MAGIC)) {
      return false;
    }
    int magic = gathered().get(gatheredAt() + BatchHeader.THROUGH_MAGIC - 1);
    int headerSize = BatchHeader.sizeOf(magic);
    int sizeField = gathered().getInt(gatheredAt() + Long.BYTES);
    long size = headerSize < 0 ? -1 : BatchHeader.batchSize(magic, sizeField);
    if (size < 0) {
      return unreadable(RecordBatchListener.Reason.MALFORMED, length - batchStart);
    }
    if (size > length - batchStart) {
      phase = Phase.TRUNCATED;
      return true;
    }
    if (!gather(headerSize)) {
      return false;
    }
    batch.read(gathered(), gatheredAt(), (int) size);
    batchEnd = batchStart + (int) size;
    position = batchStart + headerSize;
    partialBytes = 0;
    if (batch.isWrapper()) {
      return beginWrapper();
    }
    emit();
    return true;
  }

  /**
   * Whether the batch's first {@code wanted} bytes are at hand, in the piece or in {@link
   * #partial}.
   */
  private boolean gather(int wanted) {
    if (partialBytes >= wanted || (partialBytes == 0 && pieceEnd - at() >= wanted)) {
      return true;
    }
    int taken = Math.min(wanted - partialBytes, pieceEnd - at());
    partial.put(partialBytes, piece, at(), taken);
    partialBytes += taken;
    position += taken;
    return partialBytes == wanted;
  }

  private ByteBuffer gathered() {
    return partialBytes > 0 ? partial : piece;
  }

  private int gatheredAt() {
    return partialBytes > 0 ? 0 : at();
  }

  private boolean emit() {
    if (batch.isWrapper() && batch.recordCount() == RecordBatch.NOT_COUNTABLE) {
      scratch.countNotCountable();
    }
    listener.onBatch(batch);
    position = batchEnd;
    beginBatch();
    return true;
  }

  private boolean unreadable(RecordBatchListener.Reason reason, int bytes) {
    phase = Phase.OVER;
    position = length;
    listener.onUnreadable(reason, bytes);
    return false;
  }

  private boolean beginWrapper() {
    int key = batch.keyBytes();
    if (key > batchEnd - position - Integer.BYTES) {
      return emit();
    }
    position += key;
    phase = Phase.VALUE_LENGTH;
    return true;
  }

  private boolean valueLength() {
    if (!gather(Integer.BYTES)) {
      return false;
    }
    valueLength = gathered().getInt(gatheredAt());
    if (partialBytes == 0) {
      position += Integer.BYTES;
    }
    partialBytes = 0;
    boolean openable =
        valueLength > 0
            && valueLength <= batchEnd - position
            && valueLength <= scratch.limits().maxCompressedBytes();
    value = openable ? scratch.lend() : null;
    valueBytes = 0;
    phase = Phase.VALUE;
    return value == null ? emit() : true;
  }

  private boolean value() {
    int taken = Math.min(valueLength - valueBytes, pieceEnd - at());
    while (valueBytes + taken > value.length) {
      value = scratch.grow(value);
      if (value == null) {
        return emit();
      }
    }
    piece.get(at(), value, valueBytes, taken);
    valueBytes += taken;
    position += taken;
    if (valueBytes < valueLength) {
      return false;
    }
    WrapperCounter counter = scratch.counter();
    InnerMessages messages = counter.messages();
    boolean counted = counter.count(batch.codec(), value, valueLength, freeOutput);
    freeOutput = Math.max(0, freeOutput - messages.outputUsed());
    scratch.countWork(counter.work());
    if (counted) {
      batch.wraps(messages.count(), messages.firstOffset(), messages.lastOffset());
    }
    releaseValue();
    return emit();
  }

  private void releaseValue() {
    if (value != null) {
      scratch.takeBack(value, valueBytes);
      value = null;
    }
  }

  /** Bytes that had to be read are lost: the rest of the region is reported as unreadable. */
  public void gap() {
    releaseValue();
    if (phase == Phase.VALUE || phase == Phase.VALUE_LENGTH) {
      emit();
    }
    if (phase == Phase.HEADER && batchStart < length) {
      unreadable(RecordBatchListener.Reason.GAP, length - batchStart);
    }
  }

  /**
   * The region is over, or given up: reports a truncated batch, and gives back what was borrowed.
   * To be called before a scanner is let go of.
   */
  public void end() {
    releaseValue();
    boolean cut = phase == Phase.TRUNCATED || (phase == Phase.HEADER && batchStart < length);
    phase = Phase.OVER;
    if (cut) {
      listener.onTruncated(length - batchStart);
    }
  }
}
