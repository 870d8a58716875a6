package io.streamgauge.exporters.top;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A table of one kind of row.
 *
 * @param columns the first is the name
 * @param key tells rows apart
 * @param words what a filter looks at
 * @param look how a row stands out
 * @param opens what Enter shows of a row; null for nothing
 */
record Listing<R>(
    List<Column<R>> columns,
    Function<R, String> key,
    Function<R, List<String>> words,
    Function<R, Look> look,
    Function<R, Question> opens) {

  /**
   * How rows are sorted.
   *
   * @param column index; -1 for the order in which the exporter tells them
   */
  record Sort(int column, boolean descending) {
    static final Sort AS_TOLD = new Sort(-1, false);
  }

  /**
   * Rows that pass a filter, sorted.
   *
   * @param filter words that must all be in a row
   */
  Grid grid(List<R> rows, String filter, Sort sort) {
    List<R> passing = new ArrayList<>(rows.stream().filter(row -> passes(row, filter)).toList());
    if (sort.column() >= 0) {
      Comparator<R> order = columns.get(sort.column()).order();
      passing.sort(sort.descending() ? order.reversed() : order);
    }
    return new Grid(columns, passing.stream().map(this::row).toList(), rows.size());
  }

  private boolean passes(R row, String filter) {
    String all = String.join("\n", words.apply(row)).toLowerCase(Locale.ROOT);
    for (String word : filter.toLowerCase(Locale.ROOT).split("\\s+", -1)) {
      if (!all.contains(word)) {
        return false;
      }
    }
    return true;
  }

  private Row row(R row) {
    List<String> cells =
        columns.stream().map(column -> Cell.printable(column.text().apply(row))).toList();
    return new Row(key.apply(row), cells, look.apply(row), opens.apply(row));
  }
}
