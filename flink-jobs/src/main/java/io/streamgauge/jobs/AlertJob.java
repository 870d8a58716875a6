package io.streamgauge.jobs;

import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.bus.Bus;
import io.streamgauge.jobs.cli.JobOptions;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The alert job on a Flink cluster: {@code flink run … --bootstrap host:port}. */
public final class AlertJob {
  /** Results of one event second come within this time of each other. */
  private static final Duration OUT_OF_ORDER = Duration.ofSeconds(10);

  private static final Duration IDLENESS = Duration.ofSeconds(30);

  private AlertJob() {}

  public static void main(String[] args) throws Exception {
    JobOptions options = JobOptions.parse(args);
    AlertSettings alerts = options.alerts();
    if (!alerts.byJobs()) {
      throw new IllegalArgumentException(
          "--alerts-by prometheus leaves nothing for this job to do");
    }
    StreamExecutionEnvironment environment = Environments.onCluster();
    compose(environment, options.bus(), alerts);
    environment.executeAsync("streamgauge-alerts");
  }

  static void compose(StreamExecutionEnvironment environment, Bus bus, AlertSettings alerts) {
    DataStream<Result> results =
        environment
            .fromSource(
                bus.results(),
                WatermarkStrategy.<Result>forBoundedOutOfOrderness(OUT_OF_ORDER)
                    .withTimestampAssigner((result, time) -> result.getAsOfSeconds() * 1_000)
                    .withIdleness(IDLENESS),
                "results")
            .uid("results");
    attach(results, bus, alerts);
  }

  /** Decides alerts on results that are at hand, and writes them to the bus. */
  static void attach(DataStream<Result> results, Bus bus, AlertSettings alerts) {
    AlertPipeline.build(results, alerts.catalog(), alerts.overrides())
        .sinkTo(bus.alertSink())
        .uid("alert-sink")
        .name("alerts");
  }
}
