package io.streamgauge.protocol.frame;

import java.nio.ByteBuffer;

/**
 * Cuts one direction of a connection into frames: a 4-byte size, then that many bytes, in whatever
 * pieces they come. Keeps no bytes but those of an incomplete size.
 */
public final class FrameScanner {
  /** Stands for the time of a byte that was not seen. */
  public static final long NO_TIME = Long.MIN_VALUE;

  private static final int BETWEEN_FRAMES = -1;

  /** Receives the frames of one direction. */
  public interface Handler {
    /** Whether a frame may have that many bytes after its size; if not, the boundary is lost. */
    boolean isPlausibleSize(int size);

    /**
     * A frame begins.
     *
     * @param size its bytes without the 4 of the size itself; 0 or more
     * @param position bytes of this direction before it
     * @param timestampNanos when its first byte came
     */
    void onFrameStart(int size, long position, long timestampNanos);

    /**
     * The next bytes of the frame, 1 or more.
     *
     * @return how many were taken: all, or fewer after {@link FrameScanner#halt}
     */
    int onFrameBytes(ByteBuffer buffer, int offset, int length, long timestampNanos);

    /** The next bytes of the frame are missing; the frame's end is still known. */
    void onFrameGap(long bytes);

    /**
     * The frame is over.
     *
     * @param timestampNanos when its last byte came, or {@link #NO_TIME} if that one is missing
     */
    void onFrameEnd(long timestampNanos);
  }

  private final Handler handler;
  private long position;
  private long startPosition;
  private long startNanos;
  private long lastNanos;
  private int remaining = BETWEEN_FRAMES;
  private int sizeBytes;
  private int size;
  private boolean halted;
  private boolean lost;

  /** A scanner whose first byte is a frame's first, with {@code position} bytes before it. */
  public FrameScanner(Handler handler, long position) {
    this.handler = handler;
    this.position = position;
  }

  /**
   * Takes the next bytes.
   *
   * @return bytes taken: all, or fewer if the handler halted or the boundary is {@link #isLost}
   */
  public int scan(ByteBuffer buffer, int offset, int length, long timestampNanos) {
    int at = offset;
    int end = offset + length;
    while (at < end && !halted && !lost) {
      int taken =
          remaining == BETWEEN_FRAMES
              ? scanSize(buffer, at, end - at, timestampNanos)
              : scanBody(buffer, at, end - at, timestampNanos);
      at += taken;
    }
    return at - offset;
  }

  /**
   * Passes over whole frames that somebody else has read.
   *
   * @param bytes theirs, sizes included; only between frames
   */
  public void passFrames(int bytes) {
    position += bytes;
  }

  /**
   * Passes over bytes inside a frame that nobody needs to see, its last byte not among them.
   *
   * @param bytes below {@link #remaining}
   */
  public void passBytes(int bytes) {
    position += bytes;
    remaining -= bytes;
  }

  private int scanSize(ByteBuffer buffer, int offset, int length, long timestampNanos) {
    if (sizeBytes == 0) {
      startPosition = position;
      startNanos = timestampNanos;
    }
    int taken = 0;
    if (sizeBytes == 0 && length >= Integer.BYTES) {
      size = buffer.getInt(offset);
      taken = Integer.BYTES;
      sizeBytes = Integer.BYTES;
    } else {
      while (taken < length && sizeBytes < Integer.BYTES) {
        size = size << Byte.SIZE | (buffer.get(offset + taken) & 0xff);
        sizeBytes++;
        taken++;
      }
    }
    position += taken;
    if (sizeBytes == Integer.BYTES) {
      startFrame(timestampNanos);
    }
    return taken;
  }

  private void startFrame(long timestampNanos) {
    sizeBytes = 0;
    if (size < 0 || !handler.isPlausibleSize(size)) {
      lost = true;
      return;
    }
    remaining = size;
    lastNanos = timestampNanos;
    handler.onFrameStart(size, startPosition, startNanos);
    endIfComplete();
  }

  private int scanBody(ByteBuffer buffer, int offset, int length, long timestampNanos) {
    int taken = handler.onFrameBytes(buffer, offset, Math.min(length, remaining), timestampNanos);
    position += taken;
    remaining -= taken;
    lastNanos = timestampNanos;
    endIfComplete();
    return taken;
  }

  private void endIfComplete() {
    if (remaining == 0 && !halted) {
      remaining = BETWEEN_FRAMES;
      handler.onFrameEnd(lastNanos);
    }
  }

  /**
   * The next bytes are missing.
   *
   * @return whether they all lie in the frame at hand, so that its end is still known; if not, this
   *     scanner is {@link #isLost}
   */
  public boolean gap(long bytes) {
    if (remaining < bytes) {
      lost = true;
      position = saturatedAdd(position, bytes);
      return false;
    }
    handler.onFrameGap(bytes);
    position += bytes;
    remaining -= (int) bytes;
    lastNanos = NO_TIME;
    endIfComplete();
    return true;
  }

  private static long saturatedAdd(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  /** Called by the handler: stop taking bytes, at once. */
  public void halt() {
    halted = true;
  }

  /** Goes on after {@link #halt}. */
  public void resume() {
    halted = false;
    endIfComplete();
  }

  /** Whether the handler halted. */
  public boolean isHalted() {
    return halted;
  }

  /** Whether it is no longer known where frames begin. Final. */
  public boolean isLost() {
    return lost;
  }

  /** Whether some bytes of a frame were taken, and not all. */
  public boolean isInsideFrame() {
    return remaining != BETWEEN_FRAMES || sizeBytes > 0;
  }

  /** Bytes of the frame at hand that are still to come; 0 between frames. */
  public int remaining() {
    return Math.max(remaining, 0);
  }

  /** Bytes of this direction taken so far, missing ones included. */
  public long position() {
    return position;
  }

  /** Position of the first byte of the frame at hand, or of the next one between frames. */
  public long frameStart() {
    return isInsideFrame() ? startPosition : position;
  }
}
