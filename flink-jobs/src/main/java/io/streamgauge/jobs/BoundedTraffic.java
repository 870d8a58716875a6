package io.streamgauge.jobs;

import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.bus.BatchFileSource;
import io.streamgauge.jobs.bus.BatchFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/**
 * The traffic job over a bounded input, in this process. The input passes through a file and need
 * not fit in memory. Results come in the order of their event seconds per series; the last of a
 * series is its final value.
 */
public final class BoundedTraffic {
  private BoundedTraffic() {}

  /** Spools the batches into a temporary file, which is removed at the end, and runs over it. */
  public static void run(
      Iterator<EventBatch> batches, TrafficOptions options, Consumer<Result> results)
      throws Exception {
    Path spool = Files.createTempFile("streamgauge-batches-", ".bin");
    try {
      BatchFiles.write(spool, batches);
      run(spool, options, results);
    } finally {
      Files.deleteIfExists(spool);
    }
  }

  /** Runs over a file of delimited batches; throws if the job fails. */
  public static void run(Path file, TrafficOptions options, Consumer<Result> results)
      throws Exception {
    if (!Files.isReadable(file)) {
      throw new IOException("cannot read " + file);
    }
    if (Files.size(file) == 0) {
      return; // A split without elements is more than Flink's iterator source can take.
    }
    try (ScratchDirectory scratch = ScratchDirectory.create()) {
      CloseableIterator<Result> iterator =
          compose(Environments.bounded(1, scratch), file, options)
              .executeAndCollect("streamgauge-analyze");
      try {
        iterator.forEachRemaining(results);
      } finally {
        iterator.close();
      }
    }
  }

  static DataStream<Result> compose(
      StreamExecutionEnvironment environment, Path file, TrafficOptions options) {
    DataStream<EventBatch> batches =
        environment
            .fromSource(
                new BatchFileSource(file), WatermarkStrategy.noWatermarks(), "batches of a file")
            .uid("batch-file")
            .setParallelism(1);
    return TrafficPipeline.build(batches, options);
  }
}
