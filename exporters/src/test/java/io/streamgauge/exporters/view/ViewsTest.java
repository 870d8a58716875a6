package io.streamgauge.exporters.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.Results;
import io.streamgauge.exporters.SampleResults;
import io.streamgauge.exporters.store.ResultStore;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewsTest {
  private final ResultStore store = new ResultStore();

  @Test
  void sumsTheLagOfAGroupOverItsPartitionsWorstGroupFirst() {
    lag("calm", "0", 1);
    lag("slow", "0", 10);
    lag("slow", "1", 32);

    OverviewView view = Views.overview(store);

    assertThat(view.groups()).extracting(GroupView::group).containsExactly("slow", "calm");
    assertThat(view.groups().get(0).lag()).isEqualTo(OptionalLong.of(42));
    assertThat(view.groups().get(0).partitions()).isEqualTo(2);
    assertThat(view.groups().get(0).members()).isEmpty();
  }

  @Test
  void theStatusOfAGroupIsThatOfItsWorstPartition() {
    lag("slow", "0", 10);
    lag("calm", "0", 1);
    for (String status : List.of("OK", "STALL", "ABANDONED")) {
      SampleResults.publish(
          store,
          Results.gauge(
              MetricCatalog.CONSUMERGROUP_PARTITIONS, List.of("c", "slow", "t", status), 2, 1));
    }

    OverviewView view = Views.overview(store);

    assertThat(view.groups()).extracting(GroupView::status).containsExactly("STALL", "");
    assertThat(String.join("\n", OverviewText.lines(view, 10))).containsPattern("slow +STALL");
  }

  @Test
  void findingsAreListedIfThereAreAny() {
    assertThat(OverviewText.lines(Views.overview(store), 10)).doesNotContain("FINDINGS");
    SampleResults.publish(
        store, Results.gauge(MetricCatalog.FINDINGS, List.of("c", "acks_0", "app", "host"), 2, 1));

    List<String> lines = OverviewText.lines(Views.overview(store), 10);

    assertThat(lines).contains("FINDINGS");
    assertThat(String.join("\n", lines)).containsPattern("acks_0 +app +host +2");
  }

  @Test
  void aFindingSaysHowOftenSinceWhenUntilWhenAndGivesAnExample() {
    SampleResults.publish(store, SampleResults.finding("acks_0", "app", "host"));

    OverviewView view = Views.overview(store);

    assertThat(view.findings())
        .containsExactly(
            new FindingView(
                "c",
                "acks_0",
                "host",
                "app",
                2,
                OptionalLong.of(7),
                OptionalLong.of(1_767_225_603L),
                OptionalLong.of(1_767_225_607L),
                new FindingView.Example(
                    1_767_225_607L, "10.0.0.9", "1", "Produce", 9, "", "orders")));
    assertThat(OverviewText.lines(view, 10))
        .contains(
            "  acks_0 of app: 7 from 2026-01-01T00:00:03Z to 2026-01-01T00:00:07Z,"
                + " such as Produce v9 of orders, from 10.0.0.9 to broker 1");
  }

  @Test
  void whatJobsOfBeforeDidNotTellOfAFindingIsUnknown() {
    SampleResults.publish(
        store, Results.gauge(MetricCatalog.FINDINGS, List.of("c", "acks_0", "app", "host"), 2, 1));

    FindingView finding = Views.overview(store).findings().get(0);

    assertThat(finding.count()).isEmpty();
    assertThat(finding.firstSeenSeconds()).isEmpty();
    assertThat(finding.lastSeenSeconds()).isEmpty();
    assertThat(finding.example()).isNull();
  }

  @Test
  void aBrokerHasTheOpenConnectionsOfAllKindsOrNoNumber() {
    for (String kind : List.of("plaintext", "tls")) {
      SampleResults.publish(
          store, Results.gauge(MetricCatalog.CONNECTIONS, List.of("c", "1", kind), 3, 1));
    }
    for (String broker : List.of("1", "2")) {
      SampleResults.publish(
          store, Results.gauge(MetricCatalog.BROKER_COVERAGE_RATIO, List.of("c", broker), 1, 1));
    }

    OverviewView view = Views.overview(store);

    assertThat(view.brokers())
        .extracting(BrokerView::connections)
        .containsExactly(OptionalLong.of(6), OptionalLong.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "STALL, poison, 'the same records are fetched again and again (orders, partition 3)'",
    "STOP, '', 'records wait, and commits and fetches have ceased (orders, partition 3)'",
    "UNKNOWN, coverage, 'too little of the traffic behind it was read (orders, partition 3)'",
    "NEW, of a newer job, 'of a newer job (orders, partition 3)'"
  })
  void aGroupSaysWhyItHasItsStatusAndOfWhichPartition(String status, String reason, String why) {
    lag("slow", "0", 10);
    SampleResults.publish(
        store,
        Results.gauge(
            MetricCatalog.CONSUMERGROUP_PARTITIONS, List.of("c", "slow", "orders", status), 1, 1));
    SampleResults.publish(
        store,
        Results.info(
            MetricCatalog.CONSUMERGROUP_STATUS_INFO,
            List.of("c", "slow", status, reason, "orders", "3"),
            1));

    OverviewView view = Views.overview(store);

    assertThat(view.groups()).extracting(GroupView::why).containsExactly(why);
    assertThat(OverviewText.lines(view, 10)).contains("  slow: " + status + ", " + why);
  }

  @Test
  void countsFailedResponsesPerClientAndShowsItsLibrary() {
    for (String error : List.of("NONE", "NOT_LEADER_OR_FOLLOWER", "UNKNOWN_TOPIC_OR_PARTITION")) {
      SampleResults.publish(
          store,
          Results.counter(
              MetricCatalog.RESPONSES_TOTAL, List.of("c", "Produce", "app", "host", error), 5, 1));
    }
    SampleResults.publish(
        store,
        Results.info(
            MetricCatalog.CLIENT_INFO, List.of("c", "app", "host", "librdkafka", "2.3"), 1));

    ClientView client = Views.overview(store).clients().get(0);

    assertThat(client.failedResponses()).isEqualTo(10);
    assertThat(client.software()).isEqualTo("librdkafka 2.3");
  }

  @Test
  void anEmptyStoreSaysSoInWords() {
    List<String> lines = OverviewText.lines(Views.overview(store), 10);

    assertThat(lines).contains("CLIENTS", "  none seen yet");
    assertThat(lines).anyMatch(line -> line.contains("not observable: groups that were silent"));
  }

  @Test
  void namesFromTheWireCannotDriveATerminal() {
    lag("\u001b[31mred\nrow\u202e", "0", 1);

    assertThat(OverviewText.lines(Views.overview(store), 10))
        .anyMatch(line -> line.contains("\\u001b[31mred\\u000arow\\u202e"))
        .noneMatch(line -> line.contains("\u001b"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7",
    "999, 999",
    "0.25, 0.25",
    "1234, 1.23k",
    "999600, 1.00M",
    "123456789, 123M",
    "-1500, -1.50k",
  })
  void numbersAreShort(double value, String text) {
    assertThat(Units.si(value)).isEqualTo(text);
  }

  @Test
  void coverageIsOnlyFullWhenItIsFull() {
    assertThat(Units.percent(OptionalDouble.of(1))).isEqualTo("100 %");
    assertThat(Units.percent(OptionalDouble.of(0.99999))).isEqualTo("99.9 %");
    assertThat(Units.percent(OptionalDouble.empty())).isEqualTo("-");
  }

  private void lag(String group, String partition, double value) {
    SampleResults.publish(
        store,
        Results.gauge(
            MetricCatalog.KAFKA_CONSUMERGROUP_LAG, List.of("c", group, "t", partition), value, 1));
  }
}
