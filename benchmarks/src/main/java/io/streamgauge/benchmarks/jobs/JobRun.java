package io.streamgauge.benchmarks.jobs;

import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.Environments;
import io.streamgauge.jobs.TrafficJob;
import io.streamgauge.jobs.TrafficOptions;
import io.streamgauge.jobs.TrafficPipeline;
import io.streamgauge.jobs.bus.BatchFileSource;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CheckpointStatsStatus;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * The traffic job once over files of batches, in this process, with the settings of a cluster:
 * checkpoints to files, and with RocksDB incremental ones.
 *
 * @param backend {@code hashmap} or {@code rocksdb}
 * @param slots parallel tasks per operator; as many files are read side by side
 * @param warmSeconds event seconds that do not count
 * @param paced whether seconds come as they pass; else as fast as they are taken
 * @param checkpoints time between two
 */
record JobRun(String backend, int slots, int warmSeconds, boolean paced, Duration checkpoints) {
  /** What RocksDB may have for caches and buffers, as in a container of 2 GB by default. */
  private static final int MANAGED_MEGABYTES = 512;

  private static final Duration START = Duration.ofSeconds(5);

  /**
   * What came of it.
   *
   * @param events that counted, rollups and facts
   * @param rollups those of them that are additive
   * @param cpuNanos that the process used for them, collector and compiler included
   * @param stateBytes of the largest checkpoint; -1 if there was none
   * @param checkpointMillis from trigger to end, median; -1 if there was none
   * @param counterMillis from packet to result, p50 and p99; -1 where not paced
   * @param lagMillis the same of lag
   */
  record Figures(
      long events,
      long rollups,
      long cpuNanos,
      long wallNanos,
      long stateBytes,
      long checkpointMillis,
      List<Integer> counterMillis,
      List<Integer> lagMillis) {}

  /**
   * Runs it to its end.
   *
   * @param files of batches, one per slot
   * @param folder for checkpoints and Flink's own files
   */
  Figures over(List<Path> files, Path folder) throws Exception {
    Configuration configuration = configuration(folder);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(slots, configuration);
    compose(environment, files);
    MiniClusterConfiguration cluster =
        new MiniClusterConfiguration.Builder()
            .setConfiguration(configuration)
            .setNumTaskManagers(1)
            .setNumSlotsPerTaskManager(slots)
            .withRandomPorts()
            .build();
    MiniCluster flink = new MiniCluster(cluster);
    try {
      flink.start();
      return run(flink, environment.getStreamGraph());
    } finally {
      flink.close();
    }
  }

  private static Figures run(MiniCluster flink, StreamGraph graph) throws Exception {
    JobID job = flink.submitJob(graph).get().getJobID();
    JobExecutionResult result =
        flink.requestJobResult(job).get().toJobExecutionResult(JobRun.class.getClassLoader());
    List<AbstractCheckpointStats> completed =
        flink
            .getArchivedExecutionGraph(job)
            .get()
            .getCheckpointStatsSnapshot()
            .getHistory()
            .getCheckpoints()
            .stream()
            .filter(each -> each.getStatus() == CheckpointStatsStatus.COMPLETED)
            .toList();
    return figures(result, completed);
  }

  /** The last checkpoints are those of a job that ends: operators that have ended hold nothing. */
  private static Figures figures(
      JobExecutionResult result, List<AbstractCheckpointStats> completed) {
    Marks.Count count = Marks.Count.of(result);
    long[] sizes =
        completed.stream().mapToLong(AbstractCheckpointStats::getStateSize).sorted().toArray();
    long[] millis =
        completed.stream()
            .mapToLong(AbstractCheckpointStats::getEndToEndDuration)
            .sorted()
            .toArray();
    return new Figures(
        count.events(),
        count.rollups(),
        count.cpuNanos(),
        count.wallNanos(),
        sizes.length == 0 ? -1 : sizes[sizes.length - 1],
        millis.length == 0 ? -1 : millis[millis.length / 2],
        latencies(result, Arrivals.COUNTERS),
        latencies(result, Arrivals.LAG));
  }

  private static List<Integer> latencies(JobExecutionResult result, String name) {
    long[] counts = result.getAccumulatorResult(name);
    return counts == null
        ? List.of(-1, -1)
        : List.of(Latencies.fromPacket(counts, 0.5), Latencies.fromPacket(counts, 0.99));
  }

  private void compose(StreamExecutionEnvironment environment, List<Path> files) {
    Pace pace = new Pace(System.currentTimeMillis() + START.toMillis());
    DataStream<EventBatch> batches = null;
    for (int i = 0; i < files.size(); i++) {
      DataStream<EventBatch> more = source(environment, files.get(i), pace, i);
      batches = batches == null ? more : batches.union(more);
    }
    DataStream<Result> results =
        TrafficPipeline.build(batches, TrafficOptions.of(TrafficJob.newLineage()));
    if (paced) {
      results =
          results
              .map(new Arrivals(pace, warmSeconds))
              .returns(ProtoTypeInfo.forMessage(Result.class))
              .uid("arrivals");
    }
    results.sinkTo(new DiscardingSink<>()).uid("nowhere");
  }

  private DataStream<EventBatch> source(
      StreamExecutionEnvironment environment, Path path, Pace pace, int number) {
    BatchFileSource file = new BatchFileSource(path);
    WatermarkStrategy<EventBatch> none = WatermarkStrategy.noWatermarks();
    return (paced
            ? environment.fromSource(new PacedSource<>(file, pace), none, "batches " + number)
            : environment.fromSource(file, none, "batches " + number))
        .uid("batches-" + number)
        .setParallelism(1)
        .map(new Marks(warmSeconds))
        .returns(ProtoTypeInfo.forMessage(EventBatch.class))
        .uid("marks-" + number)
        .setParallelism(1);
  }

  private Configuration configuration(Path folder) {
    Configuration configuration = Environments.required();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.set(CoreOptions.TMP_DIRS, folder.resolve("tmp").toString());
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpoints);
    configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    configuration.set(WebOptions.CHECKPOINTS_HISTORY_SIZE, 1_000);
    configuration.set(StateBackendOptions.STATE_BACKEND, backend);
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    configuration.set(
        TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(MANAGED_MEGABYTES));
    return configuration;
  }
}
