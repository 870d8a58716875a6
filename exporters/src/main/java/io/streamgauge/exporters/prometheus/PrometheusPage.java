package io.streamgauge.exporters.prometheus;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.exporter.common.TextFormat;
import io.streamgauge.exporters.store.ResultStore;
import java.io.IOException;
import java.io.Writer;
import java.util.Collections;
import java.util.List;

/** Writes the store in Prometheus' text format 0.0.4 or OpenMetrics 1.0, whichever is accepted. */
public final class PrometheusPage {
  private final StoreCollector collector;

  /**
   * A page over a store.
   *
   * @param compatibility whether the {@code kafka_*} names of other exporters are served too
   */
  public PrometheusPage(ResultStore store, Staleness staleness, boolean compatibility) {
    this(new ShownResults(store, staleness, compatibility));
  }

  /** A page of what is shown. */
  public PrometheusPage(ShownResults shown) {
    this.collector = new StoreCollector(shown);
  }

  /** The content type for an {@code Accept} header; null stands for none. */
  public String contentType(String accept) {
    return TextFormat.chooseContentType(accept);
  }

  /** Writes one scrape of a content type that {@link #contentType} chose. */
  public void write(String contentType, Writer writer) throws IOException {
    List<MetricFamilySamples> snapshot = collector.collect();
    TextFormat.writeFormat(contentType, writer, Collections.enumeration(snapshot));
  }

  /** Writes a scrape without any series. */
  public void writeNothing(String contentType, Writer writer) throws IOException {
    TextFormat.writeFormat(contentType, writer, Collections.emptyEnumeration());
  }
}
