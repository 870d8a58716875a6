package io.streamgauge.jobs.cli;

import io.streamgauge.jobs.JobsRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code streamgauge jobs}: the jobs in this process until it is stopped. */
@Command(name = "jobs", description = "Turns events into results: the Flink jobs in one process.")
public final class JobsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private BusOptions bus;

  @Mixin private AlertOptions alerts;

  @Mixin private AdviceOptions advice;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "1",
      description = "Parallel tasks per operator (default: ${DEFAULT-VALUE}).")
  private int parallelism;

  @Option(
      names = "--checkpoint-dir",
      paramLabel = "DIRECTORY",
      description =
          "Where state is kept so that a restart loses nothing; without it every start begins"
              + " from what the events topic still holds.")
  private Path checkpointDirectory;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "DURATION",
      defaultValue = "10s",
      description = "Time between checkpoints, such as 500ms, 10s, 1m (default: ${DEFAULT-VALUE}).")
  private String checkpointInterval;

  @Override
  public Integer call() throws Exception {
    try (JobsRunner jobs = JobsRunner.start(settings())) {
      Thread stop = new Thread(jobs::close, "stop-jobs");
      Runtime.getRuntime().addShutdownHook(stop);
      spec.commandLine().getOut().println("jobs: running; Ctrl-C stops them");
      spec.commandLine().getOut().flush();
      jobs.await();
    }
    return 0;
  }

  JobsRunner.Settings settings() {
    if (parallelism < 1) {
      throw new ParameterException(
          spec.commandLine(), "--parallelism must be at least 1, not " + parallelism);
    }
    return new JobsRunner.Settings(
        bus.bus(),
        parallelism,
        checkpointDirectory,
        interval(),
        alerts.settings(),
        advice.settings());
  }

  private Duration interval() {
    String text = checkpointInterval.strip().toLowerCase(java.util.Locale.ROOT);
    try {
      // ISO-8601 without its "PT"; it has no milliseconds of its own.
      Duration interval =
          text.endsWith("ms")
              ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
              : Duration.parse("PT" + text);
      if (interval.compareTo(Duration.ofMillis(100)) >= 0) {
        return interval;
      }
    } catch (RuntimeException e) {
      // Told below.
    }
    throw new ParameterException(
        spec.commandLine(),
        "--checkpoint-interval must be a duration of at least 100ms, such as 10s, not '"
            + checkpointInterval
            + "'");
  }
}
