package io.streamgauge.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.Results;
import io.streamgauge.events.SeriesKey;
import io.streamgauge.events.v1.Alert;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.alerting.DecideAlerts;
import io.streamgauge.jobs.alerting.RouteResults;
import io.streamgauge.jobs.alerts.AlertCatalog;
import io.streamgauge.jobs.alerts.AlertDefinition;
import io.streamgauge.jobs.alerts.AlertMachine;
import io.streamgauge.jobs.alerts.OverridesFile;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.AlertInput;
import io.streamgauge.jobs.v1.AlertSample;
import io.streamgauge.jobs.v1.AlertSeries;
import io.streamgauge.jobs.v1.AlertState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertPipelineTest {
  private static final long START = 1_767_225_600L;
  private static final AlertCatalog CATALOG = AlertCatalog.bundled();

  private AlertCatalog catalog = CATALOG;
  private OverridesFile overrides = OverridesFile.none();
  private KeyedOneInputStreamOperatorTestHarness<String, AlertInput, Alert> job;

  private void open(OperatorSubtaskState state) throws Exception {
    job =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new DecideAlerts(catalog, overrides)),
            RouteResults::key,
            Types.STRING);
    job.setup(
        ProtoTypeInfo.forMessage(Alert.class)
            .createSerializer(
                new org.apache.flink.api.common.serialization.SerializerConfigImpl()));
    if (state != null) {
      job.initializeState(state);
    }
    job.open();
  }

  private void tell(Result result) throws Exception {
    RouteResults route = new RouteResults(catalog);
    route.open(DefaultOpenContext.INSTANCE);
    List<AlertInput> inputs = new ArrayList<>();
    route.flatMap(result, new ListCollector<>(inputs));
    for (AlertInput input : inputs) {
      job.processElement(new StreamRecord<>(input, result.getAsOfSeconds() * 1_000));
    }
  }

  private static Result lag(String group, double seconds, long at) {
    return Results.gauge(
        MetricCatalog.CONSUMERGROUP_LAG_SECONDS,
        List.of("main", group, "orders"),
        seconds,
        START + at);
  }

  private List<Alert> until(long second) throws Exception {
    return untilMillis((START + second) * 1_000);
  }

  private List<Alert> untilMillis(long watermark) throws Exception {
    job.processWatermark(watermark);
    ConcurrentLinkedQueue<Object> output = job.getOutput();
    List<Alert> alerts = new ArrayList<>();
    output.forEach(
        element -> {
          if (element instanceof StreamRecord<?> record) {
            alerts.add((Alert) record.getValue());
          }
        });
    output.clear();
    return alerts;
  }

  @Test
  void anAlertBeginsAndEndsOnceAlsoAcrossARestore() throws Exception {
    open(null);
    tell(lag("billing", 400, 0));
    tell(lag("audit", 1, 0));
    assertThat(until(100)).isEmpty();

    OperatorSubtaskState state = job.snapshot(1, 1);
    job.close();
    open(state);
    assertThat(until(130))
        .singleElement()
        .satisfies(alert -> assertThat(alert.getName()).isEqualTo("KafkaConsumerGroupTimeLagHigh"));
    state = job.snapshot(2, 2);
    job.close();
    open(state);
    assertThat(until(200)).as("is not told again").isEmpty();

    tell(lag("billing", 1, 201));
    assertThat(until(310)).as("fires on").isEmpty();
    assertThat(until(340)).singleElement().matches(Alert::hasEndsSeconds);
    job.close();
  }

  @Test
  void aJobThatCatchesUpDecidesAsItWouldHaveThen() throws Exception {
    for (long watermark : new long[] {(START + 700) * 1_000, Long.MAX_VALUE}) {
      open(null);
      for (long second = 0; second <= 600; second += 5) {
        tell(lag("billing", second >= 100 && second < 300 ? 400 : 1, second));
      }

      List<Alert> told = untilMillis(watermark);

      assertThat(told).hasSize(2);
      assertThat(told.get(0).getStartsSeconds()).isBetween(START + 220, START + 231);
      assertThat(told.get(1).getEndsSeconds()).isBetween(START + 415, START + 430);
      job.close();
    }
  }

  @Test
  void resultsOfOneSecondAreTakenInTheOrderTheyCame() throws Exception {
    open(null);
    tell(lag("billing", 1, 0));
    tell(lag("billing", 400, 1));
    tell(lag("billing", 1, 1));

    assertThat(until(200)).isEmpty();
    job.close();
  }

  private static AlertDefinition by(AlertDefinition alert, List<String> by) {
    return new AlertDefinition(
        alert.name(),
        alert.file(),
        alert.decides(),
        alert.severity(),
        by,
        alert.when(),
        alert.holdFor(),
        alert.keepFiring(),
        "{kafka_cluster}",
        "{kafka_cluster}",
        alert.labels(),
        alert.annotations(),
        alert.inhibits(),
        alert.runbook(),
        alert.fires(),
        alert.firesToo(),
        alert.quiet());
  }

  /** A job with state of before goes on with other definitions. */
  private void restart(List<AlertDefinition> alerts) throws Exception {
    OperatorSubtaskState state = job.snapshot(1, 1);
    job.close();
    catalog = new AlertCatalog(CATALOG.runbook(), List.of(), alerts);
    open(state);
  }

  private static AlertDefinition lagHigh() {
    return CATALOG.alerts().stream()
        .filter(each -> each.name().equals("KafkaConsumerGroupTimeLagHigh"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theAlertsOfADefinitionThatIsGoneEndAsTheyBegan() throws Exception {
    open(null);
    tell(lag("billing", 400, 0));
    Alert begun = until(130).get(0);

    restart(List.of());

    assertThat(until(200))
        .singleElement()
        .matches(Alert::hasEndsSeconds)
        .satisfies(
            ended -> assertThat(ended.getFingerprint()).isEqualTo(begun.getFingerprint()),
            ended -> assertThat(ended.getLabelsList()).isEqualTo(begun.getLabelsList()));
    assertThat(job.numEventTimeTimers()).isZero();
    job.close();
  }

  @Test
  void theAlertsOfADefinitionWithOtherLabelsEndAsTheyBegan() throws Exception {
    for (List<String> names :
        List.of(
            List.of("kafka_cluster", "topic"),
            List.of("kafka_cluster", "topic", "consumergroup"),
            List.of("kafka_cluster", "consumergroup", "topic", "topic"))) {
      catalog = CATALOG;
      open(null);
      tell(lag("billing", 400, 0));
      Alert begun = until(130).get(0);

      restart(List.of(by(lagHigh(), names)));

      assertThat(until(200))
          .singleElement()
          .matches(Alert::hasEndsSeconds)
          .extracting(Alert::getFingerprint)
          .isEqualTo(begun.getFingerprint());
      job.close();
    }
  }

  @Test
  void aResultUnderOtherLabelsEndsWhatFiredAndBeginsAnew() throws Exception {
    open(null);
    tell(lag("orders", 400, 0));
    Alert begun = until(130).get(0);
    restart(List.of(by(lagHigh(), List.of("kafka_cluster", "topic", "consumergroup"))));

    tell(lag("orders", 400, 131));

    List<Alert> told = until(300);
    assertThat(told).hasSize(2);
    assertThat(told.get(0).hasEndsSeconds()).isTrue();
    assertThat(told.get(0).getFingerprint()).isEqualTo(begun.getFingerprint());
    assertThat(told.get(1).getStartsSeconds()).isGreaterThan(START + 240);
    job.close();
  }

  @Test
  void stateDrainsWhenItsSeriesHaveEnded() throws Exception {
    open(null);
    tell(lag("billing", 400, 0));
    assertThat(until(200)).hasSize(1);
    tell(
        Results.tombstone(
            MetricCatalog.CONSUMERGROUP_LAG_SECONDS,
            List.of("main", "billing", "orders"),
            START + 210));

    assertThat(until(400)).singleElement().matches(Alert::hasEndsSeconds);

    assertThat(job.numKeyedStateEntries()).isZero();
    assertThat(job.numEventTimeTimers()).isZero();
    job.close();
  }

  private static ValueStateDescriptor<AlertState> alertState() {
    return new ValueStateDescriptor<>("alert", ProtoTypeInfo.forMessage(AlertState.class));
  }

  private AlertState stored(String key) throws Exception {
    KeyedStateBackend<String> backend =
        ((AbstractStreamOperator<Alert>) job.getOneInputOperator()).getKeyedStateBackend();
    backend.setCurrentKey(key);
    return backend
        .getPartitionedState(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, alertState())
        .value();
  }

  /** Writes the state of an alert as the release before did: its series within. */
  private static final class Before extends KeyedProcessFunction<String, AlertInput, Alert> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(AlertInput input, Context context, Collector<Alert> out)
        throws Exception {
      getRuntimeContext()
          .getState(alertState())
          .update(
              AlertMachine.begin(lagHigh(), input.getValuesList())
                  .setPendingSince(START)
                  .putSeries(
                      SeriesKey.of(input.getResult()),
                      AlertSeries.newBuilder()
                          .setMetric(input.getResult().getMetric())
                          .addAllLabels(input.getResult().getLabelsList())
                          .addSamples(AlertSample.newBuilder().setSeconds(START).setValue(400))
                          .build())
                  .build());
      context.timerService().registerEventTimeTimer((START + 125) * 1_000);
    }
  }

  @Test
  void aStateOfBeforeGoesOnAndItsSeriesAreKeptOneByOne() throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, AlertInput, Alert> before =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new Before()), RouteResults::key, Types.STRING);
    before.open();
    Result late = lag("billing", 400, 0);
    AlertInput input =
        AlertInput.newBuilder()
            .setAlert(lagHigh().name())
            .addAllValues(List.of("main", "billing", "orders"))
            .setResult(late)
            .build();
    before.processElement(new StreamRecord<>(input, START * 1_000));
    OperatorSubtaskState state = before.snapshot(1, 1);
    before.close();

    open(state);

    assertThat(until(130))
        .singleElement()
        .satisfies(alert -> assertThat(alert.getStartsSeconds()).isEqualTo(START + 125));
    AlertState now = stored(RouteResults.key(input));
    assertThat(now.getSeriesCount()).isZero();
    assertThat(now.getSeriesKept()).isEqualTo(1);
    tell(
        Results.tombstone(
            MetricCatalog.CONSUMERGROUP_LAG_SECONDS,
            List.of("main", "billing", "orders"),
            START + 210));
    assertThat(until(400)).singleElement().matches(Alert::hasEndsSeconds);
    assertThat(job.numKeyedStateEntries()).isZero();
    job.close();
  }

  @Test
  void whatIsQuietNeedsNoTimers() throws Exception {
    open(null);
    tell(lag("billing", 1, 0));
    until(10);

    assertThat(job.numKeyedStateEntries()).isPositive();
    assertThat(job.numEventTimeTimers()).isZero();
    job.close();
  }

  @Test
  void overridesAreReadAgainWhenTheirFileChanges(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("overrides.yaml");
    Files.writeString(file, "groups: [{match: billing, disable: [KafkaConsumerGroupTimeLagHigh]}]");
    overrides = OverridesFile.read(file, CATALOG);
    open(null);
    tell(lag("billing", 400, 0));
    assertThat(until(300)).isEmpty();

    change(file, "groups: [{match: billing, bounds: {KafkaConsumerGroupTimeLagHigh: 30}}]", 1);
    tell(lag("billing", 40, 301));
    assertThat(until(440)).hasSize(1);

    change(file, "groups: [{match: billing, nonsense: 1}]", 2);
    tell(lag("billing", 40, 441));
    assertThat(until(600)).as("a wrong file changes nothing").isEmpty();
    job.close();
  }

  private static void change(Path file, String text, int seconds) throws Exception {
    FileTime before = Files.getLastModifiedTime(file);
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + seconds * 1_000L));
  }

  @Test
  void resultsGoToTheAlertsThatLookAtTheirMetric() throws Exception {
    RouteResults route = new RouteResults(CATALOG);
    route.open(DefaultOpenContext.INSTANCE);
    List<AlertInput> inputs = new ArrayList<>();

    route.flatMap(lag("billing", 1, 0), new ListCollector<>(inputs));

    Map<String, List<String>> values = new java.util.TreeMap<>();
    inputs.forEach(input -> values.put(input.getAlert(), input.getValuesList()));
    assertThat(values)
        .containsOnlyKeys("KafkaConsumerGroupTimeLagHigh", "KafkaConsumerGroupFallingBehind")
        .containsValue(List.of("main", "billing", "orders"));
  }
}
