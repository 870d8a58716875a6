package io.streamgauge.protocol.program;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.StringJoiner;

/**
 * Writes one {@link Program} as a {@link BodyCode}: what {@link WholeRun} does with each
 * instruction, without asking which instruction it is.
 *
 * <p>Neighbours of fixed size share one look at what is left. Tagged fields are expected to be
 * empty, so what is inside of them is not written at all.
 */
public final class BodyWriter {
  private static final String ABNORMAL = "Lengths.ABNORMAL";

  private final Program program;
  private final int[] code;
  private final SinkCalls calls;
  private final Deque<Loop> loops = new ArrayDeque<>();
  private final StringBuilder out = new StringBuilder();
  private int indent = 2;

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
    String name = className(program);
    line("int at = offset;");
    calls.before().forEach(this::line);
    int last = block(0, -1);
    if (last != code.length - 1) {
      throw new IllegalStateException(program + " goes on behind instruction " + last);
    }
    line("return at;");
    return """
    package %s;

    import io.streamgauge.protocol.program.BodyCode;
    import io.streamgauge.protocol.program.FieldSink;
    import io.streamgauge.protocol.program.Lengths;
    import io.streamgauge.protocol.program.ProgramCursor;
    import io.streamgauge.protocol.program.Resumption;
    import java.nio.ByteBuffer;

    /** %s. Made by the build. */
    final class %s extends BodyCode {
      %s() {
        super("%s", %d, %d);
      }

      @Override
      public int run(FieldSink target, ByteBuffer in, int offset, int end, Resumption resumption) {
        %s sink = (%s) target;
    %s  }
    }
    """
        .formatted(
            calls.packageName(),
            program,
            name,
            name,
            program.name(),
            program.version(),
            program.fingerprint(),
            calls.sink(),
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
      line("if (end - at < %d) {", run.bytes());
      stop(from, "at");
      line("}");
    }
    int at = 0;
    for (int pc : run.instructions()) {
      fixed(pc, at == 0 ? "at" : "at + " + at);
      at += FixedRun.bytes(code, pc);
    }
    if (at > 0) {
      line("at += %d;", at);
    }
    return run.next();
  }

  private void fixed(int pc, String at) {
    int op = code[pc];
    switch (instruction(pc)) {
      case Op.SKIP -> {}
      case Op.TAGS -> {
        line("if (in.get(%s) != 0) {", at);
        stop(pc, at);
        line("}");
      }
      case Op.UUID ->
          line(
              "sink.onUuid(%d, in.getLong(%s), in.getLong(%s + Long.BYTES));",
              code[pc + 1], at, at);
      case Op.STRUCT_START -> line("sink.onStructStart(%d, true);", code[pc + 1]);
      case Op.STRUCT_END -> line("sink.onStructEnd(%d);", code[pc + 1]);
      case Op.ELEMENT_END -> line("sink.onElementEnd(%d);", code[pc + 1]);
      default -> {
        String value = number(op, at);
        line(
            (op & Op.STORED) != 0
                ? calls.store(Op.field(op), value)
                : calls.value(Op.field(op), value));
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
    return switch (instruction(pc)) {
      case Op.ARRAY -> array(pc, length);
      case Op.SKIP_ARRAY -> {
        line("long bytes%d = Math.max(%s, 0) * %dL;", pc, length, code[pc + 1]);
        beyond(pc, "bytes" + pc);
        line("at = start%d + (int) bytes%d;", pc, pc);
        yield pc + 2;
      }
      case Op.SKIP_SIZED -> {
        content(pc, length);
        yield pc + 1;
      }
      case Op.STRING -> {
        beyond(pc, length);
        line(
            "sink.onString(%d, in, start%d, Math.min(%s, ProgramCursor.MAX_STRING_BYTES), %s);",
            code[pc + 1], pc, length, length);
        line("at = start%d + Math.max(%s, 0);", pc, length);
        yield pc + 2;
      }
      case Op.REGION -> {
        beyond(pc, length);
        calls.region(code[pc + 1], "start" + pc, length).forEach(this::line);
        line("at = start%d + Math.max(%s, 0);", pc, length);
        yield pc + 2;
      }
      default -> throw new IllegalStateException("No such instruction at " + pc + ": " + code[pc]);
    };
  }

  private void length(int pc) {
    int op = code[pc];
    String reader = (op & Op.COMPACT) != 0 ? "compact" : (op & Op.WIDE) != 0 ? "wide" : "small";
    line("long packed%d = Lengths.%s(in, at, end, %b);", pc, reader, (op & Op.NULLABLE) != 0);
    line("if (packed%d == %s) {", pc, ABNORMAL);
    stop(pc, "at");
    line("}");
    line("int length%d = (int) (packed%d >> Lengths.BITS);", pc, pc);
    line("int start%d = at + ((int) packed%d & Lengths.MASK);", pc, pc);
  }

  private void content(int pc, String length) {
    beyond(pc, length);
    line("at = start%d + Math.max(%s, 0);", pc, length);
  }

  private void beyond(int pc, String bytes) {
    line("if (%s > end - start%d) {", bytes, pc);
    stop(pc, "at");
    line("}");
  }

  private int nullable(int pc) {
    line("if (at >= end) {");
    stop(pc, "at");
    line("}");
    line("boolean present%d = in.get(at) >= 0;", pc);
    line("at++;");
    int field = code[pc + 2];
    if (field >= 0) {
      line("sink.onStructStart(%d, present%d);", field, pc);
    }
    line("if (present%d) {", pc);
    indent++;
    int after = block(pc + 3, code[pc + 1]);
    indent--;
    line("}");
    return after;
  }

  private int array(int pc, String length) {
    int after = code[pc + 1];
    int field = code[pc + 3];
    beyond(pc, length + " * " + code[pc + 2] + "L");
    line("at = start%d;", pc);
    if (field >= 0) {
      line("sink.onArrayStart(%d, %s);", field, length);
    }
    String left = "left" + pc;
    line("for (int %s = %s; %s > 0; %s--) {", left, length, left, left);
    loops.addLast(new Loop(pc + 4, after, left, field));
    indent++;
    block(pc + 4, -1);
    indent--;
    loops.removeLast();
    line("}");
    if (field >= 0) {
      line("if (%s >= 0) {", length);
      line("  sink.onArrayEnd(%d);", field);
      line("}");
    }
    return after;
  }

  private void stop(int pc, String at) {
    StringJoiner statement = new StringJoiner(".", "  return ", ".stopped();");
    statement.add("resumption.stop(" + pc + ", " + at + ")");
    for (Iterator<Loop> outwardsIn = loops.iterator(); outwardsIn.hasNext(); ) {
      Loop loop = outwardsIn.next();
      statement.add(
          "in(%d, %d, %s, %d)".formatted(loop.body(), loop.after(), loop.left(), loop.field()));
    }
    line(statement.toString());
  }

  private void line(String format, Object... values) {
    out.append("  ".repeat(indent)).append(format.formatted(values)).append('\n');
  }

  private void line(String text) {
    out.append("  ".repeat(indent)).append(text).append('\n');
  }
}
