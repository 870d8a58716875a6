package io.streamgauge.jobs.cli;

import io.streamgauge.jobs.bus.Bus;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the bus is. */
public final class BusOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      defaultValue = "localhost:19092",
      description = "Kafka cluster that carries the bus (default: ${DEFAULT-VALUE}).")
  private String bootstrap;

  @Option(
      names = "--events-topic",
      paramLabel = "TOPIC",
      defaultValue = "streamgauge.events",
      description = "Topic that agents write to (default: ${DEFAULT-VALUE}).")
  private String eventsTopic;

  @Option(
      names = "--results-topic",
      paramLabel = "TOPIC",
      defaultValue = "streamgauge.results",
      description = "Topic that results go to (default: ${DEFAULT-VALUE}).")
  private String resultsTopic;

  @Option(
      names = "--alerts-topic",
      paramLabel = "TOPIC",
      defaultValue = "streamgauge.alerts",
      description = "Topic that alerts go to (default: ${DEFAULT-VALUE}).")
  private String alertsTopic;

  @Option(
      names = "--findings-topic",
      paramLabel = "TOPIC",
      defaultValue = "streamgauge.findings",
      description = "Topic that findings go to (default: ${DEFAULT-VALUE}).")
  private String findingsTopic;

  @Option(
      names = "--spans-topic",
      paramLabel = "TOPIC",
      defaultValue = "",
      description =
          "Topic that sampled exchanges go to, such as streamgauge.spans; it must be there"
              + " (default: none, they are left out).")
  private String spansTopic;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Properties of Kafka's clients, for instance security.protocol.")
  private Path commandConfig;

  /** Reads the configuration file, if there is one. */
  public Bus bus() {
    return new Bus(
        bootstrap,
        eventsTopic,
        resultsTopic,
        alertsTopic,
        findingsTopic,
        spansTopic,
        clientProperties());
  }

  private Properties clientProperties() {
    Properties properties = new Properties();
    if (commandConfig == null) {
      return properties;
    }
    try (Reader reader = Files.newBufferedReader(commandConfig)) {
      properties.load(reader);
      return properties;
    } catch (IOException | IllegalArgumentException e) {
      String message = "--command-config: cannot read '" + commandConfig + "' as a properties file";
      throw spec == null
          ? new IllegalArgumentException(message, e)
          : new ParameterException(spec.commandLine(), message, e);
    }
  }
}
