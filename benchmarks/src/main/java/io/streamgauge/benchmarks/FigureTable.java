package io.streamgauge.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/** Writes what was measured as rows of Markdown, and remembers whether a bar was missed. */
final class FigureTable {
  /** The two lines on top of the rows. */
  static final String HEADER =
      """
      | measure | side | median | lowest – highest | ratio | bar | |
      |---|---|--:|--:|--:|--:|---|\
      """;

  private static final double SMALL = 10;
  private static final double LARGE = 100;

  private final Consumer<String> lines;
  private boolean missed;

  /**
   * A table without rows.
   *
   * @param lines receives each row when it is known
   */
  FigureTable(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Whether any bar was missed so far. */
  boolean isMissed() {
    return missed;
  }

  /** A figure that nothing is asked of. */
  void plain(String measure, String side, double... values) {
    row(measure, side, values, "–", "–", "");
  }

  /** A figure whose ratio to ours is told. */
  void ratio(String measure, String side, double[] values, double ratio) {
    row(measure, side, values, number(ratio), "–", "");
  }

  /** The same, and the ratio may not be above a bar. */
  void ratioAtMost(String measure, String side, double[] values, double ratio, double bar) {
    row(measure, side, values, number(ratio), "≤ " + number(bar), verdict(ratio <= bar));
  }

  /** A figure whose median may not be above a bar. */
  void atMost(String measure, String side, double[] values, double bar) {
    boolean met = Interleaved.median(values) <= bar;
    row(measure, side, values, "–", "≤ " + number(bar), verdict(met));
  }

  /** A figure whose median may not be below a bar. */
  void atLeast(String measure, String side, double[] values, double bar) {
    boolean met = Interleaved.median(values) >= bar;
    row(measure, side, values, "–", "≥ " + number(bar), verdict(met));
  }

  /** Asked of what is met, so that a figure that is no number misses its bar. */
  private String verdict(boolean met) {
    missed |= !met;
    return met ? "ok" : "**missed**";
  }

  private void row(
      String measure, String side, double[] values, String ratio, String bar, String verdict) {
    lines.accept(
        String.format(
            Locale.ROOT,
            "| %s | %s | %s | %s – %s | %s | %s | %s |",
            measure,
            side,
            number(Interleaved.median(values)),
            number(Arrays.stream(values).min().orElse(Double.NaN)),
            number(Arrays.stream(values).max().orElse(Double.NaN)),
            ratio,
            bar,
            verdict));
  }

  private static String number(double value) {
    if (value == Math.rint(value) || Math.abs(value) >= LARGE) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, Math.abs(value) < SMALL ? "%.3f" : "%.1f", value);
  }
}
