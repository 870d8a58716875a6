package io.streamgauge.benchmarks.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.Label;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.BoundedTraffic;
import io.streamgauge.jobs.TrafficJob;
import io.streamgauge.jobs.TrafficOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is measured is right: whoever makes the jobs faster must come to the same figures. */
class JobsSumsIT {
  private static final int SECONDS = 25;

  private static Map<String, Long> told(List<EventBatch> batches) throws Exception {
    Map<String, Long> told = new TreeMap<>();
    BoundedTraffic.run(
        batches.iterator(),
        TrafficOptions.of(TrafficJob.newLineage()),
        result -> told.put(series(result), value(result)));
    return told;
  }

  private static String series(Result result) {
    return MadeUpSums.series(
        result.getMetric(), result.getLabelsList().stream().map(Label::getValue).toList());
  }

  private static long value(Result result) {
    return switch (result.getValueCase()) {
      case COUNTER -> result.getCounter();
      case COUNTER_DOUBLE -> Math.round(result.getCounterDouble());
      case GAUGE -> Math.round(result.getGauge());
      case HISTOGRAM -> result.getHistogram().getCount();
      case VALUE_NOT_SET -> -1;
    };
  }

  @Test
  void everySeriesAddsUpToWhatWasMade() throws Exception {
    // Given
    SyntheticEvents events = new SyntheticEvents(ClusterShape.ofKeys(300));
    List<EventBatch> batches = new ArrayList<>();
    for (int second = 0; second < SECONDS; second++) {
      batches.addAll(events.nextSecond());
    }
    Map<String, Long> made = MadeUpSums.of(batches).bySeries();
    // When
    Map<String, Long> told = told(batches);
    // Then
    assertThat(made).hasSizeGreaterThan(300);
    assertThat(told).containsAllEntriesOf(made);
  }
}
