package io.streamgauge.quickstart.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Which values the options of the long-running commands take, for people. Ranges stand here because
 * picocli knows types alone; the commands check them, and a test holds that they refuse the rest.
 */
public final class OptionValues {
  /**
   * The values of one option.
   *
   * @param text as people read it
   * @param refused values just outside
   */
  public record Range(String text, List<String> refused) {}

  private static final Range PORTS = range("1 to 65535", "0", "65536");
  private static final Range MEGABYTES = range("1 to 2047 (MB)", "0", "2048");
  private static final Range POSITIVE = range("1 or more", "0");
  private static final Range SECONDS = range("1 or more (seconds)", "0");
  private static final Range CEILING = range("0 or more", "-1");

  private static final Map<String, Map<String, Range>> RANGES =
      Map.of(
          "agent",
          Map.ofEntries(
              Map.entry("--port", PORTS),
              Map.entry("--capture-buffer", MEGABYTES),
              Map.entry("--publish-buffer", MEGABYTES),
              Map.entry("--capture-threads", range("1 to 16", "0", "17")),
              Map.entry("--workers", range("1 to 64", "0", "65")),
              Map.entry("--max-clients", POSITIVE),
              Map.entry("--resolution", range("0, or 1ms to 60s", "61s", "1")),
              Map.entry("--tls-sessions", range("1 to 1000000", "0", "1000001")),
              Map.entry("--trace-ratio", range("0 to 1", "-0.1", "1.1")),
              Map.entry("--trace-slow", range("1ms or more", "0ms", "1")),
              Map.entry("--trace-limit", POSITIVE)),
          "jobs",
          Map.of(
              "--parallelism", POSITIVE,
              "--checkpoint-interval", range("100ms or more", "99ms", "10"),
              "--upgrade-target", range("3.9 to 4.4", "3.8", "4.5"),
              "--broker-max-requests", CEILING,
              "--broker-max-bytes", CEILING,
              "--broker-max-inflight-bytes", CEILING,
              "--broker-max-latency", CEILING),
          "exporter",
          Map.of(
              "--listen", range("`HOST:PORT`, port 0 to 65535", "localhost:65536", "localhost"),
              "--alertmanager", range("http or https URLs, by commas", "localhost:9093"),
              "--alertmanager-resend", SECONDS,
              "--max-series", POSITIVE,
              "--otlp-interval", SECONDS,
              "--stale-after", SECONDS));

  private OptionValues() {}

  private static Range range(String text, String... refused) {
    return new Range(text, List.of(refused));
  }

  /** The ranges of a command, by option; empty for a command without. */
  public static Map<String, Range> ranges(String command) {
    return RANGES.getOrDefault(command, Map.of());
  }

  /** Which values an option takes, as Markdown. */
  static String text(String command, OptionSpec option) {
    Range range = ranges(command).get(option.longestName());
    if (range != null) {
      return range.text() + (option.isMultiValue() ? several(range.text()) : "");
    }
    if (option.arity().max() == 0) {
      return "`true`, `false`";
    }
    Class<?> type = option.auxiliaryTypes()[0];
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> "`" + constant.toString().toLowerCase(Locale.ROOT) + "`")
          .collect(Collectors.joining(", "));
    }
    String label = "`" + option.paramLabel() + "`";
    return type.equals(Path.class)
        ? "path of a " + option.paramLabel().toLowerCase(Locale.ROOT)
        : label + (option.splitRegex().isEmpty() ? "" : several(label));
  }

  private static String several(String one) {
    return one.contains("by commas") ? "" : ", several by commas";
  }
}
