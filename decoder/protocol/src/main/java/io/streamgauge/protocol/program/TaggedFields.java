package io.streamgauge.protocol.program;

/**
 * Walks the tagged fields at the end of a structure (KIP-482): looks into those the program knows
 * and skips the others.
 */
final class TaggedFields {
  private final CursorState cursor;
  private final PieceReader in;
  private int left;
  private int tag;

  TaggedFields(CursorState cursor) {
    this.cursor = cursor;
    this.in = cursor.in;
  }

  /** Goes on until all are over, one is to be looked into, or the piece ends (then false). */
  boolean step() {
    if (cursor.phase == CursorState.FRESH) {
      if (!in.varint()) {
        return false;
      }
      if (in.value < 0 || in.value * 2 > in.left()) {
        return refuse();
      }
      left = (int) in.value;
      cursor.phase = CursorState.NEXT_TAG;
    }
    if (cursor.phase == CursorState.NEXT_TAG) {
      if (left == 0) {
        cursor.pc = cursor.code[cursor.pc + 2];
        cursor.phase = CursorState.FRESH;
        return true;
      }
      if (!in.varint()) {
        return false;
      }
      if (in.value < 0) {
        return refuse();
      }
      tag = (int) in.value;
      cursor.phase = CursorState.TAG_SIZE;
    }
    return in.varint() && enter();
  }

  private boolean refuse() {
    return cursor.fail(
        in.value < 0 ? Malformation.OVERLONG_VARINT : Malformation.LENGTH_BEYOND_END);
  }

  private boolean enter() {
    if (in.value < 0 || in.value > in.left()) {
      return refuse();
    }
    left--;
    int[] code = cursor.code;
    int entry = cursor.pc + Op.TAGS_HEAD;
    for (int end = entry + 2 * code[cursor.pc + 1]; entry < end; entry += 2) {
      if (code[entry] == tag) {
        cursor.scopes.pushTag(cursor.pc, left, in.limit());
        in.limit(in.position() + in.value);
        cursor.pc = code[entry + 1];
        cursor.phase = CursorState.FRESH;
        return true;
      }
    }
    cursor.skip = in.value;
    cursor.phase = CursorState.NEXT_TAG;
    return true;
  }

  /** A tagged field was looked into: skips what it has beyond, and comes back to the others. */
  void leave() {
    cursor.skip = in.left();
    in.limit(cursor.scopes.outerLimit());
    left = cursor.scopes.outerTagsLeft();
    cursor.pc = cursor.scopes.body();
    cursor.phase = CursorState.NEXT_TAG;
    cursor.scopes.pop();
  }
}
