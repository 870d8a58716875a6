package io.streamgauge.protocol.program;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.StringJoiner;

/**
 * Writes one {@link Program} as a {@link BodyCode}: what {@link WholeRun} does with each
 * instruction, without asking which instruction it is.
 *
 * <p>Neighbours of fixed size share one look at what is left. Tagged fields are expected to be
 * empty, so what is inside of them is not written at all.
 */
public final class BodyWriter {
  private final Program program;
  private final int[] code;
  private final SinkCalls calls;
  private final Deque<Loop> loops = new ArrayDeque<>();
  private final JavaText out = new JavaText(2);

  /** An array that is being written; {@code left} names the variable that counts its elements. */
  private record Loop(int body, int after, String left, int field) {}

  private BodyWriter(Program program, SinkCalls calls) {
    this.program = program;
    this.code = program.code();
    this.calls = calls;
  }

  /** The class's simple name. */
  public static String className(Program program) {
    return program.name() + program.version();
  }

  /** The class's source. */
  public static String write(Program program, SinkCalls calls) {
    return new BodyWriter(program, calls).source();
  }

  private String source() {
    out.line("int at = offset;");
    calls.before().forEach(out::line);
    int last = block(0, -1);
    if (last != code.length - 1) {
      throw new IllegalStateException(program + " goes on behind instruction " + last);
    }
    out.line("return at;");
    return """
    package %1$s;

    import io.streamgauge.protocol.program.BodyCode;
    import io.streamgauge.protocol.program.FieldSink;
    import io.streamgauge.protocol.program.Lengths;
    import io.streamgauge.protocol.program.ProgramCursor;
    import io.streamgauge.protocol.program.Resumption;
    import java.nio.ByteBuffer;

    /** %2$s. Made by the build. */
    final class %3$s extends BodyCode {
      %3$s() {
        super("%4$s", %5$d, %6$d);
      }

      @Override
      public int run(FieldSink target, ByteBuffer in, int offset, int end, Resumption resumption) {
        %7$s sink = (%7$s) target;
    %8$s  }
    }
    """
        .formatted(
            calls.packageName(),
            program,
            className(program),
            program.name(),
            program.version(),
            program.fingerprint(),
            calls.sink(),
            out);
  }

  /**
   * Writes instructions up to an end, or up to {@code until}.
   *
   * @return where it stopped
   */
  private int block(int from, int until) {
    int pc = from;
    while (pc != until && instruction(pc) != Op.END) {
      pc = FixedRun.isFixed(code, pc) ? fixed(pc, until) : variable(pc);
    }
    return pc;
  }

  private int instruction(int pc) {
    return code[pc] & Op.MASK;
  }

  private int fixed(int from, int until) {
    FixedRun run = FixedRun.of(code, from, until);
    if (run.bytes() > 0) {
      out.guard("end - at < " + run.bytes(), stop(from, "at"));
    }
    int at = 0;
    for (int pc : run.instructions()) {
      fixed(pc, at == 0 ? "at" : "at + " + at);
      at += FixedRun.bytes(code, pc);
    }
    if (at > 0) {
      out.line("at += " + at + ";");
    }
    return run.next();
  }

  private void fixed(int pc, String at) {
    int op = code[pc];
    switch (instruction(pc)) {
      case Op.SKIP -> {}
      case Op.TAGS -> out.guard("in.get(" + at + ") != 0", stop(pc, at));
      case Op.UUID -> {
        String call = "sink.onUuid(%d, in.getLong(%s), in.getLong(%s + Long.BYTES));";
        out.line(call.formatted(code[pc + 1], at, at));
      }
      case Op.STRUCT_START -> out.line("sink.onStructStart(" + code[pc + 1] + ", true);");
      case Op.STRUCT_END -> out.line("sink.onStructEnd(" + code[pc + 1] + ");");
      case Op.ELEMENT_END -> out.line("sink.onElementEnd(" + code[pc + 1] + ");");
      default -> {
        String value = number(op, at);
        boolean stored = (op & Op.STORED) != 0;
        out.line(stored ? calls.store(Op.field(op), value) : calls.value(Op.field(op), value));
      }
    }
  }

