package io.streamgauge.protocol.program;

/** Lines of Java, indented. */
final class JavaText {
  private final StringBuilder text = new StringBuilder();
  private int indent;

  JavaText(int indent) {
    this.indent = indent;
  }

  void line(String line) {
    text.append("  ".repeat(indent)).append(line).append('\n');
  }

  /** An {@code if} with one statement inside. */
  void guard(String condition, String statement) {
    line("if (" + condition + ") {");
    line("  " + statement);
    line("}");
  }

  /** Begins a block whose head ends with an opening brace. */
  void open(String head) {
    line(head);
    indent++;
  }

  /** Ends it. */
  void close() {
    indent--;
    line("}");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
