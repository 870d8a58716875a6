package io.streamgauge.protocol.program;

/** Where a {@link BodyCode} stopped: the instruction, the byte, and the arrays it is inside of. */
public final class Resumption {
  private final int[] arrays = new int[4 * ProgramCompiler.MAX_DEPTH];
  private int depth;
  private int pc;
  private int at;

  /**
   * Begins with the outermost scope.
   *
   * @param instruction where to go on
   * @param index of the byte to go on with
   */
  public Resumption stop(int instruction, int index) {
    pc = instruction;
    at = index;
    depth = 0;
    return this;
  }

  /**
   * The next array inwards.
   *
   * @param body first instruction of an element
   * @param after instruction after the array
   * @param left elements that are not complete, at least 1
   * @param field −1 when the array itself is not selected
   */
  public Resumption in(int body, int after, int left, int field) {
    int next = 4 * depth++;
    arrays[next] = body;
    arrays[next + 1] = after;
    arrays[next + 2] = left;
    arrays[next + 3] = field;
    return this;
  }

  /** For the end of a return statement. */
  public int stopped() {
    return BodyCode.STOPPED;
  }

  void applyTo(CursorState cursor) {
    cursor.pc = pc;
    cursor.in.at = at;
    for (int i = 0; i < 4 * depth; i += 4) {
      cursor.scopes.pushArray(arrays[i], arrays[i + 1], arrays[i + 2], arrays[i + 3]);
    }
  }
}
