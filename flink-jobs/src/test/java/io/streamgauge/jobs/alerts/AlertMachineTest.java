package io.streamgauge.jobs.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.Results;
import io.streamgauge.events.v1.Alert;
import io.streamgauge.jobs.v1.AlertState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertMachineTest {
  private static final long START = 1_767_225_600L;
  private static final List<String> LABELS = List.of("main", "billing", "orders");

  private final AlertCatalog catalog = AlertCatalog.bundled();
  private final AlertDefinition lagHigh = named("KafkaConsumerGroupTimeLagHigh");
  private AlertState.Builder state = AlertState.newBuilder().addAllValues(LABELS);
  private final MemorySeries series = new MemorySeries();
  private Overrides overrides = Overrides.NONE;

  private AlertDefinition named(String name) {
    return catalog.alerts().stream().filter(a -> a.name().equals(name)).findFirst().orElseThrow();
  }

  /** Tells a lag in seconds and looks; the state goes through its bytes. */
  private Optional<Alert> look(long second, double lag) {
    AlertMachine machine = new AlertMachine(lagHigh, catalog.runbook(), state, series);
    machine.take(
        Results.gauge(MetricCatalog.CONSUMERGROUP_LAG_SECONDS, LABELS, lag, START + second));
    Optional<Alert> told = machine.evaluate(START + second, overrides);
    state = AlertState.newBuilder(state.build());
    return told;
  }

  @Test
  void itBeginsWhenTheConditionHasHeldForItsTimeAndIsToldOnce() {
    assertThat(look(0, 400)).isEmpty();
    assertThat(look(110, 400)).isEmpty();

    Alert begun = look(120, 500).orElseThrow();

    assertThat(begun.getStartsSeconds()).isEqualTo(START + 120);
    assertThat(begun.hasEndsSeconds()).isFalse();
    assertThat(begun.getValue()).isEqualTo(500);
    assertThat(begun.getLabelsList().toString()).contains("alertname", "severity", "billing");
    assertThat(look(130, 600)).isEmpty();
  }

  @Test
  void aConditionThatLapsesBeginsAnew() {
    look(0, 400);
    look(60, 299);
    look(70, 400);

    assertThat(look(180, 400)).isEmpty();
    assertThat(look(190, 400)).isPresent();
  }

  @Test
  void itEndsWhenTheConditionHasNotHeldForItsKeepFiring() {
    look(0, 400);
    Alert begun = look(120, 400).orElseThrow();
    assertThat(look(130, 10)).isEmpty();
    assertThat(look(200, 400)).isEmpty();
    assertThat(look(310, 10)).isEmpty();

    Alert ended = look(320, 10).orElseThrow();

    assertThat(ended.getEndsSeconds()).isEqualTo(START + 320);
    assertThat(ended.getStartsSeconds()).isEqualTo(begun.getStartsSeconds());
    assertThat(ended.getFingerprint()).isEqualTo(begun.getFingerprint()).hasSize(16);
    assertThat(look(330, 10)).isEmpty();
  }

  @Test
  void aSeriesThatEndsEndsItsAlert() {
    look(0, 400);
    look(120, 400);
    AlertMachine machine = new AlertMachine(lagHigh, catalog.runbook(), state, series);
    machine.take(Results.tombstone(MetricCatalog.CONSUMERGROUP_LAG_SECONDS, LABELS, START + 130));
    assertThat(machine.isIdle()).isFalse();

    assertThat(machine.evaluate(START + 240, overrides)).isPresent();
    assertThat(machine.isIdle()).isTrue();
  }

  @Test
  void overridesSetTheBoundOrTurnTheAlertOff() {
    overrides =
        Overrides.read(
            "groups: [{match: 'bill*', bounds: {KafkaConsumerGroupTimeLagHigh: 30}}]",
            "o",
            catalog);
    look(0, 40);
    assertThat(look(120, 40)).isPresent();

    overrides =
        Overrides.read(
            "topics: [{match: orders, disable: [KafkaConsumerGroupTimeLagHigh]}]", "o", catalog);
    assertThat(look(240, 400)).as("ends").isPresent();
    assertThat(look(500, 400)).isEmpty();
  }

  @Test
  void aCounterThatFallsBeganAnew() {
    AlertDefinition storm = named("KafkaConsumerGroupRebalanceStorm");
    AlertState.Builder mine = AlertState.newBuilder().addValues("main").addValues("billing");
    AlertMachine machine = new AlertMachine(storm, catalog.runbook(), mine, series);
    List<Optional<Alert>> told = new ArrayList<>();
    long[] counts = {100, 102, 2, 4, 5};
    for (int i = 0; i < counts.length; i++) {
      machine.take(
          Results.counter(
              MetricCatalog.CONSUMERGROUP_REBALANCES_TOTAL,
              List.of("main", "billing", "join"),
              counts[i],
              START + 60L * i));
      told.add(machine.evaluate(START + 60L * i, overrides));
    }

    // 2 + 2 + 2 = 6 at the fourth, not 102 at the third.
    assertThat(told.subList(0, 3)).containsOnly(Optional.empty());
    assertThat(told.get(3)).isPresent();
  }

  @Test
  void seriesAndSamplesAreBounded() {
    AlertDefinition throttled = named("KafkaClientThrottled");
    AlertState.Builder mine = AlertState.newBuilder().addAllValues(LABELS);
    AlertMachine machine = new AlertMachine(throttled, catalog.runbook(), mine, series);
    for (int i = 0; i < SeriesBook.SERIES_LIMIT + 5; i++) {
      machine.take(
          Results.counterDouble(
              MetricCatalog.THROTTLE_SECONDS_TOTAL,
              List.of("main", "api" + i, "billing", "orders"),
              1,
              START));
    }
    for (int i = 0; i < 1_000; i++) {
      machine.take(
          Results.counterDouble(
              MetricCatalog.THROTTLE_SECONDS_TOTAL,
              List.of("main", "api1", "billing", "orders"),
              i,
              START + i));
    }

    assertThat(mine.getSeriesKept()).isEqualTo(SeriesBook.SERIES_LIMIT);
    assertThat(series.size()).isEqualTo(SeriesBook.SERIES_LIMIT);
    assertThat(mine.getSeriesDropped()).isEqualTo(5);
    assertThat(series.all())
        .allMatch(each -> each.getSamplesCount() <= SeriesBook.SAMPLE_LIMIT + 1);
  }

  @Test
  void aResultWritesItsOwnSeriesOnlyAndMakesWhatIsKeptBesideNoLarger() {
    for (int topic = 0; topic < 100; topic++) {
      tell("t" + topic, 1);
    }
    int writes = series.writes();
    int bytes = state.build().getSerializedSize();

    tell("t7", 2);
    tell("t8", 2);

    assertThat(series.writes() - writes).isEqualTo(2);
    assertThat(state.build().getSerializedSize()).isEqualTo(bytes).isLessThan(100);
    assertThat(state.getSeriesKept()).isEqualTo(100);
  }

  private void tell(String topic, double lag) {
    new AlertMachine(lagHigh, catalog.runbook(), state, series)
        .take(
            Results.gauge(
                MetricCatalog.CONSUMERGROUP_LAG_SECONDS,
                List.of("main", "billing", topic),
                lag,
                START));
  }

  @Test
  void anEndThatIsToldTwiceCountsOnce() {
    tell("orders", 1);
    AlertMachine machine = new AlertMachine(lagHigh, catalog.runbook(), state, series);
    for (int i = 0; i < 2; i++) {
      machine.take(Results.tombstone(MetricCatalog.CONSUMERGROUP_LAG_SECONDS, LABELS, START + i));
    }

    assertThat(state.getSeriesKept()).isZero();
    assertThat(machine.isIdle()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "grups: []                                             | unknown key 'grups' at grups",
        "groups: [{match: a, colour: red}]                     | unknown key 'colour'",
        "groups: [{match: a, max_members: 0}]                  | max_members must be 1 or more",
        "groups: [{match: a, lag_objective_seconds: -1}]       | must be above 0",
        "groups: [{match: ''}]                                 | match must be a name",
        "groups: [{match: a, disable: [Nothing]}]              | 'Nothing' is no alert",
        "groups: [{match: a, bounds: {StreamgaugeClockSkew: 1}}] | no alert with the label consum",
        "topics: [{match: a, bounds: {KafkaConsumerGroupTimeLagHigh: x}}] | x",
        "groups: [{match: a                                    | while parsing"
      })
  void aWrongOverridesFileIsRefusedInOneLine(String yaml, String message) {
    assertThatThrownBy(() -> Overrides.read(yaml, "overrides.yaml", catalog))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("overrides.yaml: ")
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void patternsThatMatchNothingAreToldOneByOne() {
    Overrides read = Overrides.read("{groups: [{match: 'a*'}, {match: b}]}", "o", catalog);

    assertThat(read.unmatched(Set.of("abc"), Set.of()))
        .containsExactly("overrides: groups, match 'b' matches no known group");
  }

  @ParameterizedTest
  @CsvSource({
    "a*c,abc,true",
    "a*c,ac,true",
    "a*c,acd,false",
    "*,x,true",
    "a.c,abc,false",
    "a*b*c,a-b-b-x-c,true",
    "a*b*c,a-b-b-x,false",
    "*-dlq,orders-dlq-dlq,true",
    "**,x,true",
    "a**,a,true",
    "a?,ab,false",
    "a,ab,false"
  })
  void inPatternsAStarStandsForAnything(String pattern, String name, boolean matches) {
    assertThat(Overrides.matches(pattern, name)).isEqualTo(matches);
  }

  @Test
  void definitionsAreHeldAgainstTheCatalogueOfMetrics() {
    String yaml =
        """
        alerts:
          - name: A
            file: f
            severity: loud
            by: [node]
            when: {of: {metric: streamgauge_flows, rate: 5m}, above: 1, below: 2}
            summary: "{topic}"
            description: d
            runbook: {meaning: m, look: l, do: d}
            inhibits: [B]
        """;

    assertThatThrownBy(() -> AlertCatalog.read(yaml, "a.yaml"))
        .hasMessageContaining("severity must be one of")
        .hasMessageContaining("one of above, below and absent")
        .hasMessageContaining("streamgauge_flows has no rate")
        .hasMessageContaining("{topic} is none of its labels")
        .hasMessageContaining("inhibits unknown alert B")
        .hasMessageContaining("needs a case fires");
  }

  @Test
  void valuesAreToldInFourDigits() {
    assertThat(AlertMachine.number(301)).isEqualTo("301");
    assertThat(AlertMachine.number(0.123456)).isEqualTo("0.1235");
    assertThat(AlertMachine.number(1234.56)).isEqualTo("1235");
  }
}
