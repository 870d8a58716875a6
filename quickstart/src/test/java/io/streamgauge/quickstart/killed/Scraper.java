package io.streamgauge.quickstart.killed;

import io.streamgauge.quickstart.truth.MetricsPage;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Scrapes an exporter again and again, as Prometheus does, and notes each counter that falls. */
final class Scraper implements AutoCloseable {
  private final Supplier<Optional<Integer>> port;
  private final Map<String, Double> counters = new HashMap<>();
  private final List<String> falls = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::scrape, "scraper");
  private volatile MetricsPage newest = MetricsPage.parse("");
  private volatile boolean stopped;

  /**
   * Begins at once.
   *
   * @param port of the exporter; empty while it has none
   */
  Scraper(Supplier<Optional<Integer>> port) {
    this.port = port;
    thread.start();
  }

  private void scrape() {
    while (!stopped) {
      try {
        Optional<Integer> now = port.get();
        if (now.isPresent()) {
          newest = compared(MetricsPage.fetch(now.get()));
        }
        Thread.sleep(100);
      } catch (IOException e) {
        // It is away, or not ready.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private MetricsPage compared(MetricsPage page) {
    for (MetricsPage.Sample each : page.samples()) {
      String name = each.name();
      if (name.endsWith("_total") || name.endsWith("_bucket") || name.endsWith("_count")) {
        Double before = counters.put(name + each.labels(), each.value());
        if (before != null && each.value() < before) {
          falls.add(name + each.labels() + " from " + before + " to " + each.value());
        }
      }
    }
    return page;
  }

  /** The newest page that was answered. */
  MetricsPage page() {
    return newest;
  }

  /** Counters that fell. */
  List<String> falls() {
    return falls;
  }

  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
  }
}
