package io.streamgauge.exporters.top;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.ScreenTerminal;

/** A terminal in memory: what was written to it, and what one would see. */
final class VirtualScreen implements AutoCloseable {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final LineDisciplineTerminal terminal;
  private int columns;
  private int rows;

  VirtualScreen(int columns, int rows) throws IOException {
    terminal = new LineDisciplineTerminal("it", "xterm-256color", written, UTF_8);
    size(columns, rows);
  }

  Terminal terminal() {
    return terminal;
  }

  void size(int newColumns, int newRows) {
    columns = newColumns;
    rows = newRows;
    terminal.setSize(Size.of(columns, rows));
  }

  /** Tells the program that the size has changed. */
  void resize(int newColumns, int newRows) {
    size(newColumns, newRows);
    terminal.raise(Terminal.Signal.WINCH);
  }

  void type(String keys) throws IOException {
    terminal.processInputBytes(keys.getBytes(UTF_8));
  }

  /** Everything that was ever written. */
  String written() {
    return written.toString(UTF_8);
  }

  /** The lines of the screen as an emulator of a terminal of this size shows them. */
  List<String> lines() {
    ScreenTerminal screen = new ScreenTerminal(columns, rows);
    screen.write(written());
    long[] cells = new long[columns * rows];
    screen.dump(cells, new int[2]);
    List<String> lines = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        int point = ScreenTerminal.cellCodePoint(cells[row * columns + column]);
        line.appendCodePoint(point == 0 ? ' ' : point);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  /** Waits until the screen shows a text, however long a busy machine takes. */
  void awaitText(String text) {
    Awaitility.await(text)
        .atMost(java.time.Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                org.assertj.core.api.Assertions.assertThat(String.join("\n", lines()))
                    .contains(text));
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
