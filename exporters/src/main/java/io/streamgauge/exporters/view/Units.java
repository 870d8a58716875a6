package io.streamgauge.exporters.view;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Numbers as people read them. */
public final class Units {
  /** Shown for what is not known. */
  public static final String UNKNOWN = "-";

  private static final String[] SI = {"", "k", "M", "G", "T", "P", "E"};

  private Units() {}

  /** A number with three significant digits and an SI prefix (powers of 1000): {@code 1.23M}. */
  public static String si(double value) {
    double scaled = Math.abs(value);
    int prefix = 0;
    while (scaled >= 999.5 && prefix < SI.length - 1) {
      scaled /= 1000;
      prefix++;
    }
    String digits =
        prefix == 0 && scaled == Math.rint(scaled)
            ? String.format(Locale.ROOT, "%.0f", scaled)
            : String.format(
                Locale.ROOT, scaled < 9.995 ? "%.2f" : scaled < 99.95 ? "%.1f" : "%.0f", scaled);
    return (value < 0 ? "-" : "") + digits + SI[prefix];
  }

  /** A count with an SI prefix. */
  public static String si(long count) {
    return si((double) count);
  }

  /** A rate of bytes: {@code 1.23 MB/s}. */
  public static String bytesPerSecond(double value) {
    String number = si(value);
    char last = number.charAt(number.length() - 1);
    return Character.isDigit(last)
        ? number + " B/s"
        : number.substring(0, number.length() - 1) + " " + last + "B/s";
  }

  /** A count, or {@link #UNKNOWN}. */
  public static String count(OptionalLong value) {
    return value.isPresent() ? Long.toString(value.getAsLong()) : UNKNOWN;
  }

  /** A share of 1 as a percentage that never rounds up to 100, or {@link #UNKNOWN}. */
  public static String percent(OptionalDouble share) {
    if (share.isEmpty()) {
      return UNKNOWN;
    }
    double percent = Math.floor(share.getAsDouble() * 1000) / 10;
    return String.format(Locale.ROOT, percent == 100 ? "%.0f %%" : "%.1f %%", percent);
  }

  /** Seconds, or {@link #UNKNOWN}. */
  public static String seconds(OptionalDouble value) {
    return value.isPresent() ? si(value.getAsDouble()) + " s" : UNKNOWN;
  }
}
