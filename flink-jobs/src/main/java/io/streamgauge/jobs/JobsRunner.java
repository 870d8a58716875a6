package io.streamgauge.jobs;

import io.streamgauge.jobs.bus.Bus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The jobs in this process (a MiniCluster). Goes on from the newest checkpoint in the directory, if
 * there is one; {@link #close} cancels, and what came after the last checkpoint is read again at
 * the next start.
 */
public final class JobsRunner implements AutoCloseable {
  private static final long STOP_SECONDS = 30;

  /**
   * How the jobs run.
   *
   * @param checkpointDirectory null keeps checkpoints in memory: a failed job recovers, a new
   *     process starts anew
   * @param alerts who decides which alerts, and what is overridden
   * @param advice what brokers and clients are held against
   */
  public record Settings(
      Bus bus,
      int parallelism,
      Path checkpointDirectory,
      Duration checkpointInterval,
      AlertSettings alerts,
      AdviceSettings advice) {
    /** With the alerts that come with the jobs. */
    public Settings(
        Bus bus, int parallelism, Path checkpointDirectory, Duration checkpointInterval) {
      this(
          bus,
          parallelism,
          checkpointDirectory,
          checkpointInterval,
          AlertSettings.bundled(),
          AdviceSettings.DEFAULTS);
    }

    public Settings {
      Objects.requireNonNull(bus, "bus");
      Objects.requireNonNull(alerts, "alerts");
      Objects.requireNonNull(advice, "advice");
      Objects.requireNonNull(checkpointInterval, "checkpointInterval");
    }
  }

  private final JobClient client;
  private final ScratchDirectory scratch;
  private volatile boolean closed;

  private JobsRunner(JobClient client, ScratchDirectory scratch) {
    this.client = client;
    this.scratch = scratch;
  }

  /** Returns when the job is accepted; it may still be starting. */
  public static JobsRunner start(Settings settings) throws Exception {
    ScratchDirectory scratch = ScratchDirectory.create();
    try {
      StreamExecutionEnvironment environment =
          Environments.inProcess(
              settings.parallelism(),
              Optional.ofNullable(settings.checkpointDirectory()),
              settings.checkpointInterval(),
              scratch);
      AllInOneJob.compose(environment, settings.bus(), settings.alerts(), settings.advice());
      return new JobsRunner(environment.executeAsync("streamgauge"), scratch);
    } catch (Exception e) {
      scratch.close();
      throw e;
    }
  }

  /** Whether all tasks may run; false while it starts, restarts or has ended. */
  public boolean isRunning() {
    try {
      return client.getJobStatus().get(1, TimeUnit.SECONDS) == JobStatus.RUNNING;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException | IllegalStateException e) {
      return false;
    }
  }

  /**
   * Waits until the job is closed, or ends by itself.
   *
   * @throws ExecutionException if it failed for good
   */
  public void await() throws InterruptedException, ExecutionException {
    try {
      client.getJobExecutionResult().get();
    } catch (ExecutionException e) {
      if (!closed) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      client.cancel().get(STOP_SECONDS, TimeUnit.SECONDS);
      client.getJobExecutionResult().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | IllegalStateException e) {
      // Cancelled or already over: either way nothing runs any more.
    }
    scratch.close();
  }
}
