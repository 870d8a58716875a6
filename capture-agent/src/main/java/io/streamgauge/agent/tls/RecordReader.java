package io.streamgauge.agent.tls;

import java.nio.ByteBuffer;

/**
 * Cuts one direction into records. A gap inside a record of known length costs that record; a gap
 * across a boundary starts a search for the next.
 */
final class RecordReader {
  /** Stands for a number of bytes that is not known. */
  static final long UNKNOWN = Long.MAX_VALUE;

  private final RecordBuffers buffers;
  private final RecordSink sink;
  private final TlsLimits limits;
  private final byte[] header = new byte[TlsRecord.HEADER_BYTES];
  private int headerBytes;
  private byte[] body;
  private int bodyBytes;
  private int skip;
  private long begunNanos;
  private BoundarySearch search;
  private boolean stalled;
  private boolean closed;
  private int headerTaken;

  RecordReader(RecordBuffers buffers, TlsLimits limits, RecordSink sink) {
    this.buffers = buffers;
    this.limits = limits;
    this.sink = sink;
  }

  /** Whether a whole record is here for which the sink is not ready. */
  boolean isStalled() {
    return stalled;
  }

  /**
   * The next bytes.
   *
   * @return how many were used: all, unless the sink is not ready
   */
  int read(ByteBuffer buffer, int offset, int length, long timestampNanos) {
    int at = offset;
    int end = offset + length;
    stalled = false;
    while (!closed && !stalled) {
      if (search != null) {
        at += search(buffer, at, end - at, timestampNanos);
        if (search != null) {
          break;
        }
      }
      if (skip > 0) {
        int passed = Math.min(skip, end - at);
        skip -= passed;
        at += passed;
      }
      if (skip > 0 || !readHeader(buffer, at, end, timestampNanos)) {
        return length;
      }
      at += headerTaken;
      if (isWhole(at, end)) {
        byte[] scratch = buffers.body();
        int size = bodyLength();
        buffer.get(at, scratch, 0, size);
        at += size;
        headerBytes = 0;
        sink.onRecord(type(), scratch, size, begunNanos, timestampNanos);
      } else if (!closed) {
        at += collect(buffer, at, end, timestampNanos);
        if (headerBytes > 0 && !stalled) {
          return length;
        }
      }
    }
    return closed ? length : at - offset;
  }

  private boolean readHeader(ByteBuffer buffer, int from, int end, long timestampNanos) {
    headerTaken = 0;
    if (headerBytes == 0) {
      begunNanos = timestampNanos;
    }
    while (headerBytes < TlsRecord.HEADER_BYTES) {
      if (from + headerTaken == end) {
        return false;
      }
      header[headerBytes++] = buffer.get(from + headerTaken++);
      if (headerBytes == TlsRecord.HEADER_BYTES
          && !TlsRecord.isHeader(type(), header[1] & 0xff, header[2] & 0xff, bodyLength())) {
        sink.onMalformed(timestampNanos);
        return false;
      }
    }
    return true;
  }

  private int type() {
    return header[0] & 0xff;
  }

  private int bodyLength() {
    return (header[3] & 0xff) << Byte.SIZE | (header[4] & 0xff);
  }

  private boolean isWhole(int at, int end) {
    return body == null && end - at >= bodyLength() && sink.isReady(type());
  }

  // Brings together a record of several pieces; passes it on when it is whole.
  private int collect(ByteBuffer buffer, int at, int end, long timestampNanos) {
    if (body == null) {
      body = buffers.take();
      bodyBytes = 0;
      if (body == null) {
        skip = bodyLength();
        headerBytes = 0;
        lose(type(), skip, timestampNanos);
        return 0;
      }
    }
    int size = bodyLength();
    int piece = Math.min(size - bodyBytes, end - at);
    buffer.get(at, body, bodyBytes, piece);
    bodyBytes += piece;
    if (bodyBytes == size) {
      stalled = !sink.isReady(type());
      if (stalled || closed) {
        return piece;
      }
      byte[] whole = body;
      body = null;
      headerBytes = 0;
      sink.onRecord(type(), whole, size, begunNanos, timestampNanos);
      buffers.giveBack(whole);
    }
    return piece;
  }

  private void lose(int type, int length, long timestampNanos) {
    if (!sink.onLostRecord(type, length, timestampNanos) && !closed) {
      startSearch(TlsRecord.HEADER_BYTES + (long) length - skip);
      skip = 0;
    }
  }

  /** The next {@code missing} bytes were not captured; {@link #UNKNOWN} if it is not known. */
  void gap(long missing, long timestampNanos) {
    if (closed) {
      return;
    }
    if (search != null) {
      search.gap(missing);
    } else if (missing <= skip) {
      skip -= (int) missing;
    } else if (skip > 0) {
      startSearch(add(missing, -skip));
      skip = 0;
    } else if (headerBytes == TlsRecord.HEADER_BYTES
        && missing <= bodyLength() - collectedBytes()) {
      skip = bodyLength() - collectedBytes() - (int) missing;
      forgetRecord();
      lose(type(), bodyLength(), timestampNanos);
    } else {
      long lost = add(missing, headerBytes + collectedBytes());
      forgetRecord();
      startSearch(lost);
    }
  }

  private int collectedBytes() {
    return body == null ? 0 : bodyBytes;
  }

  static long add(long bytes, long more) {
    return bytes == UNKNOWN ? UNKNOWN : bytes + more;
  }

  private void forgetRecord() {
    headerBytes = 0;
    if (body != null) {
      buffers.giveBack(body);
      body = null;
    }
  }

  private void startSearch(long lostBytes) {
    byte[] window = buffers.take();
    if (window == null) {
      sink.onSearchFailed(0);
      return;
    }
    search = new BoundarySearch(window, buffers, limits.maxSearchBytes(), sink, lostBytes);
  }

  // Returns the bytes used. With the boundary found, those behind it in the window are read first.
  private int search(ByteBuffer buffer, int at, int length, long timestampNanos) {
    int used = search.read(buffer, at, length, timestampNanos);
    if (search != null && search.isOver()) {
      BoundarySearch over = search;
      search = null;
      if (over.isFound() && !closed) {
        read(over.view(), over.from(), over.to() - over.from(), timestampNanos);
      }
      buffers.giveBack(over.window());
    }
    return used;
  }

  /** Nothing more will be read; gives back what was borrowed. */
  void close() {
    closed = true;
    stalled = false;
    forgetRecord();
    if (search != null) {
      search.cancel();
    }
  }

  /** After {@link #close}, from outside of a call into the sink. */
  void release() {
    if (closed && search != null) {
      buffers.giveBack(search.window());
      search = null;
    }
  }
}
