package io.streamgauge.exporters;

import io.streamgauge.exporters.alertmanager.Alertmanagers;
import io.streamgauge.exporters.http.HttpEndpoints;
import io.streamgauge.exporters.otlp.OtlpPusher;
import io.streamgauge.exporters.otlp.SpanPusher;
import io.streamgauge.exporters.prometheus.PrometheusPage;
import io.streamgauge.exporters.prometheus.ShownResults;
import io.streamgauge.exporters.prometheus.Staleness;
import io.streamgauge.exporters.store.ResultStore;
import io.streamgauge.exporters.store.TopicReader;
import io.streamgauge.exporters.store.Turn;
import io.streamgauge.exporters.view.LiveViews;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running exporter: reads the results topic into a store and serves it. */
public final class ExporterServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ExporterServer.class);

  private static final String OTLP_GROUP = "streamgauge-exporter-otlp";
  private static final String SPANS_GROUP = "streamgauge-exporter-spans";

  private final ResultStore store;
  private final TopicReader reader;
  private final HttpEndpoints endpoints;
  private final ScheduledExecutorService sampler;
  private final AlertsLine alerts;
  private final OtlpLine otlp;

  /**
   * Binds, begins to read and serves.
   *
   * @throws IOException if the address cannot be bound
   */
  public ExporterServer(ExporterOptions options, Clock clock) throws IOException {
    store = new ResultStore(options.maxSeries());
    reader = new TopicReader(() -> consumer(options, ""), options.resultsTopic(), store::read);
    LiveViews live = new LiveViews(store, reader::ready, clock, options.staleAfter());
    ShownResults shown =
        new ShownResults(
            store, new Staleness(clock, options.staleAfter()), options.compatibility());
    endpoints =
        new HttpEndpoints(
            options.listen(),
            store,
            live,
            new PrometheusPage(shown),
            reader::ready,
            options.security());
    sampler = Executors.newSingleThreadScheduledExecutor(ExporterServer::daemon);
    var unused = sampler.scheduleWithFixedDelay(() -> sample(live), 1, 1, TimeUnit.SECONDS);
    reader.start();
    alerts = options.alertmanagers().urls().isEmpty() ? null : new AlertsLine(options, clock);
    otlp = options.otlp().endpoint().isEmpty() ? null : new OtlpLine(options, shown, clock);
  }

  /** From the store to the OTLP receiver, of one among the exporters of a bus. */
  private final class OtlpLine implements AutoCloseable {
    private final Turn turn;
    private final OtlpPusher pusher;

    /** Null if no spans are pushed. */
    private final SpanPusher spans;

    OtlpLine(ExporterOptions options, ShownResults shown, Clock clock) {
      turn =
          new Turn(
              () -> consumer(options, "-otlp", Map.of(ConsumerConfig.GROUP_ID_CONFIG, OTLP_GROUP)),
              options.resultsTopic());
      pusher =
          new OtlpPusher(
              options.otlp(),
              shown,
              store,
              version(),
              () -> turn.isMine() && reader.ready(),
              clock);
      pusher.start();
      spans = options.otlp().spansTopic().isEmpty() ? null : spans(options, clock);
    }

    /** All exporters of a bus share them: whose turn it is does not matter. */
    private SpanPusher spans(ExporterOptions options, Clock clock) {
      SpanPusher started =
          new SpanPusher(
              options.otlp(),
              pusher::headers,
              () ->
                  consumer(options, "-spans", Map.of(ConsumerConfig.GROUP_ID_CONFIG, SPANS_GROUP)),
              store,
              clock);
      started.start();
      return started;
    }

    private static String version() {
      String version = ExporterServer.class.getPackage().getImplementationVersion();
      return version == null ? "development" : version;
    }

    @Override
    public void close() {
      if (spans != null) {
        spans.close();
      }
      pusher.close();
      turn.close();
    }
  }

  /** From the alerts topic to Alertmanager. */
  private static final class AlertsLine implements AutoCloseable {
    private final Alertmanagers alertmanagers;
    private final TopicReader reader;

    AlertsLine(ExporterOptions options, Clock clock) {
      alertmanagers = new Alertmanagers(options.alertmanagers(), clock);
      reader =
          new TopicReader(
              () -> consumer(options, "-alerts"), options.alertsTopic(), alertmanagers::read);
      reader.start();
    }

    @Override
    public void close() {
      reader.close();
      alertmanagers.close();
    }
  }

  private static void sample(LiveViews live) {
    try {
      live.sample();
    } catch (RuntimeException e) {
      LOG.error("a point of the groups' history is missing", e);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "group-history");
    thread.setDaemon(true);
    return thread;
  }

  public ResultStore store() {
    return store;
  }

  /** The HTTP port that was bound. */
  public int port() {
    return endpoints.port();
  }

  /** Whether everything that was on the topic at the start has been read. */
  public boolean ready() {
    return reader.ready();
  }

  @Override
  public void close() {
    sampler.shutdownNow();
    endpoints.close();
    reader.close();
    if (alerts != null) {
      alerts.close();
    }
    if (otlp != null) {
      otlp.close();
    }
  }

  private static Consumer<byte[], byte[]> consumer(ExporterOptions options, String suffix) {
    return consumer(options, suffix, Map.of());
  }

  private static Consumer<byte[], byte[]> consumer(
      ExporterOptions options, String suffix, Map<String, Object> further) {
    Map<String, Object> config = new HashMap<>(options.clientConfig());
    config.putAll(further);
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrap());
    config.put(
        ConsumerConfig.CLIENT_ID_CONFIG,
        "streamgauge-exporter-" + ManagementFactory.getRuntimeMXBean().getPid() + suffix);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
