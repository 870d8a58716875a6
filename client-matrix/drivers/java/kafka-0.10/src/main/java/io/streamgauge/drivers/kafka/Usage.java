package io.streamgauge.drivers.kafka;

import io.streamgauge.drivers.contract.Report;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * What one client instance has sent and received over all its connections, by its own metrics.
 * Closing a client takes the metrics out of its registry but leaves them readable, so they are
 * fetched before and read after: nothing is missed.
 *
 * <p>Totals came with 1.0 (KIP-187); before, there were only rates. They leave logging in out.
 */
public final class Usage {
  /** Before, the metric of that name adds up bytes. */
  private static final Version COUNTS_REQUESTS = Version.of("2.0");

  private final Release release;
  private final Metric requests;
  private final Metric sent;
  private final Metric received;

  private Usage(Release release, Map<MetricName, ? extends Metric> metrics) {
    this.release = release;
    this.requests = find(metrics, "request-total");
    this.sent = find(metrics, "outgoing-byte-total");
    this.received = find(metrics, "incoming-byte-total");
  }

  /**
   * Closes a client and adds its figures to the report.
   *
   * @param metrics of the client
   * @param close closes it
   */
  public static void close(
      Release release, Map<MetricName, ? extends Metric> metrics, Runnable close, Report report) {
    Usage usage = new Usage(release, metrics);
    close.run();
    usage.addTo(report);
  }

  private void addTo(Report report) {
    if (requests != null && sent != null && received != null) {
      report.traffic(number(sent), number(received));
      if (release.version().compareTo(COUNTS_REQUESTS) >= 0) {
        report.metered(number(requests));
      }
    } else {
      report.unmetered();
    }
  }

  private long number(Metric metric) {
    return Math.round(release.value(metric));
  }

  /** The client's own metric of that name, not one of a single connection; null without. */
  private static Metric find(Map<MetricName, ? extends Metric> metrics, String name) {
    return metrics.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(name))
        .filter(entry -> !entry.getKey().tags().containsKey("node-id"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
