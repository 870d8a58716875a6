package io.streamgauge.exporters.top;

import io.streamgauge.exporters.view.Printable;
import org.jline.utils.WCWidth;

/** Text that fits a number of a terminal's columns, wide and combining characters counted right. */
final class Cell {
  /** More than any cell is wide; what comes off the wire may have megabytes. */
  private static final int MAX_CODE_POINTS = 512;

  private static final String CUT = "…";

  private Cell() {}

  /** A name from the wire with everything escaped that a terminal would act on. */
  static String printable(String raw) {
    return Printable.of(raw, MAX_CODE_POINTS);
  }

  /** Columns that a printable text takes. */
  static int columns(String text) {
    return text.codePoints().map(Cell::columns).sum();
  }

  private static int columns(int codePoint) {
    return Math.max(0, WCWidth.wcwidth(codePoint));
  }

  /** A printable text in at most so many columns, cut at its end with an ellipsis. */
  static String fit(String text, int columns) {
    if (columns(text) <= columns) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int used = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      used += columns(point);
      if (used > columns - 1) {
        break;
      }
      kept.appendCodePoint(point);
      i += Character.charCount(point);
    }
    return columns < 1 ? "" : kept + CUT;
  }

  /** In exactly so many columns, blanks on the right. */
  static String left(String text, int columns) {
    String fitted = fit(text, columns);
    return fitted + " ".repeat(columns - columns(fitted));
  }

  /** In exactly so many columns, blanks on the left. */
  static String right(String text, int columns) {
    String fitted = fit(text, columns);
    return " ".repeat(columns - columns(fitted)) + fitted;
  }
}
