package io.streamgauge.jobs.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.Results;
import io.streamgauge.events.v1.Alert;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.alerts.AlertCatalog;
import io.streamgauge.jobs.alerts.OverridesFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckOverridesTest {
  private static final long START = 1_767_225_600L;

  @Test
  void patternsThatMatchNothingAreNamedOnceAfterAMinute(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("overrides.yaml");
    Files.writeString(file, "{groups: [{match: 'bill*'}, {match: biling}], topics: [{match: x}]}");
    OverridesFile overrides = OverridesFile.read(file, AlertCatalog.bundled());
    KeyedOneInputStreamOperatorTestHarness<String, Result, Alert> job =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new CheckOverrides(overrides)), r -> "all", Types.STRING);
    job.open();
    Result named =
        Results.gauge(
            MetricCatalog.KAFKA_CONSUMERGROUP_CURRENT_OFFSET_SUM,
            List.of("main", "billing", "orders"),
            1,
            START);
    assertThat(CheckOverrides.names(named)).isTrue();
    job.processElement(new StreamRecord<>(named, START * 1_000));
    job.processWatermark((START + 59) * 1_000);
    assertThat(job.getSideOutput(CheckOverrides.UNMATCHED)).isNull();

    job.processWatermark((START + 60) * 1_000);
    job.processElement(new StreamRecord<>(named, (START + 61) * 1_000));
    job.processWatermark((START + 600) * 1_000);

    assertThat(job.getSideOutput(CheckOverrides.UNMATCHED).stream().map(StreamRecord::getValue))
        .containsExactly(
            "overrides: groups, match 'biling' matches no known group",
            "overrides: topics, match 'x' matches no known topic");
    assertThat(job.numEventTimeTimers()).isZero();
    job.close();
  }
}
