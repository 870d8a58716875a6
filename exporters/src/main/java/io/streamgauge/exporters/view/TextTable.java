package io.streamgauge.exporters.view;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows in aligned columns for a terminal or a log. Control characters of names that came off the
 * wire are shown as escapes, never sent to the terminal.
 */
public final class TextTable {
  /** How a column is aligned. */
  public enum Align {
    LEFT,
    RIGHT
  }

  private static final int MAX_CELL = 48;
  private static final String GAP = "  ";

  private final List<String> headers = new ArrayList<>();
  private final List<Align> aligns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a column to the right. */
  public TextTable column(String header, Align align) {
    headers.add(header);
    aligns.add(align);
    return this;
  }

  /** Adds a row; one cell per column. */
  public TextTable row(String... cells) {
    if (cells.length != headers.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + headers.size() + " columns");
    }
    List<String> row = new ArrayList<>(cells.length);
    for (String cell : cells) {
      row.add(printable(cell));
    }
    rows.add(row);
    return this;
  }

  /** The table's lines, headers first, without trailing blanks. */
  public List<String> lines() {
    int[] widths = new int[headers.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = headers.get(i).length();
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>(rows.size() + 1);
    lines.add(line(headers, widths));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String pad = " ".repeat(widths[i] - cells.get(i).length());
      line.append(i == 0 ? "" : GAP);
      line.append(aligns.get(i) == Align.LEFT ? cells.get(i) + pad : pad + cells.get(i));
    }
    return line.toString().stripTrailing();
  }

  /** A name fit for a terminal: cut at 48 characters, control and format characters escaped. */
  public static String printable(String raw) {
    String shown = Printable.of(raw, MAX_CELL + 1);
    if (shown.length() <= MAX_CELL) {
      return shown;
    }
    int end = MAX_CELL - 1;
    return shown.substring(0, Character.isHighSurrogate(shown.charAt(end - 1)) ? end - 1 : end)
        + '…';
  }
}
