package io.streamgauge.jobs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Flink's settings that the jobs insist on. */
public final class Environments {
  private static final String LOOPBACK = "localhost";

  private Environments() {}

  /** What every job needs, wherever it runs. */
  public static Configuration required() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.MAX_PARALLELISM, TrafficPipeline.MAX_PARALLELISM);
    // The jobs reach Kafka with its own clients' settings, never with tokens handed out by Flink.
    configuration.set(SecurityOptions.DELEGATION_TOKENS_ENABLED, false);
    // Messages are immutable: no need to copy them between chained operators.
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    return configuration;
  }

  /** Where the cluster decides the rest. */
  static StreamExecutionEnvironment onCluster() {
    return StreamExecutionEnvironment.getExecutionEnvironment(required());
  }

  /** What a cluster inside this process needs besides; it is nobody else's to reach. */
  private static Configuration local(ScratchDirectory scratch) {
    Configuration configuration = required();
    configuration.set(JobManagerOptions.BIND_HOST, LOOPBACK);
    configuration.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    configuration.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    scratch.configure(configuration);
    return configuration;
  }

  /** Bounded, in this process: a failure is final. */
  static StreamExecutionEnvironment bounded(int parallelism, ScratchDirectory scratch) {
    Configuration configuration = local(scratch);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
  }

  /**
   * In this process, with checkpoints.
   *
   * @param directory where checkpoints are kept beyond this process; empty: in memory only
   */
  static StreamExecutionEnvironment inProcess(
      int parallelism, Optional<Path> directory, Duration interval, ScratchDirectory scratch) {
    Configuration configuration = local(scratch);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    if (directory.isEmpty()) {
      configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "jobmanager");
    } else {
      Path path = directory.get();
      configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
      configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, path.toUri().toString());
      configuration.set(
          CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
          ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
      LatestCheckpoint.in(path)
          .ifPresent(
              checkpoint ->
                  configuration.set(
                      StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toUri().toString()));
    }
    return StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
  }
}
