package io.streamgauge.agent.capture;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.ZipException;

/**
 * A sliding window over the bytes of a capture: a direct big-endian buffer, filled ahead in large
 * reads, that grows for long records. {@link #buffer()} and positions, which are indices into it,
 * hold until the next {@link #require}.
 */
final class CaptureInput implements Closeable {

  /** The longest record that fits. */
  static final int CAPACITY = 2 << 20;

  /** Small enough to stay in a core's cache between the read and the decoding. */
  private static final int INITIAL_CAPACITY = 256 << 10;

  private final String name;
  private ByteBuffer window = ByteBuffer.allocateDirect(INITIAL_CAPACITY);
  private final ReadableByteChannel channel;
  private long windowOffset;
  private int position;
  private int limit;
  private boolean ended;
  private boolean compressionCut;

  CaptureInput(String name, ReadableByteChannel channel) {
    this.name = name;
    this.channel = channel;
  }

  /** What the user calls it. */
  String name() {
    return name;
  }

  ByteBuffer buffer() {
    return window;
  }

  /** Index of the next unread byte. */
  int position() {
    return position;
  }

  /** How many bytes of the capture come before the next unread one. */
  long offset() {
    return windowOffset + position;
  }

  /**
   * Makes the next {@code wanted} bytes available, at most {@link #CAPACITY}.
   *
   * @return {@code wanted}, or how many there are before the end
   */
  int require(int wanted) throws IOException {
    if (limit - position < wanted) {
      fill(wanted);
    }
    return Math.min(wanted, limit - position);
  }

  /** Moves on by bytes that {@link #require} made available. */
  void advance(int bytes) {
    position += bytes;
  }

  /**
   * Moves on by any number of bytes without keeping them.
   *
   * @return how many there were, less than {@code bytes} at the end
   */
  long skip(long bytes) throws IOException {
    long buffered = Math.min(bytes, limit - position);
    position += (int) buffered;
    long left = bytes - buffered;
    if (left > 0 && channel instanceof SeekableByteChannel seekable) {
      left -= seek(seekable, left);
    }
    while (left > 0) {
      int step = require((int) Math.min(left, CAPACITY));
      if (step == 0) {
        break;
      }
      position += step;
      left -= step;
    }
    return bytes - left;
  }

  private long seek(SeekableByteChannel seekable, long bytes) throws IOException {
    long at = seekable.position();
    // A pipe is a FileChannel too, of size 0: it is read through instead.
    long step = Math.max(0, Math.min(bytes, seekable.size() - at));
    if (step > 0) {
      seekable.position(at + step);
      windowOffset += position + step;
      position = 0;
      limit = 0;
    }
    return step;
  }

  /** Bytes available without reading on. */
  int buffered() {
    return limit - position;
  }

  /** Whether the compressed data behind this input ended before its end. */
  boolean isCompressionCut() {
    return compressionCut;
  }

  private void fill(int wanted) throws IOException {
    window.limit(limit).position(position);
    if (wanted > window.capacity()) {
      int capacity = Math.min(CAPACITY, Integer.highestOneBit(wanted) << 1);
      window = ByteBuffer.allocateDirect(capacity).put(window);
    } else {
      window.compact();
    }
    windowOffset += position;
    position = 0;
    while (!ended && window.position() < wanted) {
      ended = read() < 0;
    }
    limit = window.position();
    window.clear();
  }

  private int read() throws IOException {
    try {
      return channel.read(window);
    } catch (EOFException e) {
      compressionCut = true;
      return -1;
    } catch (ZipException e) {
      throw new CaptureFormatException(
          name + ": the gzip data is damaged (" + e.getMessage() + "); gunzip it to see more", e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
