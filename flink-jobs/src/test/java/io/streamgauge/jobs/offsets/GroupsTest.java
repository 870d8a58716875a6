package io.streamgauge.jobs.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.Results;
import io.streamgauge.events.v1.Label;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.GroupFact;
import io.streamgauge.jobs.v1.LagPart;
import io.streamgauge.jobs.v1.SharePart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupsTest {
  private static final long SECOND = 1_000_000_000L;
  private KeyedOneInputStreamOperatorTestHarness<String, GroupFact, Result> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new Groups(Duration.ofDays(7))),
            GroupFact::getGroup,
            Types.STRING,
            720,
            1,
            0);
    harness.setup(
        ProtoTypeInfo.forMessage(Result.class).createSerializer(new SerializerConfigImpl()));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  /** Status, reason, topic and partition of what is told of the group's status now. */
  private List<List<String>> verdicts() {
    List<List<String>> standing = new ArrayList<>();
    for (Result result : told("streamgauge_consumergroup_status_info")) {
      List<String> labels = result.getLabelsList().stream().skip(2).map(Label::getValue).toList();
      if (Results.isTombstone(result)) {
        standing.remove(labels);
      } else {
        standing.add(labels);
      }
    }
    return standing;
  }

  @Test
  void theWorstPartitionAndItsRuleAreToldUntilAnotherDecides() throws Exception {
    // Given a group of which nobody knows how much of it is seen
    LagPart.Builder behind =
        LagPart.newBuilder().setCommitted(5).setHighWatermark(9).setEffectiveLag(4);
    part(1, behind);
    harness.processWatermark(10_000);
    assertThat(verdicts()).containsExactly(List.of("UNKNOWN", "coverage", "t", "0"));

    // When it is known, and another partition has no high watermark
    covered(11);
    harness.processElement(
        fact(11)
            .setPart(
                LagPart.newBuilder()
                    .setTopic("t")
                    .setPartition(1)
                    .setCommitted(3)
                    .setObservedNanos(11 * SECOND))
            .build(),
        0);
    part(11, behind.setHighWatermark(5).setEffectiveLag(0));
    harness.processWatermark(20_000);

    // Then what is unknown is worse than what is well
    assertThat(verdicts()).containsExactly(List.of("UNKNOWN", "no_high_watermark", "t", "1"));

    // And nothing is told of a group that was deleted
    harness.processElement(fact(21).setDeleted(true).build(), 0);
    harness.processWatermark(40_000);
    assertThat(verdicts()).isEmpty();
  }

  private static GroupFact.Builder fact(long second) {
    return GroupFact.newBuilder().setCluster("c").setGroup("g").setTimeNanos(second * SECOND);
  }

  private void part(long second, LagPart.Builder part) throws Exception {
    harness.processElement(
        fact(second)
            .setPart(part.setTopic("t").setPartition(0).setObservedNanos(second * SECOND))
            .build(),
        0);
  }

  private List<Result> told(String metric) {
    return harness.extractOutputValues().stream()
        .filter(result -> result.getMetric().equals(metric))
        .toList();
  }

  @Test
  void lagIsAbsentUntilTheHighWatermarkIsKnown() throws Exception {
    part(1, LagPart.newBuilder().setCommitted(5));
    harness.processWatermark(2000);
    assertThat(told("kafka_consumergroup_current_offset")).hasSize(1);
    assertThat(told("kafka_consumergroup_lag")).isEmpty();
    assertThat(told("kafka_consumergroup_lag_sum")).isEmpty();

    part(2, LagPart.newBuilder().setCommitted(5).setHighWatermark(9));
    harness.processWatermark(3000);
    assertThat(told("kafka_consumergroup_lag")).extracting(Result::getGauge).containsExactly(4.0);
  }

  @Test
  void effectiveLagIsAbsentWhereItIsUnknownAndEndsWithTheOffset() throws Exception {
    part(1, LagPart.newBuilder().setCommitted(5).setHighWatermark(9));
    harness.processWatermark(2000);
    assertThat(told("streamgauge_consumergroup_effective_lag_records")).isEmpty();

    part(2, LagPart.newBuilder().setCommitted(5).setHighWatermark(9).setEffectiveLag(3));
    harness.processWatermark(3000);
    part(3, LagPart.newBuilder().setCommitted(-1).setRemoved(true));
    harness.processWatermark(4000);

    List<Result> told = told("streamgauge_consumergroup_effective_lag_records");
    assertThat(told).hasSize(2);
    assertThat(told.get(0).getGauge()).isEqualTo(3);
    assertThat(Results.isTombstone(told.get(1))).isTrue();
    assertThat(told("kafka_consumergroup_lag")).last().matches(Results::isTombstone);
  }

  @Test
  void lagByFetchesIsAbsentWhileReadersCannotBeToldApartAndTheStateSaysSo() throws Exception {
    part(1, LagPart.newBuilder().setCommitted(5).setHighWatermark(9).setFetchLag(2));
    harness.processWatermark(2000);
    part(2, LagPart.newBuilder().setCommitted(5).setHighWatermark(9).setAmbiguous(true));
    harness.processWatermark(3000);
    part(3, LagPart.newBuilder().setCommitted(5).setHighWatermark(9).setFetchLag(1));
    harness.processWatermark(4000);

    List<Result> lag = told("streamgauge_consumergroup_fetch_lag_records");
    assertThat(lag).hasSize(3);
    assertThat(Results.isTombstone(lag.get(1))).isTrue();
    List<Result> states = told("streamgauge_consumergroup_state");
    assertThat(states).extracting(Result::getGauge).containsExactly(1.0, 0.0);
    assertThat(states.get(0).getLabels(2).getValue()).isEqualTo("ambiguous");
  }

  @Test
  void lagInTimeGrowsWithEventTimeAlone() throws Exception {
    part(
        1,
        LagPart.newBuilder().setCommitted(5).setHighWatermark(9).setFirstUncommittedNanos(SECOND));
    harness.processWatermark(31_500);

    List<Result> told = told("streamgauge_consumergroup_lag_seconds");
    assertThat(told).hasSize(3);
    assertThat(told.get(2).getGauge()).isGreaterThan(20);
  }

  @Test
  void aDeletedGroupEndsEverySeriesItHad() throws Exception {
    part(
        1,
        LagPart.newBuilder()
            .setCommitted(5)
            .setHighWatermark(9)
            .setCommittedNanos(SECOND)
            .setEffectiveLag(4)
            .setFetchLag(3)
            .setAmbiguous(false)
            .setFirstUncommittedNanos(SECOND));
    harness.processWatermark(2000);
    List<String> begun = harness.extractOutputValues().stream().map(Result::getMetric).toList();

    harness.processElement(fact(3).setDeleted(true).build(), 0);
    harness.processWatermark(5000);

    assertThat(begun).contains("kafka_consumergroup_lag", "kafka_consumergroup_lag_sum");
    assertThat(harness.extractOutputValues().stream().filter(Results::isTombstone))
        .extracting(Result::getMetric)
        .containsExactlyInAnyOrderElementsOf(begun);
  }

  @Test
  void theBacklogOfAShareGroupEndsWithItsTopic() throws Exception {
    SharePart.Builder share = SharePart.newBuilder().setTopic("t");
    harness.processElement(fact(1).setShare(share.setBacklog(7)).build(), 0);
    harness.processWatermark(2000);

    harness.processElement(fact(3).setShare(share.clearBacklog().setRemoved(true)).build(), 0);
    harness.processWatermark(4000);

    List<Result> told = told("streamgauge_sharegroup_backlog_records");
    assertThat(told).hasSize(2);
    assertThat(told.get(0).getGauge()).isEqualTo(7);
    assertThat(Results.isTombstone(told.get(1))).isTrue();
  }

  @Test
  void drainingDoesNotLetTimeRunOn() throws Exception {
    part(
        1,
        LagPart.newBuilder().setCommitted(5).setHighWatermark(9).setFirstUncommittedNanos(SECOND));
    harness.processWatermark(2000);

    harness.processWatermark(Long.MAX_VALUE);

    assertThat(told("streamgauge_consumergroup_lag_seconds")).hasSize(1);
  }

  private void covered(long second) throws Exception {
    harness.processElement(fact(second).setCoverage(1).build(), 0);
  }

  /** Event time goes on by hours, with or without word of the group's coverage. */
  private void passHours(int from, int to, boolean covered) throws Exception {
    for (int hour = from; hour <= to; hour++) {
      if (covered) {
        covered(hour * 3_600L);
      }
      harness.processWatermark(hour * 3_600_000L);
    }
  }

  @Test
  void theStatusOfAGroupThatIsWatchedAndDoesNothingStandsAndOfOneThatNobodyWatchesEnds()
      throws Exception {
    covered(0);
    part(1, LagPart.newBuilder().setCommitted(9).setHighWatermark(9).setEffectiveLag(0));
    passHours(1, 40, true);
    List<Result> statuses = told("streamgauge_consumergroup_partitions");
    assertThat(statuses).isNotEmpty().noneMatch(Results::isTombstone);

    passHours(41, 70, false);

    assertThat(told("streamgauge_consumergroup_partitions")).last().matches(Results::isTombstone);
    assertThat(told("streamgauge_consumergroup_arrival_records_per_second"))
        .last()
        .matches(Results::isTombstone);
    int timers = harness.numEventTimeTimers();
    passHours(71, 72, false);
    assertThat(harness.numEventTimeTimers()).as("it is evaluated no more").isEqualTo(timers);
  }

  @Test
  void aFactThatCameLaterThanItsTimeIsDueThenWhateverOtherInputsHoldBack() throws Exception {
    harness.processElement(
        fact(1)
            .setEventTimeMillis(5_500)
            .setPart(
                LagPart.newBuilder()
                    .setTopic("t")
                    .setCommitted(5)
                    .setHighWatermark(9)
                    .setObservedNanos(SECOND))
            .build(),
        0);

    harness.processWatermark(5_900);
    assertThat(told("kafka_consumergroup_lag")).isEmpty();
    harness.processWatermark(5_999);
    assertThat(told("kafka_consumergroup_lag")).hasSize(1);
  }

  @Test
  void itIsNotTakenEarlierThoughAnotherFactsTimerFires() throws Exception {
    GroupFact.Builder late = fact(1).setEventTimeMillis(5_500);
    harness.processElement(
        late.setPart(
                LagPart.newBuilder()
                    .setTopic("t")
                    .setCommitted(5)
                    .setHighWatermark(9)
                    .setObservedNanos(SECOND))
            .build(),
        0);
    covered(2);

    harness.processWatermark(3_000);
    assertThat(told("kafka_consumergroup_lag")).isEmpty();
    harness.processWatermark(6_000);
    assertThat(told("kafka_consumergroup_lag")).hasSize(1);
  }
}
