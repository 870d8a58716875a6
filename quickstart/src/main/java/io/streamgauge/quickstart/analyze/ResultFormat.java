package io.streamgauge.quickstart.analyze;

import io.streamgauge.exporters.http.Json;
import io.streamgauge.exporters.http.SeriesJson;
import io.streamgauge.exporters.prometheus.PrometheusPage;
import io.streamgauge.exporters.prometheus.Staleness;
import io.streamgauge.exporters.store.ResultStore;
import io.streamgauge.exporters.view.OverviewText;
import io.streamgauge.exporters.view.Views;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** How final results are printed. */
public enum ResultFormat {
  /** For people. */
  table {
    @Override
    void write(ResultStore store, PrintWriter out) {
      OverviewText.totals(Views.overview(store), Integer.MAX_VALUE).forEach(out::println);
    }
  },
  /** The text format that the exporter serves. */
  prometheus {
    @Override
    void write(ResultStore store, PrintWriter out) throws IOException {
      PrometheusPage page = new PrometheusPage(store, atTheEndOf(store), true);
      page.write(page.contentType(null), out);
    }
  },
  /** What the exporter's API answers: the overview and every series. */
  json {
    @Override
    void write(ResultStore store, PrintWriter out) throws IOException {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("overview", Views.overview(store));
      document.put("series", SeriesJson.of(store.snapshotWithRates()));
      out.println(Json.MAPPER.writeValueAsString(document));
    }
  };

  abstract void write(ResultStore store, PrintWriter out) throws IOException;

  /** A capture's results are the state at its end: measured against that, they are never stale. */
  private static Staleness atTheEndOf(ResultStore store) {
    Instant end = Instant.ofEpochSecond(Math.max(0, store.watermarkSeconds()));
    return new Staleness(Clock.fixed(end, ZoneOffset.UTC), Duration.ofDays(1));
  }
}
