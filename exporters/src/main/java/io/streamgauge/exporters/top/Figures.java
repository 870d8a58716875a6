package io.streamgauge.exporters.top;

import io.streamgauge.exporters.view.Units;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Figures as the screen shows them. */
final class Figures {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final int SPARK_POINTS = 20;

  private Figures() {}

  static double orUnknown(OptionalDouble value) {
    return value.orElse(Double.NEGATIVE_INFINITY);
  }

  static long orUnknown(OptionalLong value) {
    return value.orElse(Long.MIN_VALUE);
  }

  static String count(OptionalLong value) {
    return value.isPresent() ? count(value.getAsLong()) : Units.UNKNOWN;
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String perSecond(OptionalDouble value) {
    return value.isPresent() ? Units.si(value.getAsDouble()) + "/s" : Units.UNKNOWN;
  }

  static String plural(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** {@code 42 s}, {@code 3 min 5 s}, {@code 2 h 1 min}, or unknown. */
  static String duration(OptionalDouble seconds) {
    if (seconds.isEmpty()) {
      return Units.UNKNOWN;
    }
    long whole = Math.round(seconds.getAsDouble());
    if (whole < 120) {
      return whole + " s";
    }
    return whole < 7200
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  /** Time of day, UTC. */
  static String time(OptionalLong seconds) {
    return seconds.isPresent() ? TIME.format(Instant.ofEpochSecond(seconds.getAsLong())) : "?";
  }

  /** The last points as bars between 0 and the highest; a blank where nothing was known. */
  static String spark(List<OptionalLong> points) {
    List<OptionalLong> last =
        points.subList(Math.max(0, points.size() - SPARK_POINTS), points.size());
    long highest = last.stream().mapToLong(p -> p.orElse(0)).max().orElse(0);
    StringBuilder bars = new StringBuilder();
    for (OptionalLong point : last) {
      double share = highest == 0 ? 0 : (double) point.orElse(0) / highest;
      int bar = (int) Math.round(share * (BARS.length() - 1));
      bars.append(point.isEmpty() ? ' ' : BARS.charAt(Math.max(0, bar)));
    }
    return bars.toString();
  }
}
