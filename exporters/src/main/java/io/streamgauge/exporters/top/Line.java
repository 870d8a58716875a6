package io.streamgauge.exporters.top;

/**
 * A line of the screen.
 *
 * @param text printable
 */
record Line(String text, Look look) {
  static Line plain(String text) {
    return new Line(text, Look.PLAIN);
  }

  static Line title(String text) {
    return new Line(text, Look.TITLE);
  }

  static Line faint(String text) {
    return new Line(text, Look.FAINT);
  }
}
