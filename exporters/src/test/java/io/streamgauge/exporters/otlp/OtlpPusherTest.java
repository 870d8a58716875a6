package io.streamgauge.exporters.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.MetricType;
import io.streamgauge.events.Results;
import io.streamgauge.events.SeriesKey;
import io.streamgauge.events.v1.ExponentialHistogram;
import io.streamgauge.events.v1.Result;
import io.streamgauge.exporters.SampleResults;
import io.streamgauge.exporters.compare.Exposition;
import io.streamgauge.exporters.compare.Sample;
import io.streamgauge.exporters.http.SelfSigned;
import io.streamgauge.exporters.prometheus.PrometheusPage;
import io.streamgauge.exporters.prometheus.ShownResults;
import io.streamgauge.exporters.prometheus.Staleness;
import io.streamgauge.exporters.store.ResultStore;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class OtlpPusherTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000L);
  private static final Duration OFTEN = Duration.ofMillis(20);

  private final ResultStore store = new ResultStore();
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final ShownResults shown =
      new ShownResults(store, new Staleness(clock, Duration.ofSeconds(60)), true);

  private OtlpPusher push(OtlpSettings settings) {
    return new OtlpPusher(settings, shown, store, "1.2.3", () -> true, clock);
  }

  private static OtlpSettings often(OtlpReceiver receiver) {
    return often(receiver.url(), receiver.protocol());
  }

  private static OtlpSettings often(URI url, OtlpSettings.Protocol protocol) {
    return new OtlpSettings(
        Optional.of(url), protocol, OFTEN, Map::of, Optional.empty(), Map.of("env", "test"));
  }

  private Map<String, Sample> page() {
    StringWriter page = new StringWriter();
    try {
      PrometheusPage ours = new PrometheusPage(shown);
      ours.write(ours.contentType(null), page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Exposition.read(page.toString()).stream()
        .filter(sample -> !sample.name().endsWith("_bucket"))
        .collect(Collectors.toMap(Sample::name, Function.identity(), (one, other) -> one));
  }

  private double lost() {
    return points("lost");
  }

  private double points(String outcome) {
    return store.snapshot().stream()
        .filter(result -> result.getMetric().equals(MetricCatalog.OTLP_POINTS_TOTAL.name()))
        .filter(result -> result.getLabels(0).getValue().equals(outcome))
        .mapToDouble(result -> (double) result.getCounter())
        .sum();
  }

  @ParameterizedTest
  @EnumSource(OtlpSettings.Protocol.class)
  void figuresOfTheWholeCatalogueAreThoseOfThePage(OtlpSettings.Protocol protocol)
      throws Exception {
    // Given a series of every metric
    SampleResults.watermark(store, NOW.getEpochSecond());
    for (MetricDefinition metric : MetricCatalog.all()) {
      if (!metric.equals(MetricCatalog.WATERMARK_TIMESTAMP_SECONDS)
          && !metric.equals(MetricCatalog.OTLP_POINTS_TOTAL)) {
        SampleResults.publish(store, SampleResults.any(metric, "x", NOW.getEpochSecond()));
      }
    }
    Map<String, Sample> page = page();

    // When they are pushed
    try (OtlpReceiver receiver = OtlpReceiver.of(protocol);
        OtlpPusher pusher = push(often(receiver))) {
      pusher.start();
      await().atMost(PATIENCE).until(() -> !receiver.requests().isEmpty());

      // Then
      Received received = new Received(receiver.requests().get(0));
      for (MetricDefinition metric : MetricCatalog.all()) {
        if (metric.equals(MetricCatalog.OTLP_POINTS_TOTAL)) {
          continue;
        }
        if (metric.type() == MetricType.HISTOGRAM) {
          assertThat(histogram(received, metric).getSum() / 1e9)
              .isEqualTo(page.get(metric.name() + "_sum").value());
          assertThat((double) histogram(received, metric).getCount())
              .isEqualTo(page.get(metric.name() + "_count").value());
        } else {
          assertThat(received.value(metric.name()))
              .as(metric.name())
              .isEqualTo(page.get(metric.name()).value());
        }
      }
      assertThat(received.resource())
          .containsEntry("service.name", "streamgauge")
          .containsEntry("service.version", "1.2.3")
          .containsEntry("env", "test");
    }
  }

  private static ExponentialHistogramDataPoint histogram(
      Received received, MetricDefinition metric) {
    return received
        .metric(metric.name().replaceFirst("_seconds$", ""))
        .orElseThrow()
        .getExponentialHistogram()
        .getDataPoints(0);
  }

  @Test
  void aHistogramKeepsItsBucketsAndTellsSinceWhenItCounts() throws Exception {
    // Given a histogram of state that began two minutes ago
    long began = OtlpPusher.nanos(NOW) - Duration.ofMinutes(2).toNanos();
    MetricDefinition metric = MetricCatalog.REQUEST_DURATION_SECONDS;
    Result result =
        SampleResults.in("lineage", began, SampleResults.any(metric, "x", NOW.getEpochSecond()));
    store.apply(SeriesKey.of(result), result);

    // When it is pushed
    try (OtlpReceiver receiver = OtlpReceiver.of(OtlpSettings.Protocol.HTTP);
        OtlpPusher pusher = push(often(receiver))) {
      pusher.start();
      await().atMost(PATIENCE).until(() -> !receiver.requests().isEmpty());

      // Then
      var pushed = receiver.last().metric("streamgauge_request_duration").orElseThrow();
      ExponentialHistogramDataPoint point = histogram(receiver.last(), metric);
      ExponentialHistogram counted = SampleResults.histogram();
      assertThat(pushed.getUnit()).isEqualTo("ns");
      assertThat(pushed.getExponentialHistogram().getAggregationTemporality())
          .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
      assertThat(point.getScale()).isEqualTo(counted.getScale());
      assertThat(point.getZeroCount()).isEqualTo(counted.getZeroCount());
      assertThat(point.getPositive().getOffset()).isEqualTo(counted.getOffset());
      assertThat(point.getPositive().getBucketCountsList())
          .isEqualTo(counted.getBucketCountsList());
      assertThat(point.getMax()).isEqualTo((double) counted.getMax());
      assertThat(point.getStartTimeUnixNano()).isEqualTo(began);
      assertThat(point.getTimeUnixNano()).isEqualTo(OtlpPusher.nanos(NOW));
    }
  }

  @Test
  void labelsAndLagCarryTheNamesOfTheConventions() throws Exception {
    SampleResults.watermark(store, NOW.getEpochSecond());
    long asOf = NOW.getEpochSecond();
    List<String> labels = List.of("c", "g", "t", "3");
    SampleResults.publish(
        store, Results.gauge(MetricCatalog.KAFKA_CONSUMERGROUP_LAG, labels, 5, asOf));
    try (OtlpReceiver receiver = OtlpReceiver.of(OtlpSettings.Protocol.GRPC);
        OtlpPusher pusher = push(often(receiver))) {
      pusher.start();
      await().atMost(PATIENCE).until(() -> !receiver.requests().isEmpty());

      var lag = receiver.last().metric("kafka.consumer_group.lag").orElseThrow();
      assertThat(lag.getUnit()).isEqualTo("{record}");
      assertThat(receiver.last().value("kafka.consumer_group.lag")).isEqualTo(5);
      assertThat(Received.attributes(lag.getGauge().getDataPoints(0).getAttributesList()))
          .isEqualTo(
              Map.of(
                  "messaging.system", "kafka",
                  "kafka_cluster", "c",
                  "messaging.consumer.group.name", "g",
                  "messaging.destination.name", "t",
                  "messaging.destination.partition.id", "3"));
    }
  }

  @Test
  void aSeriesThatEndedAndGaugesOfStaleResultsAreNotPushed() throws Exception {
    SampleResults.watermark(store, NOW.getEpochSecond());
    Result ending = SampleResults.any(MetricCatalog.REQUESTS_TOTAL, "x", NOW.getEpochSecond());
    Result stale = SampleResults.any(MetricCatalog.FLOWS, "x", NOW.getEpochSecond());
    SampleResults.publish(store, ending);
    SampleResults.publish(store, stale);
    AtomicReference<Instant> time = new AtomicReference<>(NOW);
    ShownResults aging =
        new ShownResults(store, new Staleness(moving(time), Duration.ofSeconds(60)), true);
    try (OtlpReceiver receiver = OtlpReceiver.of(OtlpSettings.Protocol.HTTP);
        OtlpPusher pusher =
            new OtlpPusher(often(receiver), aging, store, "1.2.3", () -> true, clock)) {
      pusher.start();
      await().atMost(PATIENCE).until(() -> receiver.requests().size() > 0);
      assertThat(receiver.last().metric(ending.getMetric())).isPresent();
      assertThat(receiver.last().metric(stale.getMetric())).isPresent();

      store.apply(SeriesKey.of(ending), null);
      time.set(NOW.plusSeconds(61));

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(receiver.last().metric(ending.getMetric())).isEmpty();
                assertThat(receiver.last().metric(stale.getMetric())).isEmpty();
              });
    }
  }

  private static Clock moving(AtomicReference<Instant> time) {
    return new Clock() {
      @Override
      public Instant instant() {
        return time.get();
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  @Test
  void manySeriesComeInSeveralRequestsNoneTwice() throws Exception {
    int series = RequestCutter.MAX_SERIES * 2 + 10;
    for (int i = 0; i < series; i++) {
      SampleResults.publish(
          store, SampleResults.any(MetricCatalog.REQUESTS_TOTAL, "client-" + i, 1));
    }
    AtomicBoolean once = new AtomicBoolean(true);
    try (OtlpReceiver receiver = OtlpReceiver.of(OtlpSettings.Protocol.GRPC);
        OtlpPusher pusher =
            new OtlpPusher(
                often(receiver), shown, store, "1.2.3", () -> once.getAndSet(false), clock)) {
      pusher.start();
      await().atMost(PATIENCE).until(() -> points("accepted") >= series);

      List<String> clients =
          receiver.requests().stream()
              .flatMap(request -> new Received(request).metrics().stream())
              .filter(metric -> metric.getName().equals(MetricCatalog.REQUESTS_TOTAL.name()))
              .flatMap(metric -> metric.getSum().getDataPointsList().stream())
              .map(point -> Received.attributes(point.getAttributesList()))
              .map(attributes -> attributes.get("messaging.client.id"))
              .toList();
      assertThat(clients).hasSize(series).doesNotHaveDuplicates();
      assertThat(receiver.requests()).hasSize(3);
    }
  }

  @Test
  void aPushEndsAtItsFirstFailureAndTheRestIsLostWithIt() throws Exception {
    // Given more series than go into two requests, and a receiver that refuses
    int series = RequestCutter.MAX_SERIES * 2 + 10;
    for (int i = 0; i < series; i++) {
      SampleResults.publish(
          store, SampleResults.any(MetricCatalog.REQUESTS_TOTAL, "client-" + i, 1));
    }
    AtomicBoolean once = new AtomicBoolean(true);
    try (OtlpReceiver receiver = OtlpReceiver.of(OtlpSettings.Protocol.HTTP);
        OtlpPusher pusher =
            new OtlpPusher(
                often(receiver), shown, store, "1.2.3", () -> once.getAndSet(false), clock)) {
      receiver.refuse(true);

      // When they are pushed
      pusher.start();
      await().atMost(PATIENCE).until(() -> lost() >= series);

      // Then it was asked once
      assertThat(lost()).isEqualTo(series);
      assertThat(receiver.tokens()).hasSize(1);
    }
  }

  @Test
  void pointsOfAPushThatFailedHereAreCountedAsLost() throws Exception {
    // Given a push whose headers cannot be had
    SampleResults.publish(store, SampleResults.any(MetricCatalog.REQUESTS_TOTAL, "x", 1));
    AtomicBoolean once = new AtomicBoolean(true);
    try (OtlpReceiver receiver = OtlpReceiver.of(OtlpSettings.Protocol.HTTP)) {
      OtlpSettings settings =
          new OtlpSettings(
              Optional.of(receiver.url()),
              receiver.protocol(),
              OFTEN,
              () -> {
                throw new IllegalStateException("made by the test");
              },
              Optional.empty(),
              Map.of());
      try (OtlpPusher pusher =
          new OtlpPusher(settings, shown, store, "1.2.3", () -> once.getAndSet(false), clock)) {
        // When
        pusher.start();

        // Then
        await().atMost(PATIENCE).until(() -> lost() > 0);
        assertThat(lost()).isEqualTo(1);
        assertThat(points("accepted")).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(OtlpSettings.Protocol.class)
  void pointsThatAReceiverRefusesOfWhatItTakesAreCountedAndSaidOnce(OtlpSettings.Protocol protocol)
      throws Exception {
    // Given a receiver that takes two of three points
    for (String client : List.of("x", "y", "z")) {
      SampleResults.publish(store, SampleResults.any(MetricCatalog.REQUESTS_TOTAL, client, 1));
    }
    AtomicInteger pushes = new AtomicInteger();
    Logger logger = (Logger) LoggerFactory.getLogger(Delivery.class);
    ListAppender<ILoggingEvent> said = listen(logger);
    try (OtlpReceiver receiver = OtlpReceiver.of(protocol);
        OtlpPusher pusher =
            new OtlpPusher(
                often(receiver),
                shown,
                store,
                "1.2.3",
                () -> pushes.incrementAndGet() <= 2,
                clock)) {
      receiver.refusePoints(1, "one too many");

      // When two pushes are taken; the second also holds what is told of the first
      pusher.start();
      await().atMost(PATIENCE).until(() -> pushes.get() > 2);

      // Then
      assertThat(points("refused")).isEqualTo(2);
      assertThat(points("accepted")).isEqualTo(2 + 5);
      assertThat(lost()).isZero();
      assertThat(said.list)
          .filteredOn(e -> e.getLevel() == Level.WARN)
          .singleElement()
          .satisfies(e -> assertThat(e.getFormattedMessage()).contains("one too many"));
    } finally {
      logger.detachAppender(said);
    }
  }

  private static ListAppender<ILoggingEvent> listen(Logger logger) {
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    logger.addAppender(said);
    return said;
  }

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class})
  void whateverIsThrownTheNextPushIsTried(Class<? extends Throwable> thrown) throws Exception {
    // Given headers that cannot be had at first
    SampleResults.publish(store, SampleResults.any(MetricCatalog.REQUESTS_TOTAL, "x", 1));
    Throwable failure = thrown.getConstructor(String.class).newInstance("made by the test");
    AtomicBoolean fails = new AtomicBoolean(true);
    try (OtlpReceiver receiver = OtlpReceiver.of(OtlpSettings.Protocol.HTTP)) {
      OtlpSettings settings =
          new OtlpSettings(
              Optional.of(receiver.url()),
              receiver.protocol(),
              OFTEN,
              () -> {
                if (fails.getAndSet(false)) {
                  throw OtlpPusherTest.<RuntimeException>sneaky(failure);
                }
                return Map.of();
              },
              Optional.empty(),
              Map.of());
      try (OtlpPusher pusher = push(settings)) {
        // When
        pusher.start();

        // Then
        await().atMost(PATIENCE).until(() -> !receiver.requests().isEmpty());
        assertThat(fails).isFalse();
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException sneaky(Throwable failure) throws T {
    throw (T) failure;
  }

  @ParameterizedTest
  @EnumSource(OtlpSettings.Protocol.class)
  void aReceiverThatRefusesIsSaidOnceCountedAndTriedAgain(OtlpSettings.Protocol protocol)
      throws Exception {
    SampleResults.publish(store, SampleResults.any(MetricCatalog.REQUESTS_TOTAL, "x", 1));
    Logger logger = (Logger) LoggerFactory.getLogger(Delivery.class);
    ListAppender<ILoggingEvent> said = listen(logger);
    try (OtlpReceiver receiver = OtlpReceiver.of(protocol)) {
      receiver.refuse(true);
      try (OtlpPusher pusher = push(often(receiver))) {
        pusher.start();
        // Given a receiver that has refused several pushes
        await().atMost(PATIENCE).until(() -> lost() >= 3);

        // When it takes them
        receiver.refuse(false);
        await().atMost(PATIENCE).until(() -> points("accepted") >= 1);

        // Then
        assertThat(said.list).filteredOn(e -> e.getLevel() == Level.WARN).hasSize(1);
        assertThat(said.list.get(0).getFormattedMessage())
            .contains(receiver.url().toString())
            .contains(protocol == OtlpSettings.Protocol.HTTP ? "403" : "not from you");
      }
    } finally {
      logger.detachAppender(said);
    }
  }

  @Test
  void aReceiverThatIsAwayHoldsUpNeitherThePageNorTheEnd() throws Exception {
    // Given a receiver that takes connections and never answers
    SampleResults.publish(store, SampleResults.any(MetricCatalog.REQUESTS_TOTAL, "x", 1));
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      OtlpPusher pusher = push(often(url, OtlpSettings.Protocol.HTTP));
      pusher.start();
      silent.accept();

      // Then the page is served, and the pusher stops, while the push goes on
      assertThat(page()).containsKey(MetricCatalog.REQUESTS_TOTAL.name());
      pusher.close();
      assertThat(points("accepted")).isZero();
    }
  }

  @Test
  void whoeverHasNotTheTurnPushesNothing() throws Exception {
    SampleResults.publish(store, SampleResults.any(MetricCatalog.REQUESTS_TOTAL, "x", 1));
    AtomicBoolean turn = new AtomicBoolean();
    AtomicInteger asked = new AtomicInteger();
    try (OtlpReceiver receiver = OtlpReceiver.of(OtlpSettings.Protocol.HTTP);
        OtlpPusher pusher =
            new OtlpPusher(
                often(receiver),
                shown,
                store,
                "1.2.3",
                () -> {
                  asked.incrementAndGet();
                  return turn.get();
                },
                clock)) {
      pusher.start();
      await().atMost(PATIENCE).until(() -> asked.get() > 3);
      assertThat(receiver.requests()).isEmpty();

      turn.set(true);

      await().atMost(PATIENCE).until(() -> !receiver.requests().isEmpty());
    }
  }

  @Test
  void speaksTlsWithAReceiverWhoseCertificateItIsToldToTrustAndSendsItsToken(@TempDir Path folder)
      throws Exception {
    // Given a receiver with a certificate of its own making, and a token that changes
    SampleResults.publish(store, SampleResults.any(MetricCatalog.REQUESTS_TOTAL, "x", 1));
    SelfSigned made = SelfSigned.make(folder, "RSA");
    AtomicReference<String> token = new AtomicReference<>("Bearer one");
    try (OtlpReceiver receiver = OtlpReceiver.withTls(made.certificate(), made.key())) {
      OtlpSettings settings =
          new OtlpSettings(
              Optional.of(receiver.url()),
              OtlpSettings.Protocol.GRPC,
              OFTEN,
              () -> Map.of("Authorization", token.get()),
              Optional.of(Files.readString(made.certificate())),
              Map.of());

      // When it is told to trust it
      try (OtlpPusher pusher = push(settings)) {
        pusher.start();
        await().atMost(PATIENCE).until(() -> receiver.tokens().contains("Bearer one"));
        token.set("Bearer two");

        // Then
        await().atMost(PATIENCE).until(() -> receiver.tokens().contains("Bearer two"));
        assertThat(receiver.requests()).isNotEmpty();
      }
    }
  }
}
