package io.streamgauge.protocol.program;

import java.nio.ByteBuffer;

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
    int here = Math.min(left, in.end - in.at);
    if (here > 0) {
      take(in.buffer, in.at, here);
      in.at += here;
    }
    if (left > 0) {
      return false;
    }
    if (left == 0) {
      cursor.sink.onRegionEnd(field());
    }
    return cursor.next();
  }

  /** Takes the region's next bytes, as many as are left at most. */
  void take(ByteBuffer buffer, int offset, int bytes) {
    if (bytes <= unwanted) {
      pass(bytes);
      return;
    }
    left -= bytes;
    want(cursor.sink.onRegion(field(), buffer, offset + unwanted, bytes - unwanted));
  }

  /** Passes over unwanted bytes, as many as there are at most. */
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
