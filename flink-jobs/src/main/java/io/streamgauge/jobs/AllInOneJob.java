package io.streamgauge.jobs;

import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.bus.Bus;
import io.streamgauge.jobs.cli.JobOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * All jobs as one, for a single machine: one submission, one set of checkpoints, and alerts without
 * a way over the bus.
 */
public final class AllInOneJob {
  private AllInOneJob() {}

  public static void main(String[] args) throws Exception {
    JobOptions options = JobOptions.parse(args);
    StreamExecutionEnvironment environment = Environments.onCluster();
    compose(environment, options.bus(), options.alerts(), options.advice());
    environment.executeAsync("streamgauge");
  }

  static void compose(
      StreamExecutionEnvironment environment,
      Bus bus,
      AlertSettings alerts,
      AdviceSettings advice) {
    TrafficOptions options = TrafficOptions.of(TrafficJob.newLineage()).with(advice);
    DataStream<Result> results = TrafficJob.compose(environment, bus, options, alerts.overrides());
    if (alerts.byJobs()) {
      AlertJob.attach(results, bus, alerts);
    }
  }
}
