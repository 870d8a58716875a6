package io.streamgauge.exporters.top;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows in aligned columns, in as many columns of the terminal as there are.
 *
 * @param columns titles, alignment and importance
 * @param rows in order
 * @param total how many there are without the filter
 */
record Grid(List<? extends Column<?>> columns, List<Row> rows, int total) {
  private static final int GAP = 2;
  private static final int WIDEST = 40;
  private static final int NARROWEST_NAME = 16;

  /** What is shown of a grid at one width. */
  record Laid(String header, List<Line> lines) {}

  /**
   * Lays rows out. Widths are those of these rows.
   *
   * @param width of the terminal
   * @param from first row
   * @param to behind the last
   * @param marked how the heading of each column is shown
   */
  Laid lay(int width, int from, int to, List<String> marked) {
    List<Row> part = rows.subList(from, to);
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Cell.columns(marked.get(i));
      for (Row row : part) {
        widths[i] = Math.max(widths[i], Math.min(WIDEST, Cell.columns(row.cells().get(i))));
      }
    }
    List<Integer> shown = chosen(widths, width);
    List<Line> lines = new ArrayList<>(part.size());
    for (Row row : part) {
      lines.add(new Line(line(row.cells(), shown, widths), row.look()));
    }
    return new Laid(line(marked, shown, widths), lines);
  }

  /** Leaves out what is least important until the rest fits; the first column gives way too. */
  private List<Integer> chosen(int[] widths, int width) {
    List<Integer> shown = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      shown.add(i);
    }
    while (shown.size() > 1 && others(shown, widths) + NARROWEST_NAME > width) {
      int least = shown.size() - 1;
      for (int i = 1; i < shown.size(); i++) {
        if (importance(shown.get(i)) < importance(shown.get(least))) {
          least = i;
        }
      }
      shown.remove(least);
    }
    widths[0] = Math.max(1, Math.min(widths[0], width - others(shown, widths)));
    return shown;
  }

  private int importance(int column) {
    return columns.get(column).importance();
  }

  private static int others(List<Integer> shown, int[] widths) {
    return shown.stream().skip(1).mapToInt(i -> widths[i] + GAP).sum();
  }

  private String line(List<String> cells, List<Integer> shown, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i : shown) {
      line.append(i == 0 ? "" : " ".repeat(GAP));
      line.append(
          columns.get(i).right()
              ? Cell.right(cells.get(i), widths[i])
              : Cell.left(cells.get(i), widths[i]));
    }
    return line.toString().stripTrailing();
  }
}
