package io.streamgauge.benchmarks.jobs;

import io.streamgauge.events.v1.Result;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Where results leave the job: how long after the end of their event second, by the wall. */
final class Arrivals extends RichMapFunction<Result, Result> {
  private static final long serialVersionUID = 1L;
  static final String COUNTERS = "latency of counters";
  static final String LAG = "latency of lag";
  private static final String LAG_METRIC = "kafka_consumergroup_lag";

  private final Pace pace;
  private final long warmSecond;
  private transient Latencies counters;
  private transient Latencies lag;

  /**
   * A stopwatch.
   *
   * @param warmSeconds event seconds that do not count
   */
  Arrivals(Pace pace, int warmSeconds) {
    this.pace = pace;
    this.warmSecond = SyntheticEvents.START_SECONDS + warmSeconds;
  }

  @Override
  public void open(OpenContext context) {
    counters = new Latencies();
    lag = new Latencies();
    getRuntimeContext().addAccumulator(COUNTERS, counters);
    getRuntimeContext().addAccumulator(LAG, lag);
  }

  @Override
  public Result map(Result result) {
    if (result.getAsOfSeconds() >= warmSecond) {
      boolean counts = result.hasCounter() || result.hasCounterDouble();
      if (counts || result.getMetric().equals(LAG_METRIC)) {
        long end = pace.wallMillis((result.getAsOfSeconds() + 1) * 1_000_000_000L);
        (counts ? counters : lag).add((int) (System.currentTimeMillis() - end));
      }
    }
    return result;
  }
}
