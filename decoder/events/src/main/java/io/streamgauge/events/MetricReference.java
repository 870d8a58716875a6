package io.streamgauge.events;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the reference of all metrics from {@link MetricCatalog}, as Markdown. */
public final class MetricReference {
  private static final String HEAD =
      """
      # Metrics

      Generated from `MetricCatalog`; do not edit. Rewrite with
      `./mvnw -pl decoder/events test -Dtest=MetricReferenceTest -Dstreamgauge.rewrite=true`.

      - Units are base units. Counters end in `_total`, informative series in `_info` (always 1);
        points in time are seconds since the epoch.
      - `kafka_cluster` is the display name given to the agents, else Kafka's cluster id.
      - `workload` is namespace/name where it is known, else the client's address. `client_id` and
        `workload` are bounded: what is beyond the limit is counted under `__other__`.
      - A series appears only when its value is known.
      - *Withdrawn* series disappear while the jobs' results are older than the exporter's
        `--stale-after`; the others stay as they were.
      - Histograms have `le` bounds at powers of two of a nanosecond, expressed in seconds, so their
        counts are exact.
      """;

  private MetricReference() {}

  /** Writes the reference to the file that the only argument names. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("usage: MetricReference FILE");
    }
    Files.writeString(Path.of(arguments[0]), markdown());
  }

  /** The whole document; lines end in line feeds. */
  public static String markdown() {
    return HEAD
        + section("Streamgauge's own", metrics(false))
        + section("Drop-in family (`--no-compat` turns it off)", metrics(true));
  }

  private static List<MetricDefinition> metrics(boolean compatibility) {
    return MetricCatalog.all().stream().filter(m -> m.compatibility() == compatibility).toList();
  }

  private static String section(String title, List<MetricDefinition> metrics) {
    return "\n## "
        + title
        + "\n\n| metric | type | unit | labels | withdrawn | meaning |\n|---|---|---|---|---|---|\n"
        + metrics.stream().map(MetricReference::row).collect(Collectors.joining());
  }

  private static String row(MetricDefinition metric) {
    return "| `%s` | %s | %s | %s | %s | %s |\n"
        .formatted(
            metric.name(),
            metric.type().name().toLowerCase(Locale.ROOT),
            metric.unit(),
            metric.labelNames().stream().map(l -> "`" + l + "`").collect(Collectors.joining(", ")),
            metric.withdrawnWhenStale() ? "yes" : "",
            metric.help().replace("|", "\\|"));
  }
}
