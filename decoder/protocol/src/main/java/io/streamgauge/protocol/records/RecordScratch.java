package io.streamgauge.protocol.records;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Buffers for opening compressed magic-0/1 sets. One per thread, shared by all scanners of that
 * thread; nothing is allocated before the first such set is seen, and never by a length from the
 * wire but by the bytes that are there.
 */
public final class RecordScratch {
  private static final int FIRST_BYTES = 4 << 10;

  private final RecordLimits limits;
  private final Deque<byte[]> free = new ArrayDeque<>();

  /** Bytes of all buffers, lent or free. */
  private int total;

  private WrapperCounter counter;
  private long notCountable;
  private long work;

  /** With {@link RecordLimits#DEFAULT}. */
  public RecordScratch() {
    this(RecordLimits.DEFAULT);
  }

  public RecordScratch(RecordLimits limits) {
    this.limits = limits;
  }

  /** Compressed sets that could not be counted, for whatever reason. */
  public long notCountable() {
    return notCountable;
  }

  void countNotCountable() {
    notCountable++;
  }

  /** Bytes that were decompressed or overwritten so far: what compressed sets cost. */
  long work() {
    return work;
  }

  void countWork(long bytes) {
    work += bytes;
  }

  RecordLimits limits() {
    return limits;
  }

  /** The counter of wrapped messages. */
  WrapperCounter counter() {
    if (counter == null) {
      counter = new WrapperCounter(limits);
    }
    return counter;
  }

  /** Lends a small buffer; null when too much is lent already. */
  byte[] lend() {
    byte[] buffer = free.pollFirst();
    if (buffer != null) {
      return buffer;
    }
    if (total + FIRST_BYTES > limits.maxGatheredBytes()) {
      return null;
    }
    total += FIRST_BYTES;
    return new byte[FIRST_BYTES];
  }

  /**
   * Exchanges a lent buffer for one twice its size with the same content; null (and taken back)
   * when that is too much.
   */
  byte[] grow(byte[] lent) {
    int bytes = lent.length * 2;
    if (total + lent.length > limits.maxGatheredBytes()) {
      takeBack(lent, lent.length);
      return null;
    }
    total += lent.length;
    return Arrays.copyOf(lent, bytes);
  }

  /**
   * Takes a buffer back; its content is overwritten, as it is somebody's payload.
   *
   * @param used bytes at its beginning that were written to. Others are blank, and a large buffer
   *     must not be wiped whole for each tiny set
   */
  void takeBack(byte[] lent, int used) {
    Arrays.fill(lent, 0, used, (byte) 0);
    work += used;
    free.addFirst(lent);
  }
}
