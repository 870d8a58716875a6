package io.streamgauge.exporters.otlp;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.v1.Result;
import io.streamgauge.exporters.prometheus.ShownResults;
import io.streamgauge.exporters.store.ResultStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes what is shown to an OTLP receiver, on a thread of its own. A receiver that is away costs
 * the values of that moment, which the next push makes up for: all of them are cumulative or the
 * newest.
 */
public final class OtlpPusher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpPusher.class);

  private final OtlpSettings settings;
  private final ShownResults shown;
  private final BooleanSupplier mayPush;
  private final Clock clock;
  private final MetricTranslator translator;
  private final MetricExporter exporter;
  private final OtlpTally tally;
  private final Delivery delivery;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;

  /** Read once for each push, so that all of its requests carry the same; null before the first. */
  private volatile Map<String, String> headers;

  /**
   * A pusher that has not begun; call {@link #start}.
   *
   * @param settings with an endpoint
   * @param shown what is pushed
   * @param store where is told what came of it
   * @param version of this software
   * @param mayPush whether it is this process that pushes; asked before each push
   */
  public OtlpPusher(
      OtlpSettings settings,
      ShownResults shown,
      ResultStore store,
      String version,
      BooleanSupplier mayPush,
      Clock clock) {
    this.settings = settings;
    this.shown = shown;
    this.mayPush = mayPush;
    this.clock = clock;
    this.translator = new MetricTranslator(resource(settings, version));
    ReceiverAnswers answers = new ReceiverAnswers();
    this.exporter = Receivers.metrics(settings, this::headers, answers);
    this.delivery = new Delivery(settings, "metrics", answers);
    this.tally = new OtlpTally(store, MetricCatalog.OTLP_POINTS_TOTAL, clock.instant());
    this.thread = new Thread(this::run, "otlp");
    thread.setDaemon(true);
  }

  /** Begins to push. */
  public void start() {
    thread.start();
  }

  private static Resource resource(OtlpSettings settings, String version) {
    AttributesBuilder attributes =
        Attributes.builder()
            .put(SemanticNames.SERVICE_NAME, "streamgauge")
            .put(SemanticNames.SERVICE_VERSION, version);
    settings.resource().forEach(attributes::put);
    return Resource.create(attributes.build());
  }

  private void run() {
    try {
      long interval = settings.interval().toNanos();
      long next = System.nanoTime();
      while (!stopped.await(next - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        pushSafely();
        next = Math.max(next + interval, System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pushSafely() throws InterruptedException {
    try {
      // The headers are read in any case: spans are pushed by those, too, that push no metrics.
      push(mayPush.getAsBoolean() ? families() : List.of());
    } catch (RuntimeException | Error e) {
      // Whatever it is: without this thread nothing would be pushed any more.
      LOG.error("an OTLP push failed", e);
    }
  }

  /** The headers of now, of metrics and of whatever else is pushed to the same receiver. */
  public Map<String, String> headers() {
    Map<String, String> read = headers;
    return read == null ? settings.headers().get() : read;
  }

  private record Family(MetricDefinition metric, List<Result> results) {}

  private Collection<Family> families() {
    Map<String, Family> families = new TreeMap<>();
    shown.forEach(
        (metric, result) ->
            families
                .computeIfAbsent(metric.name(), name -> new Family(metric, new ArrayList<>()))
                .results()
                .add(result));
    return families.values();
  }

  private void push(Collection<Family> families) throws InterruptedException {
    UntilFailure requests = new UntilFailure();
    try {
      headers = settings.headers().get();
      RequestCutter cutter = new RequestCutter(translator, nanos(clock.instant()), requests);
      for (Family family : families) {
        cutter.add(family.metric(), family.results());
      }
      cutter.finish();
    } catch (RuntimeException | Error e) {
      int series = families.stream().mapToInt(family -> family.results().size()).sum();
      tally.count(OtlpTally.Outcome.LOST, (long) series - requests.counted, clock.instant());
      throw e;
    }
  }

  /**
   * Sends the requests of a push up to the first that is not taken. The others are lost with it:
   * each might be waited for as long.
   */
  private final class UntilFailure implements RequestCutter.Sink {
    private boolean failed;
    private int counted;

    @Override
    public void take(List<MetricData> request, int series) throws InterruptedException {
      if (stopped.getCount() == 0) {
        return;
      }
      long points = request.stream().mapToLong(metric -> metric.getData().getPoints().size()).sum();
      if (failed) {
        tally.count(OtlpTally.Outcome.LOST, points, clock.instant());
      } else {
        Delivery.Outcome outcome = delivery.send(() -> exporter.export(request));
        failed = !outcome.taken();
        tally.count(outcome, points, clock.instant());
      }
      counted += series;
    }
  }

  static long nanos(Instant time) {
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
  }

  /** Stops; a push that is under way is given up. */
  @Override
  public void close() {
    stopped.countDown();
    thread.interrupt();
    exporter.shutdown();
    delivery.close();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
