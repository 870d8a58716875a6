package io.streamgauge.protocol.program;

/** Hands a bytes or records field to the sink as its pieces come, except what the sink declines. */
final class RegionStep {
  private final CursorState cursor;
  private final PieceReader in;
  private int left;
  private int unwanted;

  RegionStep(CursorState cursor) {
    this.cursor = cursor;
    this.in = cursor.in;
  }

  /** Whether the cursor stands inside a region. */
  boolean isInside() {
    return cursor.phase == CursorState.CONTENT
        && cursor.skip == 0
        && (cursor.code[cursor.pc] & Op.MASK) == Op.REGION;
  }

  /** Bytes to the region's end. */
  int left() {
    return left;
  }

  /** How many of the next bytes the sink does not want. */
  int unwanted() {
    return unwanted;
  }

  /**
   * @param length bytes of the region; −1 for null
   */
  void begin(int length) {
    left = length;
    want(cursor.sink.onRegionStart(field(), length));
    cursor.phase = CursorState.CONTENT;
  }

  /** False when the piece ends before the region. */
  boolean step() {
    while (left > 0) {
      int here = Math.min(unwanted > 0 ? unwanted : left, in.end - in.at);
      if (here == 0) {
        return false;
      }
      int start = in.at;
      in.at += here;
      left -= here;
      if (unwanted > 0) {
        unwanted -= here;
      } else {
        want(cursor.sink.onRegion(field(), in.buffer, start, here));
      }
    }
    if (left == 0) {
      cursor.sink.onRegionEnd(field());
    }
    return cursor.next();
  }

  /** Passes over unwanted bytes, fewer than there are. */
  void pass(int bytes) {
    left -= bytes;
    unwanted -= bytes;
  }

  /** Bytes up to the region's end at most are lost; if any was wanted, so is the region. */
  void lose(int bytes) {
    if (bytes > unwanted) {
      cursor.sink.onRegionGap(field(), left);
      unwanted = left;
    }
    pass(bytes);
  }

  private void want(int declined) {
    unwanted = Math.max(0, Math.min(declined, left));
  }

  private int field() {
    return cursor.code[cursor.pc + 1];
  }
}
