package io.streamgauge.protocol.program;

import java.util.ArrayList;
import java.util.List;

/**
 * Instructions that follow each other and whose sizes are known.
 *
 * @param instructions where they stand
 * @param bytes of all together; empty tagged fields count as one
 * @param next where the first instruction stands that is not among them
 */
record FixedRun(List<Integer> instructions, int bytes, int next) {
  private static final int VARIABLE = -1;

  static FixedRun of(int[] code, int from, int until) {
    List<Integer> instructions = new ArrayList<>();
    int sum = 0;
    int pc = from;
    while (pc != until && isFixed(code, pc)) {
      instructions.add(pc);
      sum += bytes(code, pc);
      pc = next(code, pc);
    }
    return new FixedRun(instructions, sum, pc);
  }

  static boolean isFixed(int[] code, int pc) {
    return bytes(code, pc) != VARIABLE;
  }

  /** Size of what an instruction reads; −1 if that depends on the message. */
  static int bytes(int[] code, int pc) {
    int op = code[pc];
    return switch (op & Op.MASK) {
      case Op.SKIP -> code[pc + 1];
      case Op.TAGS -> 1;
      case Op.UUID -> 2 * Long.BYTES;
      case Op.STRUCT_START, Op.STRUCT_END, Op.ELEMENT_END -> 0;
      default -> (op & Op.MASK) >= Op.BOOL ? Op.bits(op) / Byte.SIZE : VARIABLE;
    };
  }

  private static int next(int[] code, int pc) {
    int op = code[pc] & Op.MASK;
    if (op == Op.TAGS) {
      return code[pc + 2];
    }
    return op >= Op.BOOL ? pc + 1 : pc + 2;
  }
}
