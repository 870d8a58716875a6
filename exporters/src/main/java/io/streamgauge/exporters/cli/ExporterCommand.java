package io.streamgauge.exporters.cli;

import io.streamgauge.exporters.ExporterOptions;
import io.streamgauge.exporters.ExporterServer;
import java.io.IOException;
import java.io.Reader;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves results to Prometheus and to people. */
@Command(
    name = "exporter",
    description = "Serve the results on /metrics (Prometheus), /api/v1 (JSON) and / (page).",
    mixinStandardHelpOptions = true)
public final class ExporterCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      defaultValue = "localhost:19092",
      description = "Kafka that carries Streamgauge's topics. Default: ${DEFAULT-VALUE}")
  private String bootstrap;

  @Option(
      names = "--results-topic",
      paramLabel = "TOPIC",
      defaultValue = ExporterOptions.DEFAULT_RESULTS_TOPIC,
      description = "Topic the jobs write results to. Default: ${DEFAULT-VALUE}")
  private String resultsTopic;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:9404",
      description = "Address to serve HTTP on. Default: ${DEFAULT-VALUE}")
  private String listen;

  @Option(
      names = "--stale-after",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "Withdraw gauges when the results are older than this many seconds."
              + " Default: ${DEFAULT-VALUE}")
  private int staleAfterSeconds;

  @Option(
      names = "--no-compat",
      description = "Leave out the kafka_* names that other exporters made common.")
  private boolean noCompat;

  @Option(
      names = "--max-series",
      paramLabel = "COUNT",
      defaultValue = "1000000",
      description =
          "Series held at most; further ones are refused and counted."
              + " Default: ${DEFAULT-VALUE}")
  private int maxSeries;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Kafka client properties, for instance security settings.")
  private Path commandConfig;

  @Override
  public Integer call() throws InterruptedException {
    try (ExporterServer server = new ExporterServer(options(), Clock.systemUTC())) {
      CountDownLatch stopped = new CountDownLatch(1);
      Thread hook = new Thread(stopped::countDown, "exporter-stop");
      Runtime.getRuntime().addShutdownHook(hook);
      spec.commandLine()
          .getErr()
          .printf(
              "exporter: reading %s from %s, serving http://%s:%d/metrics%n",
              resultsTopic, bootstrap, address().getHostString(), server.port());
      stopped.await();
      return 0;
    } catch (BindException e) {
      throw new ParameterException(
          spec.commandLine(),
          "cannot listen on " + listen + ": " + e.getMessage() + "; choose another --listen");
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "cannot listen on " + listen + ": " + e.getMessage(), e);
    }
  }

  private ExporterOptions options() {
    if (staleAfterSeconds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--stale-after must be at least 1, not " + staleAfterSeconds);
    }
    if (maxSeries < 1) {
      throw new ParameterException(
          spec.commandLine(), "--max-series must be at least 1, not " + maxSeries);
    }
    return new ExporterOptions(
        address(),
        bootstrap,
        resultsTopic,
        clientConfig(),
        Duration.ofSeconds(staleAfterSeconds),
        !noCompat,
        maxSeries);
  }

  private InetSocketAddress address() {
    int colon = listen.lastIndexOf(':');
    try {
      int port = Integer.parseInt(listen.substring(colon + 1));
      String host = listen.substring(0, Math.max(0, colon)).replaceAll("^\\[|]$", "");
      if (colon < 1 || port < 0 || port > 65_535) {
        throw new NumberFormatException();
      }
      return new InetSocketAddress(host, port);
    } catch (NumberFormatException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--listen must be HOST:PORT with a port of 0 to 65535, not '" + listen + "'",
          e);
    }
  }

  private Map<String, Object> clientConfig() {
    Map<String, Object> config = new HashMap<>();
    if (commandConfig != null) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(commandConfig, StandardCharsets.UTF_8)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new ParameterException(
            spec.commandLine(), "--command-config: cannot read " + commandConfig, e);
      }
      properties.stringPropertyNames().forEach(k -> config.put(k, properties.getProperty(k)));
    }
    return config;
  }
}
