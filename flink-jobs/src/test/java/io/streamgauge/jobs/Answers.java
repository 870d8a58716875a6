package io.streamgauge.jobs;

import io.streamgauge.events.Results;
import io.streamgauge.events.SeriesKey;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.bus.BatchFiles;
import io.streamgauge.jobs.series.LineageStamp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/** Results of a run, as a compacted topic would show them in the end. */
final class Answers {
  static final LineageStamp.Identity LINEAGE = new LineageStamp.Identity("test", 1);

  final List<Result> all = new ArrayList<>();
  final Map<String, Result> last = new LinkedHashMap<>();

  /** The defaults, but for the number of names that are remembered. */
  static TrafficOptions withNames(int limit) {
    TrafficOptions defaults = TrafficOptions.of(LINEAGE);
    return new TrafficOptions(
        LINEAGE,
        defaults.maxWait(),
        defaults.maxWaiting(),
        limit,
        defaults.maxAgentLag(),
        defaults.maxSkew(),
        defaults.idleness(),
        defaults.seriesTimeToLive(),
        defaults.offsetsTimeToLive(),
        defaults.advice());
  }

  static Answers of(List<EventBatch> batches) throws Exception {
    return of(batches, TrafficOptions.of(LINEAGE));
  }

  static Answers of(List<EventBatch> batches, TrafficOptions options) throws Exception {
    Answers answers = new Answers();
    Path file = Files.createTempFile("batches-", ".bin");
    BatchFiles.write(file, batches.iterator());
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(Environments.required());
    environment.setParallelism(1);
    CloseableIterator<Result> results =
        BoundedTraffic.compose(environment, file, options).executeAndCollect();
    results.forEachRemaining(answers::add);
    results.close();
    Files.delete(file);
    return answers;
  }

  void add(Result result) {
    all.add(result);
    String key = SeriesKey.of(result);
    if (Results.isTombstone(result)) {
      last.remove(key);
    } else {
      last.put(key, result);
    }
  }

  /** Final value of a series, or null if there is none. */
  Double value(String key) {
    Result result = last.get(key);
    return result == null ? null : number(result);
  }

  /** Sum over the series of a metric. */
  double sum(String metric) {
    return last.values().stream()
        .filter(result -> result.getMetric().equals(metric))
        .mapToDouble(Answers::number)
        .sum();
  }

  static double number(Result result) {
    return switch (result.getValueCase()) {
      case COUNTER -> result.getCounter();
      case COUNTER_DOUBLE -> result.getCounterDouble();
      case GAUGE -> result.getGauge();
      case HISTOGRAM -> result.getHistogram().getCount();
      case VALUE_NOT_SET -> throw new AssertionError("a tombstone has no value");
    };
  }
}
