package io.streamgauge.exporters.cli;

import io.streamgauge.exporters.ExporterOptions;
import io.streamgauge.exporters.ExporterServer;
import io.streamgauge.exporters.alertmanager.Alertmanagers;
import io.streamgauge.exporters.http.Credentials;
import io.streamgauge.exporters.http.HttpSecurity;
import io.streamgauge.exporters.http.PemFiles;
import java.io.IOException;
import java.io.Reader;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves results to Prometheus and to people. */
@Command(
    name = "exporter",
    description =
        "Serve the results on /metrics (Prometheus), /api/v1 (JSON) and / (page); push them by OTLP.",
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

  @Option(
      names = "--alertmanager",
      paramLabel = "URL",
      split = ",",
      description =
          "Post the jobs' alerts to this Alertmanager (API v2); several are told of the same."
              + " Default: none.")
  private List<String> alertmanagers = List.of();

  @Option(
      names = "--alertmanager-auth",
      paramLabel = "FILE",
      description = "File with one line USER:PASSWORD for the Alertmanagers (basic auth).")
  private Path alertmanagerAuth;

  @Option(
      names = "--alertmanager-resend",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "Tell Alertmanager of what still fires every so many seconds. Default: ${DEFAULT-VALUE}")
  private int alertmanagerResendSeconds;

  @Option(
      names = "--alerts-topic",
      paramLabel = "TOPIC",
      defaultValue = ExporterOptions.DEFAULT_ALERTS_TOPIC,
      description = "Topic the jobs write alerts to. Default: ${DEFAULT-VALUE}")
  private String alertsTopic;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "Serve HTTPS with this certificate chain (PEM); with --tls-key.")
  private Path tlsCert;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "Key of --tls-cert (PEM, unencrypted PKCS #8, RSA or EC).")
  private Path tlsKey;

  @Option(
      names = "--users",
      paramLabel = "FILE",
      description =
          "Serve only users of this file, a line USER:PASSWORD each (basic auth; use it with TLS)."
              + " Health is for everybody.")
  private Path users;

  @Mixin private OtlpOptions otlp;

  @Override
  public Integer call() throws InterruptedException {
    try (ExporterServer server = new ExporterServer(options(), Clock.systemUTC())) {
      CountDownLatch stopped = new CountDownLatch(1);
      Thread hook = new Thread(stopped::countDown, "exporter-stop");
      Runtime.getRuntime().addShutdownHook(hook);
      spec.commandLine()
          .getErr()
          .printf(
              "exporter: reading %s from %s, serving %s://%s:%d/metrics%n",
              resultsTopic,
              bootstrap,
              tlsCert == null ? "http" : "https",
              address().getHostString(),
              server.port());
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
      throw wrong("--stale-after must be at least 1, not " + staleAfterSeconds);
    }
    if (maxSeries < 1) {
      throw wrong("--max-series must be at least 1, not " + maxSeries);
    }
    return new ExporterOptions(
        address(),
        bootstrap,
        resultsTopic,
        clientConfig(),
        Duration.ofSeconds(staleAfterSeconds),
        !noCompat,
        maxSeries,
        alertsTopic,
        alertmanagerSettings(),
        security(),
        otlp.settings(spec));
  }

  private HttpSecurity security() {
    if ((tlsCert == null) != (tlsKey == null)) {
      throw wrong("--tls-cert and --tls-key belong together");
    }
    try {
      return new HttpSecurity(
          tlsCert == null ? Optional.empty() : Optional.of(PemFiles.read(tlsCert, tlsKey)),
          users == null ? Optional.empty() : Optional.of(Credentials.read(users)));
    } catch (NoSuchFileException e) {
      throw wrong("--tls-cert, --tls-key, --users: there is no " + e.getMessage());
    } catch (IOException e) {
      throw wrong("--tls-cert, --tls-key, --users: " + e.getMessage());
    }
  }

  private Alertmanagers.Settings alertmanagerSettings() {
    if (alertmanagerResendSeconds < 1) {
      throw wrong("--alertmanager-resend must be at least 1, not " + alertmanagerResendSeconds);
    }
    return new Alertmanagers.Settings(
        alertmanagers.stream().map(this::alertmanager).toList(),
        authorization(),
        Duration.ofSeconds(alertmanagerResendSeconds));
  }

  private URI alertmanager(String url) {
    return ServerUrl.of(spec.commandLine(), "--alertmanager", url, "http://localhost:9093");
  }

  private Optional<String> authorization() {
    return new HttpAccess(spec.commandLine())
        .authorization("--alertmanager-auth", alertmanagerAuth);
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
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
