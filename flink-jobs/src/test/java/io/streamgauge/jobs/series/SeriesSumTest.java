package io.streamgauge.jobs.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.Results;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.Increment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SeriesSumTest {
  private static final Duration DAY = Duration.ofHours(24);
  private static final TypeSerializer<Result> RESULTS =
      ProtoTypeInfo.forMessage(Result.class).createSerializer(new SerializerConfigImpl());

  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable harness : opened) {
      harness.close();
    }
  }

  private KeyedOneInputStreamOperatorTestHarness<String, Increment, Result> harness()
      throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, Increment, Result> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new SeriesSum(DAY)),
            Increments::key,
            Types.STRING,
            720,
            1,
            0);
    harness.setup(RESULTS);
    opened.add(harness);
    return harness;
  }

  private static Increment add(long millis, long count) {
    return Increments.of(MetricCatalog.FRAMES_TOTAL, millis * 1_000_000L, "n")
        .setCounter(count)
        .build();
  }

  @Test
  void theSumIsToldOncePerEventSecondAndALateIncrementCounts() throws Exception {
    var harness = harness();
    harness.open();
    harness.processElement(add(1100, 1), 0);
    harness.processElement(add(1200, 2), 0);
    assertThat(harness.extractOutputValues()).isEmpty();

    harness.processWatermark(5000);
    harness.processElement(add(300, 4), 0);
    harness.processWatermark(6000);

    assertThat(harness.extractOutputValues())
        .extracting(Result::getCounter, Result::getAsOfSeconds)
        .containsExactly(tuple(3L, 1L), tuple(7L, 5L));
  }

  @Test
  void aSeriesWithoutChangeEndsWithATombstone() throws Exception {
    var harness = harness();
    harness.open();
    harness.processElement(add(1100, 1), 0);
    harness.processWatermark(DAY.toMillis() - 60_000);
    harness.processElement(add(DAY.toMillis() - 60_000, 1), 0);
    harness.processWatermark(DAY.toMillis() + 10_000);
    assertThat(harness.extractOutputValues()).noneMatch(Results::isTombstone);

    harness.processWatermark(2 * DAY.toMillis() + 10_000);

    assertThat(harness.extractOutputValues()).filteredOn(Results::isTombstone).hasSize(1);
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void drainingTellsTheFinalValueAndEndsNothing() throws Exception {
    var harness = harness();
    harness.open();
    harness.processElement(add(1100, 1), 0);

    harness.processWatermark(Long.MAX_VALUE);

    List<Result> results = harness.extractOutputValues();
    assertThat(results).hasSize(1);
    assertThat(results.get(0).getCounter()).isEqualTo(1);
    assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
  }

  @Test
  void aRestoredJobGoesOnFromItsSumsUnderItsLineage() throws Exception {
    // Given a job that told 5 and was snapshotted
    var sumsBefore = harness();
    var stampBefore = stamp("first");
    sumsBefore.open();
    stampBefore.open();
    sumsBefore.processElement(add(1100, 5), 0);
    sumsBefore.processWatermark(2000);
    OperatorSubtaskState sums = sumsBefore.snapshot(1, 1);
    OperatorSubtaskState lineage = stampBefore.snapshot(1, 1);
    // When another takes its state
    var sumsAfter = harness();
    var stampAfter = stamp("second");
    sumsAfter.initializeState(sums);
    stampAfter.initializeState(lineage);
    sumsAfter.open();
    stampAfter.open();
    sumsAfter.processElement(add(2100, 1), 0);
    sumsAfter.processWatermark(3000);
    stampAfter.processElement(sumsAfter.extractOutputValues().get(0), 0);
    // Then
    Result result = stampAfter.extractOutputValues().get(0);
    assertThat(result.getCounter()).isEqualTo(6);
    assertThat(result.getLineage()).isEqualTo("first");
  }

  private OneInputStreamOperatorTestHarness<Result, Result> stamp(String name) throws Exception {
    OneInputStreamOperatorTestHarness<Result, Result> stamp =
        new OneInputStreamOperatorTestHarness<>(
            new StreamMap<>(new LineageStamp(new LineageStamp.Identity(name, 1))));
    stamp.setup(RESULTS);
    opened.add(stamp);
    return stamp;
  }
}
