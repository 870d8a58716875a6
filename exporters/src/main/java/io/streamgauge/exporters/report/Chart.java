package io.streamgauge.exporters.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/** Plots over a timeline as SVG. Colours come from the file's style: classes {@code c0} to c7. */
final class Chart {
  /** Lines that have a colour of their own. */
  static final int MAX_LINES = 8;

  private static final int DAY_SECONDS = 86_400;
  private static final int WIDTH = 960;
  private static final int LEFT = 80;
  private static final int RIGHT = 10;
  private static final int TOP = 10;
  private static final int BOTTOM = 24;
  private static final int LINES_HEIGHT = 180;
  private static final int BARS_HEIGHT = 100;
  private static final int CELL_HEIGHT = 14;
  private static final int TIME_LABELS = 6;
  private static final int LEVELS = 9;

  private final Timeline timeline;
  private final DateTimeFormatter times;

  /**
   * Plots over a timeline.
   *
   * @param timeline with a bin or more, which stays as it is
   */
  Chart(Timeline timeline) {
    this.timeline = timeline;
    boolean days = timeline.bins() * timeline.widthSeconds() >= DAY_SECONDS;
    this.times =
        DateTimeFormatter.ofPattern(days ? "MM-dd HH:mm" : "HH:mm:ss", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
  }

  /**
   * A line of a plot.
   *
   * @param values one per bin, 0 or more; NaN leaves a hole
   */
  record Plotted(String name, List<Double> values) {}

  /** Lines from 0 to the highest value, with a legend; at most {@link #MAX_LINES}. */
  Html lines(String id, String title, List<Plotted> lines, DoubleFunction<String> unit) {
    double highest = highest(lines.stream().flatMap(line -> line.values().stream()));
    Scale scale = new Scale(highest, LINES_HEIGHT);
    Html svg = open(id, title, LINES_HEIGHT);
    axis(svg, scale, unit);
    for (int i = 0; i < lines.size(); i++) {
      svg.raw("<path class=\"line c" + i + "\" d=\"" + path(lines.get(i).values(), scale));
      svg.raw("\"><title>").text(lines.get(i).name()).raw("</title></path>");
    }
    svg.raw("</svg></div><figcaption>");
    for (int i = 0; i < lines.size(); i++) {
      svg.raw("<span class=\"key c" + i + "\">").text(lines.get(i).name()).raw("</span> ");
    }
    return svg.raw("</figcaption></figure>");
  }

  /** A step per bin: a value holds for all of it, and one bin alone shows too. */
  private String path(List<Double> values, Scale scale) {
    StringBuilder path = new StringBuilder();
    boolean down = false;
    for (int bin = 0; bin < values.size(); bin++) {
      if (Double.isFinite(values.get(bin))) {
        String y = number(scale.y(values.get(bin)));
        path.append(down ? 'L' : 'M').append(number(x(bin))).append(' ').append(y);
        path.append('L').append(number(x(bin + 1))).append(' ').append(y);
        down = true;
      } else {
        down = false;
      }
    }
    return path.toString();
  }

  /** Bars, one per bin. */
  Html bars(String id, String title, double[] values, DoubleFunction<String> unit) {
    Scale scale = new Scale(highest(Arrays.stream(values).boxed()), BARS_HEIGHT);
    Html svg = open(id, title, BARS_HEIGHT);
    axis(svg, scale, unit);
    for (int bin = 0; bin < values.length; bin++) {
      if (values[bin] > 0) {
        double y = scale.y(values[bin]);
        rectangle(svg, "bar c0", bin, y, scale.y(0) - y);
        svg.text(time(bin) + ": " + unit.apply(values[bin])).raw("</title></rect>");
      }
    }
    return svg.raw("</svg></div></figure>");
  }

  /**
   * A cell per bin and row, the fuller the darker.
   *
   * @param rows values per row and bin, the lowest row first
   * @param names of the rows
   */
  Html heat(String id, String title, double[][] rows, List<String> names) {
    int height = TOP + rows.length * CELL_HEIGHT + BOTTOM;
    Html svg = open(id, title, height);
    double most = Arrays.stream(rows).flatMapToDouble(Arrays::stream).max().orElse(0);
    for (int row = 0; row < rows.length; row++) {
      int y = height - BOTTOM - (row + 1) * CELL_HEIGHT;
      label(svg, y + CELL_HEIGHT - 3.0, names.get(row));
      for (int bin = 0; bin < rows[row].length; bin++) {
        double value = rows[row][bin];
        if (value > 0) {
          rectangle(svg, "heat h" + level(value, most), bin, y, CELL_HEIGHT);
          svg.text(time(bin) + ", " + names.get(row) + ": " + number(value));
          svg.raw("</title></rect>");
        }
      }
    }
    times(svg, height);
    return svg.raw("</svg></div></figure>");
  }

  /** By the logarithm: one slow request among a million is what one looks for. */
  private static int level(double value, double most) {
    double share = most <= 1 ? 1 : Math.log1p(value) / Math.log1p(most);
    return 1 + (int) Math.round(share * (LEVELS - 1));
  }

  private static Html open(String id, String title, int height) {
    return new Html()
        .raw("<figure id=\"" + id + "\">")
        .element("h3", title)
        .raw("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"")
        .text(title)
        .raw("\"><svg role=\"img\" viewBox=\"0 0 " + WIDTH + " " + height + "\" aria-label=\"")
        .text(title)
        .raw("\">");
  }

  private void axis(Html svg, Scale scale, DoubleFunction<String> unit) {
    for (int i = 0; i <= 2; i++) {
      double value = scale.highest() * i / 2;
      String y = number(scale.y(value));
      svg.raw("<line class=\"grid\" x1=\"" + LEFT + "\" x2=\"" + (WIDTH - RIGHT));
      svg.raw("\" y1=\"" + y + "\" y2=\"" + y + "\"/>");
      label(svg, scale.y(value) + 4, unit.apply(value));
    }
    times(svg, scale.height());
  }

  private static void label(Html svg, double y, String text) {
    svg.raw("<text class=\"y\" x=\"" + (LEFT - 6) + "\" y=\"" + number(y) + "\">");
    svg.text(text).raw("</text>");
  }

  /** Times of some bins' beginnings; the last is the end of all. */
  private void times(Html svg, int height) {
    int labels = Math.min(timeline.bins(), TIME_LABELS);
    for (int i = 0; i <= labels; i++) {
      int bin = i * timeline.bins() / labels;
      // The outer ones would leave the picture if they stood in the middle.
      String at = i == 0 ? "first" : i == labels ? "last" : "x";
      svg.raw("<text class=\"" + at + "\" x=\"" + number(x(bin)));
      svg.raw("\" y=\"" + (height - 6) + "\">").text(time(bin)).raw("</text>");
    }
  }

  /** Opens a rectangle and its title. */
  private void rectangle(Html svg, String classes, int bin, double y, double height) {
    svg.raw("<rect class=\"" + classes + "\" x=\"" + number(x(bin)) + "\" y=\"" + number(y));
    svg.raw("\" width=\"" + number(x(bin + 1) - x(bin)) + "\" height=\"" + number(height));
    svg.raw("\"><title>");
  }

  private static double highest(Stream<Double> values) {
    return values.filter(Double::isFinite).max(Comparator.naturalOrder()).orElse(0.0);
  }

  private String time(int bin) {
    return times.format(Instant.ofEpochSecond(timeline.startOf(bin)));
  }

  private double x(int bin) {
    return LEFT + (double) (WIDTH - LEFT - RIGHT) * bin / timeline.bins();
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  /** Values from 0 up as heights. */
  private record Scale(double highest, int height) {
    Scale {
      highest = highest > 0 ? highest : 1;
    }

    double y(double value) {
      return height - BOTTOM - (height - TOP - BOTTOM) * value / highest;
    }
  }
}
