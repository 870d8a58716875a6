package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.frame.FrameScanner;

/**
 * A chain of frames that begins at a place where a frame may begin. Nobody has confirmed that yet;
 * the first thing in it that is not plausible ends it.
 */
interface Lane {
  FrameScanner scanner();

  /** Whether something in it was not plausible. */
  boolean isDead();

  /** Its first frame begins where a segment begins. */
  default void beginsSegment() {}

  /** Whether it is to be kept when there are too many. */
  default boolean isPreferred() {
    return false;
  }

  /** Drops everything it holds. */
  void die();

  /** Whether it was confirmed; then it is the connection's reader. */
  boolean isConfirmed();

  /** A piece, usually a segment, ended. */
  void onPieceEnd();

  /** Whether a frame of it begins there. */
  boolean hasFrameAt(long position);

  /** Where its first frame that may still be confirmed begins. */
  long firstPosition();

  /** How many frames {@link #hasFrameAt} looks through. */
  int framesToCompare();

  /** Bytes that it has read so far, or had when it died: what it cost. */
  long examinedBytes();

  /** Whether a whole frame of it was plausible. */
  boolean hasWholeFrame();
}
