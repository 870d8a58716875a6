package io.streamgauge.protocol.exchange;

/**
 * One direction of a connection, as far as its bytes need not be looked at. Most segments hold
 * nothing but payload, so all that happens to them is one subtraction here; the reader hears of
 * them when one comes that it has to see.
 */
abstract class Side {
  /** How many bytes behind the last that was read need not be looked at. */
  private int allowed;

  /** How many of these have not come yet. */
  private int passable;

  /**
   * Passes over a segment, if nobody has to look at it.
   *
   * @return false, with nothing done, if somebody has
   */
  final boolean passOver(int length) {
    if (length > passable) {
      return false;
    }
    passable -= length;
    return true;
  }

  /** The next {@code bytes} need not be looked at; those that were passed over are forgotten. */
  final void allowToPass(int bytes) {
    allowed = bytes;
    passable = bytes;
  }

  /** Whether there was anything behind the last byte that was read that need not be looked at. */
  final boolean isPassing() {
    return allowed > 0;
  }

  /** Bytes that were passed over and of which the reader has not heard. */
  final int passed() {
    return allowed - passable;
  }
}
