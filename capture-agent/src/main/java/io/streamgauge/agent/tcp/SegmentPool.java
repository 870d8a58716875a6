package io.streamgauge.agent.tcp;

import java.nio.ByteBuffer;

/**
 * Storage for out-of-order data of all flows of one table, in chunks of a fixed size. Memory is
 * taken from the system a slab at a time, up to the limit, and kept. Single-threaded.
 */
final class SegmentPool {

  /** Bytes per chunk: holds a segment of an Ethernet's size; longer ones take several. */
  static final int CHUNK_BYTES = 2048;

  private static final int CHUNKS_PER_SLAB = 512;

  private static final byte[] BLANK = new byte[CHUNK_BYTES];

  private final int maxChunks;
  private PooledSegment free;
  private int allocated;
  private int used;

  /** A pool of at most {@code maxBytes}, but at least one chunk. */
  SegmentPool(int maxBytes) {
    this.maxChunks = Math.max(1, maxBytes / CHUNK_BYTES);
  }

  /** A chunk, or null when all are in use. */
  PooledSegment take() {
    if (free == null && !grow()) {
      return null;
    }
    PooledSegment taken = free;
    free = taken.next;
    taken.next = null;
    used++;
    return taken;
  }

  /** Takes a chunk back and overwrites what it held, as it is somebody's payload. */
  void release(PooledSegment segment) {
    segment.buffer.put(segment.base, BLANK, 0, segment.length);
    segment.length = 0;
    segment.next = free;
    free = segment;
    used--;
  }

  /** Memory in use. */
  long usedBytes() {
    return (long) used * CHUNK_BYTES;
  }

  private boolean grow() {
    int chunks = Math.min(CHUNKS_PER_SLAB, maxChunks - allocated);
    if (chunks == 0) {
      return false;
    }
    ByteBuffer slab = ByteBuffer.allocateDirect(chunks * CHUNK_BYTES);
    for (int i = 0; i < chunks; i++) {
      PooledSegment chunk = new PooledSegment(slab, i * CHUNK_BYTES);
      chunk.next = free;
      free = chunk;
    }
    allocated += chunks;
    return true;
  }
}
