package io.streamgauge.jobs;

import io.streamgauge.jobs.cli.BusOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;

/**
 * All jobs as one, for a single machine: one submission, one set of checkpoints. Today that is the
 * traffic job alone.
 */
public final class AllInOneJob {
  private AllInOneJob() {}

  public static void main(String[] args) throws Exception {
    BusOptions options = CommandLine.populateCommand(new BusOptions(), args);
    StreamExecutionEnvironment environment = Environments.onCluster();
    TrafficJob.compose(environment, options.bus(), TrafficOptions.of(TrafficJob.newLineage()));
    environment.executeAsync("streamgauge");
  }
}
