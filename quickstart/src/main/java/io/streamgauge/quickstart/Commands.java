package io.streamgauge.quickstart;

import io.streamgauge.agent.cli.AgentCommand;
import io.streamgauge.agent.cli.DoctorCommand;
import io.streamgauge.agent.cli.ReadCommand;
import io.streamgauge.agent.cli.SeedCommand;
import io.streamgauge.agent.cli.TopicsCommand;
import io.streamgauge.exporters.cli.CompareCommand;
import io.streamgauge.exporters.cli.ExporterCommand;
import io.streamgauge.exporters.cli.TopCommand;
import io.streamgauge.jobs.cli.JobsCommand;
import io.streamgauge.quickstart.analyze.AnalyzeCommand;
import io.streamgauge.quickstart.completion.CompletionCommand;
import io.streamgauge.quickstart.demo.DemoCommand;
import java.util.List;
import java.util.Optional;

/**
 * The commands, of which the class path holds some or all: the image of a component has only what
 * that component needs, and offers no more than it can do.
 */
final class Commands {
  static final String COMPLETION = "completion";

  /** All there are, in the order of the help. */
  static final List<String> NAMES =
      List.of(
          "demo",
          "read",
          "analyze",
          "agent",
          "jobs",
          "exporter",
          "top",
          "compare",
          "seed",
          "doctor",
          "topics",
          COMPLETION);

  private Commands() {}

  /**
   * What runs a command; empty if its component is not on the class path.
   *
   * @param name one of {@link #NAMES}
   */
  static Optional<Class<?>> find(String name) {
    try {
      return Optional.of(load(name));
    } catch (NoClassDefFoundError e) {
      return Optional.empty();
    }
  }

  /** Loads no class but those of the branch that is taken: others may be missing, and cost time. */
  private static Class<?> load(String name) {
    return switch (name) {
      case "demo" -> beside(JobsCommand.class, DemoCommand.class);
      case "read" -> ReadCommand.class;
      case "analyze" -> beside(JobsCommand.class, AnalyzeCommand.class);
      case "agent" -> AgentCommand.class;
      case "jobs" -> JobsCommand.class;
      case "exporter" -> ExporterCommand.class;
      case "top" -> TopCommand.class;
      case "compare" -> CompareCommand.class;
      case "seed" -> SeedCommand.class;
      case "doctor" -> DoctorCommand.class;
      case "topics" -> TopicsCommand.class;
      case COMPLETION -> CompletionCommand.class;
      default -> throw new IllegalArgumentException(name);
    };
  }

  /**
   * A command that is wherever this class is, but does nothing without the jobs: naming these in
   * the call is what loads them.
   */
  @SuppressWarnings("UnusedVariable")
  private static Class<?> beside(Class<?> jobs, Class<?> command) {
    return command;
  }
}
