package io.streamgauge.agent.capture.afpacket;

/**
 * How the ring's memory is divided. The kernel fills one block after the other and hands over whole
 * blocks; a packet lies in one block, so a block bounds how long a packet can be.
 *
 * @param blockBytes a power of two, at least a page
 * @param blockCount at least 2
 */
record RingLayout(int blockBytes, int blockCount) {

  /** The least ring: packets of 64 KiB, and one block to fill while another is read. */
  static final int MIN_BYTES = 1 << 18;

  /** Holds segments of BIG TCP as it is used; of those of 64 KiB seven, with little waste. */
  private static final int MAX_BLOCK_BYTES = 1 << 19;

  private static final int MIN_BLOCK_BYTES = 1 << 17;

  /**
   * Slow traffic hands blocks over almost empty, one per retire time: their number, not their size,
   * is then what the reader may fall behind by.
   */
  private static final int WANTED_BLOCKS = 32;

  /** Makes a layout of at most that many bytes, or of {@link #MIN_BYTES}. */
  static RingLayout ofBytes(int bytes) {
    int total = Math.max(MIN_BYTES, bytes);
    int block =
        Math.min(
            MAX_BLOCK_BYTES,
            Math.max(MIN_BLOCK_BYTES, Integer.highestOneBit(total / WANTED_BLOCKS)));
    return new RingLayout(block, total / block);
  }

  int bytes() {
    return blockBytes * blockCount;
  }
}
