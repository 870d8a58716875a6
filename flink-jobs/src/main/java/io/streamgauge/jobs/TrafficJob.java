package io.streamgauge.jobs;

import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.alerts.OverridesFile;
import io.streamgauge.jobs.bus.Bus;
import io.streamgauge.jobs.cli.JobOptions;
import io.streamgauge.jobs.finding.Findings;
import io.streamgauge.jobs.series.LineageStamp;
import java.util.UUID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The traffic job on a Flink cluster: {@code flink run … --bootstrap host:port}. */
public final class TrafficJob {
  private TrafficJob() {}

  public static void main(String[] args) throws Exception {
    JobOptions options = JobOptions.parse(args);
    StreamExecutionEnvironment environment = Environments.onCluster();
    TrafficOptions traffic = TrafficOptions.of(newLineage()).with(options.advice());
    compose(environment, options.bus(), traffic, options.alerts().overrides());
    environment.executeAsync("streamgauge-traffic");
  }

  /** Composes the job, and hands on its results to whoever else wants them. */
  static DataStream<Result> compose(
      StreamExecutionEnvironment environment,
      Bus bus,
      TrafficOptions options,
      OverridesFile overrides) {
    DataStream<EventBatch> batches =
        environment
            .fromSource(bus.source(), WatermarkStrategy.noWatermarks(), "events")
            .uid("events");
    TrafficPipeline.Streams streams = TrafficPipeline.compose(batches, options, overrides);
    DataStream<Result> results = streams.results();
    results.sinkTo(bus.sink()).uid("results").name("results");
    results
        .filter(Findings::isFinding)
        .uid("finding-results")
        .name("which are findings")
        .sinkTo(bus.findingSink())
        .uid("finding-sink")
        .name("findings");
    if (bus.takesSpans()) {
      streams.spans().sinkTo(bus.spanSink()).uid("spans").name("spans");
    }
    return results;
  }

  /** The one place where a clock is read: to tell a newer start from an older one. */
  public static LineageStamp.Identity newLineage() {
    return new LineageStamp.Identity(
        UUID.randomUUID().toString(), System.currentTimeMillis() * 1_000_000L);
  }
}
