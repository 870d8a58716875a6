package io.streamgauge.agent.tls;

import java.nio.ByteBuffer;

/**
 * Looks for a record behind a gap: something that looks like a header, and with what follows opens
 * under a key. Only the key decides, so nothing can be forged.
 */
final class BoundarySearch {
  private static final int TLS12_MINOR = 3;

  private final byte[] window;
  private final ByteBuffer view;
  private final RecordBuffers buffers;
  private final RecordSink sink;
  private int left;
  private long lostBytes;
  private int fill;
  private int at;
  private boolean found;
  private boolean over;

  /**
   * A search.
   *
   * @param window {@link TlsRecord#MAX_BYTES} bytes
   * @param maxBytes after that many bytes it fails
   * @param lostBytes bytes from the last boundary to where the search begins
   */
  BoundarySearch(
      byte[] window, RecordBuffers buffers, int maxBytes, RecordSink sink, long lostBytes) {
    this.window = window;
    this.view = ByteBuffer.wrap(window);
    this.buffers = buffers;
    this.left = maxBytes;
    this.sink = sink;
    this.lostBytes = lostBytes;
  }

  boolean isOver() {
    return over;
  }

  boolean isFound() {
    return found;
  }

  byte[] window() {
    return window;
  }

  /**
   * The window; what came behind the record that was found lies from {@link #from} to {@link #to}.
   */
  ByteBuffer view() {
    return view;
  }

  int from() {
    return at;
  }

  int to() {
    return fill;
  }

  void cancel() {
    over = true;
    found = false;
  }

  /** Takes in bytes until a record is found; returns how many. */
  int read(ByteBuffer buffer, int offset, int length, long timestampNanos) {
    int used = 0;
    while (used < length && !over) {
      int piece = Math.min(length - used, window.length - fill);
      buffer.get(offset + used, window, fill, piece);
      fill += piece;
      used += piece;
      left -= piece;
      scan(timestampNanos);
      if (!over && left <= 0) {
        over = true;
        sink.onSearchFailed(timestampNanos);
      }
    }
    return used;
  }

  private void scan(long timestampNanos) {
    while (!over && fill - at >= TlsRecord.HEADER_BYTES) {
      int length = (window[at + 3] & 0xff) << Byte.SIZE | (window[at + 4] & 0xff);
      if (!looksLikeRecord(length)) {
        at++;
        continue;
      }
      int end = at + TlsRecord.HEADER_BYTES + length;
      if (end > fill) {
        break;
      }
      byte[] body = buffers.body();
      System.arraycopy(window, at + TlsRecord.HEADER_BYTES, body, 0, length);
      long lost = RecordReader.add(lostBytes, at);
      if (sink.tryRecord(window[at] & 0xff, body, length, lost, timestampNanos) && !over) {
        found = true;
        over = true;
        at = end;
        return;
      }
      at++;
    }
    compact();
  }

  // What does not begin with such a header is not worth an attempt: all encrypted data do.
  private boolean looksLikeRecord(int length) {
    return window[at] == TlsRecord.APPLICATION_DATA
        && window[at + 1] == TLS12_MINOR
        && window[at + 2] == TLS12_MINOR
        && length > RecordCipher.TAG_BYTES
        && length <= TlsRecord.MAX_BODY_BYTES;
  }

  private void compact() {
    lostBytes = RecordReader.add(lostBytes, at);
    System.arraycopy(window, at, window, 0, fill - at);
    fill -= at;
    at = 0;
  }

  /** More is missing. */
  void gap(long missing) {
    lostBytes =
        missing == RecordReader.UNKNOWN
            ? RecordReader.UNKNOWN
            : RecordReader.add(RecordReader.add(lostBytes, fill), missing);
    fill = 0;
    at = 0;
  }
}
