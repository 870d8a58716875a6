package io.streamgauge.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.streamgauge.events.Histograms;
import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.Results;
import io.streamgauge.events.SeriesKey;
import io.streamgauge.events.v1.ExponentialHistogram;
import io.streamgauge.events.v1.Result;
import io.streamgauge.exporters.http.HttpEndpoints;
import io.streamgauge.exporters.prometheus.PrometheusPage;
import io.streamgauge.exporters.prometheus.Staleness;
import io.streamgauge.exporters.store.ResultStore;
import io.streamgauge.exporters.view.LiveViews;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Scrapes an exporter over HTTP as Prometheus does, one hundred thousand series held: {@code Scrape
 * [--check]}. Run it with {@code -Xmx256m}. With {@code --check} the exit code is 1 if the median
 * of {@code /metrics} is a second or more; wrong arguments, or {@code --check} with a larger heap,
 * give 2.
 */
public final class Scrape {
  private static final Duration BAR = Duration.ofSeconds(1);
  private static final long HEAP_MEGABYTES = 256;
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /**
   * How much is held, and how often it is asked for.
   *
   * @param partitions of consumer groups, two series each
   * @param clients of topics, four series each
   * @param histograms of one api at one broker each
   * @param rounds that count; as many go before them
   */
  record Size(int partitions, int clients, int histograms, int rounds) {
    /** 100,000 series, and the watermark. */
    static final Size WHOLE = new Size(31_500, 9_000, 1_000, 21);

    int series() {
      return 2 * partitions + 4 * clients + histograms + 1;
    }
  }

  /**
   * What one path cost.
   *
   * @param bytes of the last answer, not compressed
   */
  record Cost(Duration median, Duration worst, Duration processor, long bytes) {}

  private Scrape() {}

  /** Runs the benchmark. */
  public static void main(String[] arguments) throws Exception {
    List<String> given = Arrays.asList(arguments);
    if (!given.isEmpty() && !given.equals(List.of("--check"))) {
      System.err.println("usage: Scrape [--check]");
      System.exit(2);
    }
    if (!given.isEmpty() && Runtime.getRuntime().maxMemory() >> 20 > HEAP_MEGABYTES) {
      System.err.println("--check needs -Xmx" + HEAP_MEGABYTES + "m");
      System.exit(2);
    }
    Duration median = run(Size.WHOLE).median();
    System.exit(given.isEmpty() || median.compareTo(BAR) < 0 ? 0 : 1);
  }

  /**
   * Fills a store, serves it and asks for it.
   *
   * @return what {@code /metrics} cost
   * @throws IllegalStateException if the store holds another number of series, or an answer is no
   *     200
   */
  static Cost run(Size size) throws IOException, InterruptedException {
    ResultStore store = new ResultStore();
    Clock clock = Clock.systemUTC();
    fill(store, size, clock.instant().getEpochSecond());
    if (store.size() != size.series()) {
      throw new IllegalStateException(store.size() + " series instead of " + size.series());
    }
    Duration limit = Duration.ofHours(1);
    try (HttpEndpoints exporter =
        new HttpEndpoints(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            store,
            new LiveViews(store, () -> true, clock, limit),
            new PrometheusPage(store, new Staleness(clock, limit), true),
            () -> true)) {
      System.out.printf(
          Locale.ROOT, "%,d series, heap after a collection %,d MB%n", store.size(), used());
      String url = "http://127.0.0.1:" + exporter.port();
      Cost metrics = measure(url, "/metrics", size.rounds());
      measure(url, "/api/v1/overview", size.rounds());
      return metrics;
    }
  }

  private static Cost measure(String url, String path, int rounds)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
    long[] nanos = new long[rounds];
    long bytes = 0;
    long cpu = 0;
    for (int round = -rounds; round < rounds; round++) {
      cpu = round == 0 ? -PROCESS.getProcessCpuTime() : cpu;
      long start = System.nanoTime();
      HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        bytes = body.transferTo(OutputStream.nullOutputStream());
      }
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + " answers " + answer.statusCode());
      }
      if (round >= 0) {
        nanos[round] = System.nanoTime() - start;
      }
    }
    cpu += PROCESS.getProcessCpuTime();
    Arrays.sort(nanos);
    Cost cost =
        new Cost(
            Duration.ofNanos(nanos[rounds / 2]),
            Duration.ofNanos(nanos[rounds - 1]),
            Duration.ofNanos(cpu / rounds),
            bytes);
    System.out.printf(
        Locale.ROOT,
        "%-18s median %4d ms, worst %4d ms, %4d ms of processor time with its client, %,d bytes%n",
        path,
        cost.median().toMillis(),
        cost.worst().toMillis(),
        cost.processor().toMillis(),
        cost.bytes());
    return cost;
  }

  /** As a large cluster fills it: most are lag and offsets of partitions. */
  private static void fill(ResultStore store, Size size, long now) {
    for (int i = 0; i < size.partitions(); i++) {
      List<String> group =
          List.of("production", "group-" + i / 60, "topic-" + i % 500, Integer.toString(i % 60));
      publish(store, Results.gauge(MetricCatalog.KAFKA_CONSUMERGROUP_LAG, group, i, now));
      publish(
          store,
          Results.gauge(MetricCatalog.KAFKA_CONSUMERGROUP_CURRENT_OFFSET, group, 7.0 * i, now));
    }
    for (int i = 0; i < size.clients(); i++) {
      List<String> client =
          List.of("production", "topic-" + i % 500, "client-" + i % 200, "shop/workload-" + i / 50);
      for (MetricDefinition metric :
          List.of(
              MetricCatalog.PRODUCED_RECORDS_TOTAL,
              MetricCatalog.PRODUCED_BYTES_TOTAL,
              MetricCatalog.CONSUMED_RECORDS_TOTAL,
              MetricCatalog.CONSUMED_BYTES_TOTAL)) {
        publish(store, Results.counter(metric, client, 1_000L * i, now));
      }
    }
    ExponentialHistogram histogram = histogram();
    for (int i = 0; i < size.histograms(); i++) {
      List<String> labels = List.of("production", Integer.toString(i % 20), "Api" + i / 20);
      publish(
          store, Results.histogram(MetricCatalog.REQUEST_DURATION_SECONDS, labels, histogram, now));
    }
    publish(
        store,
        Results.gauge(MetricCatalog.WATERMARK_TIMESTAMP_SECONDS, List.of(), (double) now, now));
  }

  private static ExponentialHistogram histogram() {
    io.streamgauge.events.ExponentialHistogram histogram =
        new io.streamgauge.events.ExponentialHistogram();
    for (long nanos = 100_000; nanos < 1_000_000_000; nanos += nanos / 7) {
      histogram.record(nanos);
    }
    return Histograms.toProto(histogram);
  }

  private static void publish(ResultStore store, Result result) {
    store.apply(SeriesKey.of(result), result.toBuilder().setLineage("1").build());
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
  }
}
