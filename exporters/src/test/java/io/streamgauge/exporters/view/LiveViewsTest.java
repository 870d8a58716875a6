package io.streamgauge.exporters.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.Results;
import io.streamgauge.exporters.SampleResults;
import io.streamgauge.exporters.store.ResultStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LiveViewsTest {
  private static final long NOW = 1_000_000;

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicBoolean ready = new AtomicBoolean(true);
  private final ResultStore store = new ResultStore(1_000, nanos::get);

  @Test
  void isReadingThenEmptyThenLive() {
    ready.set(false);
    assertThat(state(NOW)).isEqualTo("reading");
    ready.set(true);
    assertThat(state(NOW)).isEqualTo("empty");
    SampleResults.watermark(store, NOW);
    assertThat(state(NOW)).isEqualTo("live");
  }

  @Test
  void isStaleWhenEventTimeStandsStillHoweverManyResultsArrive() {
    SampleResults.watermark(store, NOW);
    nanos.addAndGet(Freshness.SILENCE_LIMIT.plusMillis(1).toNanos());
    SampleResults.watermark(store, NOW);
    gauge(MetricCatalog.KAFKA_CONSUMERGROUP_LAG, 1, "c", "g", "t", "0");
    assertThat(state(NOW)).isEqualTo("stale");

    SampleResults.watermark(store, NOW + 1);
    assertThat(state(NOW + 1)).isEqualTo("live");
  }

  @Test
  void isStaleWhenResultsArriveButAreOld() {
    SampleResults.watermark(store, NOW);

    assertThat(state(NOW + 60)).isEqualTo("live");
    assertThat(state(NOW + 61)).isEqualTo("stale");
  }

  @Test
  void keepsTheLastTenMinutesOfEachGroupInSteps() {
    LiveViews views = views(NOW);
    for (int second = 0; second < 1_000; second++) {
      SampleResults.watermark(store, NOW + second);
      views.sample();
    }
    assertThat(views.page().trends()).as("no group, no trend").isEmpty();

    GroupHistory history = new GroupHistory();
    for (int i = 0; i < 2 * GroupHistory.POINTS; i++) {
      history.add(NOW + i * 5L, List.of(group("g", i)));
    }
    List<HistoryPoint> points = history.of("c", "g");
    assertThat(points).hasSize(GroupHistory.POINTS);
    assertThat(points.get(GroupHistory.POINTS - 1).lag())
        .isEqualTo(OptionalLong.of(2 * GroupHistory.POINTS - 1));
    assertThat(history.due(NOW + 10 * GroupHistory.POINTS)).isTrue();
    assertThat(history.due(NOW + 10 * GroupHistory.POINTS - 1)).isFalse();
  }

  @Test
  void forgetsGroupsThatAreGoneAndKeepsNoMoreThanTheWorst() {
    GroupHistory history = new GroupHistory();
    history.add(NOW, List.of(group("gone", 1)));
    List<GroupView> many =
        java.util.stream.IntStream.range(0, GroupHistory.MAX_GROUPS + 1)
            .mapToObj(i -> group("g" + i, i))
            .toList();
    history.add(NOW + 5, many);

    assertThat(history.of("c", "gone")).isEmpty();
    assertThat(history.of("c", "g0")).hasSize(1);
    assertThat(history.of("c", "g" + GroupHistory.MAX_GROUPS)).isEmpty();
  }

  @Test
  void takesAGroupApartByTopicAndPartition() {
    gauge(MetricCatalog.KAFKA_CONSUMERGROUP_LAG, 5, "c", "g", "a", "0");
    gauge(MetricCatalog.KAFKA_CONSUMERGROUP_LAG, 7, "c", "g", "b", "0");
    gauge(MetricCatalog.KAFKA_CONSUMERGROUP_LAG, 9, "c", "g", "b", "1");
    gauge(MetricCatalog.KAFKA_CONSUMERGROUP_LAG, 99, "c", "other", "b", "1");
    gauge(MetricCatalog.KAFKA_CONSUMERGROUP_CURRENT_OFFSET, 100, "c", "g", "b", "1");
    gauge(MetricCatalog.KAFKA_TOPIC_PARTITION_CURRENT_OFFSET, 109, "c", "b", "1");
    gauge(MetricCatalog.KAFKA_TOPIC_PARTITION_CURRENT_OFFSET, 555, "elsewhere", "b", "1");
    gauge(MetricCatalog.CONSUMERGROUP_PARTITIONS, 2, "c", "g", "b", "WARN");

    GroupDetail detail = views(NOW).group("c", "g").orElseThrow();

    assertThat(detail.topics()).extracting(GroupDetail.Topic::topic).containsExactly("b", "a");
    assertThat(detail.topics().get(0).lag()).isEqualTo(OptionalLong.of(16));
    assertThat(detail.topics().get(0).partitionsByStatus()).containsEntry("WARN", 2L);
    assertThat(detail.partitions().get(0))
        .isEqualTo(
            new GroupDetail.Partition(
                "b", "1", OptionalLong.of(9), OptionalLong.of(100), OptionalLong.of(109)));
    assertThat(views(NOW).group("c", "nobody")).isEmpty();
  }

  @Test
  void takesAClientApartByApiErrorAndTopic() {
    counter(MetricCatalog.REQUESTS_TOTAL, 30, "c", "Produce", "app", "host");
    counter(MetricCatalog.REQUESTS_TOTAL, 2, "c", "Metadata", "app", "host");
    counter(MetricCatalog.REQUESTS_TOTAL, 99, "c", "Produce", "app", "other host");
    counter(MetricCatalog.RESPONSES_TOTAL, 28, "c", "Produce", "app", "host", "NONE");
    counter(MetricCatalog.RESPONSES_TOTAL, 2, "c", "Produce", "app", "host", "MESSAGE_TOO_LARGE");
    counter(MetricCatalog.PRODUCED_BYTES_TOTAL, 1_000, "c", "orders", "app", "host");
    gauge(MetricCatalog.FINDINGS, 3, "c", "tiny_batches", "app", "host");
    gauge(MetricCatalog.CLIENT_UPGRADE_BLOCKERS, 4, "c", "app", "host", "4.0", "removed_version");

    ClientDetail detail = views(NOW).client("c", "host", "app").orElseThrow();

    assertThat(detail.apis())
        .extracting(ClientDetail.Api::requests)
        .as("requests by api")
        .containsExactly(30L, 2L);
    assertThat(detail.errors())
        .containsExactly(new ClientDetail.Failure("Produce", "MESSAGE_TOO_LARGE", 2));
    assertThat(detail.topics())
        .extracting(ClientDetail.Topic::producedBytes)
        .containsExactly(1_000L);
    assertThat(detail.findings()).extracting(FindingView::open).containsExactly(3L);
    assertThat(detail.upgrades()).extracting(UpgradeView::target).containsExactly("4.0");
  }

  private String state(long clockSeconds) {
    return views(clockSeconds).page().freshness().state();
  }

  private LiveViews views(long clockSeconds) {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(clockSeconds), ZoneOffset.UTC);
    return new LiveViews(store, ready::get, clock, Duration.ofSeconds(60));
  }

  private GroupView group(String name, long lag) {
    return new GroupView(
        "c",
        name,
        OptionalLong.empty(),
        OptionalLong.of(lag),
        java.util.OptionalDouble.empty(),
        1,
        "t",
        java.util.OptionalDouble.empty(),
        "OK",
        "",
        "",
        FlowView.UNKNOWN,
        AdviceView.NONE);
  }

  private void gauge(MetricDefinition metric, double value, String... labels) {
    SampleResults.publish(store, Results.gauge(metric, List.of(labels), value, NOW));
  }

  private void counter(MetricDefinition metric, long value, String... labels) {
    SampleResults.publish(store, Results.counter(metric, List.of(labels), value, NOW));
  }
}
