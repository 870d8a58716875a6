package io.streamgauge.protocol.program;

import java.util.Arrays;

/** A program under construction. Neighbouring skips fuse, unless something jumps between them. */
final class CodeBuffer {
  private static final int NONE = -1;

  private int[] code = new int[64];
  private int size;

  /** Where the last instruction stands, if it is a skip that may grow. */
  private int openSkip = NONE;

  /** Appends an instruction and returns where it stands. */
  int emit(int... ints) {
    openSkip = NONE;
    return append(ints);
  }

  private int append(int... ints) {
    int start = size;
    if (size + ints.length > code.length) {
      code = Arrays.copyOf(code, code.length * 2);
    }
    System.arraycopy(ints, 0, code, size, ints.length);
    size += ints.length;
    return start;
  }

  void skip(int bytes) {
    if (openSkip != NONE) {
      code[openSkip + 1] += bytes;
    } else if (bytes > 0) {
      openSkip = append(Op.SKIP, bytes);
    }
  }

  /** The place of the next instruction, as something to jump to. */
  int label() {
    openSkip = NONE;
    return size;
  }

  void patch(int at, int value) {
    code[at] = value;
  }

  int[] toArray() {
    return Arrays.copyOf(code, size);
  }
}
