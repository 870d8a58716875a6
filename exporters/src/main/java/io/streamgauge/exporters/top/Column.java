package io.streamgauge.exporters.top;

import java.util.Comparator;
import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param title its heading
 * @param right whether it is aligned to the right, as numbers are
 * @param importance where the terminal is narrow, the columns of the least importance go first
 * @param text what a cell shows; as it came off the wire
 * @param order smallest first; what is unknown is smaller than all else. Null if rows cannot be
 *     sorted by it
 */
record Column<R>(
    String title, boolean right, int importance, Function<R, String> text, Comparator<R> order) {
  /** The first column is never left out. */
  static final int ALWAYS = Integer.MAX_VALUE;

  static <R> Column<R> name(String title, Function<R, String> text) {
    return text(title, ALWAYS, text);
  }

  static <R> Column<R> text(String title, int importance, Function<R, String> text) {
    return new Column<>(title, false, importance, text, Comparator.comparing(text));
  }

  static <R> Column<R> number(
      String title, int importance, Function<R, String> text, Comparator<R> order) {
    return new Column<>(title, true, importance, text, order);
  }
}