  private static String number(int op, String at) {
    return switch (op & Op.MASK) {
      case Op.BOOL -> "in.get(" + at + ") == 0 ? 0 : 1";
      case Op.UINT16 -> "in.getShort(" + at + ") & 0xffff";
      case Op.UINT32 -> "in.getInt(" + at + ") & 0xffff_ffffL";
      case Op.INT8 -> "in.get(" + at + ")";
      case Op.INT16 -> "in.getShort(" + at + ")";
      case Op.INT32 -> "in.getInt(" + at + ")";
      case Op.INT64 -> "in.getLong(" + at + ")";
      default -> throw new IllegalStateException("Not a number: " + op);
    };
  }

  private int variable(int pc) {
    if (instruction(pc) == Op.NULLABLE_STRUCT) {
      return nullable(pc);
    }
    length(pc);
    String length = "length" + pc;
    String start = "start" + pc;
    switch (instruction(pc)) {
      case Op.ARRAY -> {
        return array(pc, length);
      }
      case Op.SKIP_ARRAY -> {
        String bytes = "bytes" + pc;
        out.line("long %s = Math.max(%s, 0) * %dL;".formatted(bytes, length, code[pc + 1]));
        stopBeyond(pc, bytes);
        out.line("at = " + start + " + (int) " + bytes + ";");
        return pc + 2;
      }
      case Op.SKIP_SIZED -> stopBeyond(pc, length);
      case Op.STRING -> {
        stopBeyond(pc, length);
        String call =
            "sink.onString(%d, in, %s, Math.min(%s, ProgramCursor.MAX_STRING_BYTES), %s);";
        out.line(call.formatted(code[pc + 1], start, length, length));
      }
      case Op.REGION -> {
        stopBeyond(pc, length);
        calls.region(code[pc + 1], start, length).forEach(out::line);
      }
      default -> throw new IllegalStateException("No such instruction at " + pc + ": " + code[pc]);
    }
    out.line("at = " + start + " + Math.max(" + length + ", 0);");
    return instruction(pc) == Op.SKIP_SIZED ? pc + 1 : pc + 2;
  }

  /** Reads a length or count, and where its content begins. */
  private void length(int pc) {
    int op = code[pc];
    String reader = (op & Op.COMPACT) != 0 ? "compact" : (op & Op.WIDE) != 0 ? "wide" : "small";
    String packed = "packed" + pc;
    String call = "long %s = Lengths.%s(in, at, end, %b);";
    out.line(call.formatted(packed, reader, (op & Op.NULLABLE) != 0));
    out.guard(packed + " == Lengths.ABNORMAL", stop(pc, "at"));
    out.line("int length" + pc + " = (int) (" + packed + " >> Lengths.BITS);");
    out.line("int start" + pc + " = at + ((int) " + packed + " & Lengths.MASK);");
  }

  private void stopBeyond(int pc, String bytes) {
    out.guard(bytes + " > end - start" + pc, stop(pc, "at"));
  }

  private int nullable(int pc) {
    int field = code[pc + 2];
    String present = "present" + pc;
    out.guard("at >= end", stop(pc, "at"));
    out.line("boolean " + present + " = in.get(at) >= 0;");
    out.line("at++;");
    if (field >= 0) {
      out.line("sink.onStructStart(" + field + ", " + present + ");");
    }
    out.open("if (" + present + ") {");
    int after = block(pc + 3, code[pc + 1]);
    out.close();
    return after;
  }

  private int array(int pc, String length) {
    int after = code[pc + 1];
    int field = code[pc + 3];
    stopBeyond(pc, length + " * " + code[pc + 2] + "L");
    out.line("at = start" + pc + ";");
    if (field >= 0) {
      out.line("sink.onArrayStart(" + field + ", " + length + ");");
    }
    String left = "left" + pc;
    out.open("for (int %s = %s; %s > 0; %s--) {".formatted(left, length, left, left));
    loops.addLast(new Loop(pc + 4, after, left, field));
    block(pc + 4, -1);
    loops.removeLast();
    out.close();
    if (field >= 0) {
      out.guard(length + " >= 0", "sink.onArrayEnd(" + field + ");");
    }
    return after;
  }

  private String stop(int pc, String at) {
    StringJoiner statement = new StringJoiner(".", "return ", ".stopped();");
    statement.add("resumption.stop(" + pc + ", " + at + ")");
    for (Loop loop : loops) {
      statement.add(
          "in(%d, %d, %s, %d)".formatted(loop.body(), loop.after(), loop.left(), loop.field()));
    }
    return statement.toString();
  }
}
