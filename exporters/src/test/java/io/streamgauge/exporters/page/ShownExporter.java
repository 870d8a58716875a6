package io.streamgauge.exporters.page;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.Results;
import io.streamgauge.exporters.SampleResults;
import io.streamgauge.exporters.http.HttpEndpoints;
import io.streamgauge.exporters.http.HttpSecurity;
import io.streamgauge.exporters.prometheus.PrometheusPage;
import io.streamgauge.exporters.prometheus.Staleness;
import io.streamgauge.exporters.store.ResultStore;
import io.streamgauge.exporters.view.LiveViews;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** An exporter over a store that a test fills, whose silence the test decides. */
public final class ShownExporter implements AutoCloseable {
  public static final String CLUSTER = "c";
  public static final long NOW = 1_700_000_000;

  public final ResultStore store;
  public final AtomicBoolean ready = new AtomicBoolean(true);
  public final AtomicBoolean broken = new AtomicBoolean();
  private final AtomicLong nanos = new AtomicLong();
  private final LiveViews live;
  private final HttpEndpoints endpoints;
  private final boolean secure;

  public ShownExporter() throws IOException {
    this(HttpSecurity.NONE);
  }

  /** The same, guarded. */
  public ShownExporter(HttpSecurity security) throws IOException {
    secure = security.tls().isPresent();
    Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW + 1), ZoneOffset.UTC);
    Duration staleAfter = Duration.ofSeconds(60);
    store = new ResultStore(ResultStore.DEFAULT_MAX_SERIES, nanos::get);
    live = new LiveViews(store, this::isReady, clock, staleAfter);
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    PrometheusPage metrics = new PrometheusPage(store, new Staleness(clock, staleAfter), true);
    endpoints = new HttpEndpoints(address, store, live, metrics, this::isReady, security);
  }

  private boolean isReady() {
    if (broken.get()) {
      throw new IllegalStateException("broken by the test: connections end without an answer");
    }
    return ready.get();
  }

  public String url() {
    return (secure ? "https://localhost:" : "http://127.0.0.1:") + endpoints.port();
  }

  /** Lets so much time pass without a result. */
  public void silence(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** Event time goes on. */
  public void watermark(long seconds) {
    SampleResults.watermark(store, seconds);
  }

  public void gauge(MetricDefinition metric, double value, String... labels) {
    SampleResults.publish(store, Results.gauge(metric, List.of(labels), value, NOW));
  }

  public void counter(MetricDefinition metric, long value, String... labels) {
    SampleResults.publish(store, Results.counter(metric, List.of(labels), value, NOW));
  }

  /** A group whose lag lies in two partitions. */
  public void group(String group, String topic, String status, long lag) {
    gauge(MetricCatalog.KAFKA_CONSUMERGROUP_LAG, lag - 1.0, CLUSTER, group, topic, "0");
    gauge(MetricCatalog.KAFKA_CONSUMERGROUP_LAG, 1, CLUSTER, group, topic, "1");
    gauge(MetricCatalog.KAFKA_CONSUMERGROUP_CURRENT_OFFSET, 7, CLUSTER, group, topic, "0");
    gauge(MetricCatalog.CONSUMERGROUP_PARTITIONS, 2, CLUSTER, group, topic, status);
  }

  /** A client that produces. */
  public void client(String clientId, String topic, long records) {
    counter(MetricCatalog.REQUESTS_TOTAL, records / 10, CLUSTER, "Produce", clientId, "host");
    counter(MetricCatalog.PRODUCED_RECORDS_TOTAL, records, CLUSTER, topic, clientId, "host");
    counter(MetricCatalog.PRODUCED_BYTES_TOTAL, records * 100, CLUSTER, topic, clientId, "host");
  }

  /** Adds a point to the groups' history, as the running exporter does each second. */
  public void sample() {
    live.sample();
  }

  @Override
  public void close() {
    endpoints.close();
  }
}
