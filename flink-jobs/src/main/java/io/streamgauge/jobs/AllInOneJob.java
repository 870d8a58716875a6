package io.streamgauge.jobs;

import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.bus.Bus;
import io.streamgauge.jobs.cli.JobOptions;
import java.util.Optional;
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
    compose(environment, options.bus(), options.alerts());
    environment.executeAsync("streamgauge");
  }

  /**
   * Composes the jobs.
   *
   * @param alerts empty if Prometheus decides them
   */
  static void compose(
      StreamExecutionEnvironment environment, Bus bus, Optional<AlertSettings> alerts) {
    DataStream<Result> results =
        TrafficJob.compose(environment, bus, TrafficOptions.of(TrafficJob.newLineage()));
    alerts.ifPresent(settings -> AlertJob.attach(results, bus, settings));
  }
}
