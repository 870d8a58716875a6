package io.streamgauge.exporters.cli;

import io.streamgauge.exporters.top.ExporterApi;
import io.streamgauge.exporters.top.LiveTop;
import io.streamgauge.exporters.top.PlainTop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows a running exporter's figures live in a terminal. */
@Command(
    name = "top",
    description = {
      "Shows what a running exporter knows, live in the terminal: groups, clients, brokers,"
          + " findings and upgrade readiness; sort, filter, pause, open one group or client"
          + " (? lists the keys).",
      "Prints plain lines, a block per refresh, where standard output is no terminal, or with"
          + " --count. NO_COLOR is heeded."
    },
    mixinStandardHelpOptions = true)
public final class TopCommand implements Callable<Integer> {
  private static final int INTERRUPTED = 130;
  private static final int ENVIRONMENT = 2;
  private static final int MAX_SECONDS = 3600;

  @Spec private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:9404",
      description = "The exporter. Default: ${DEFAULT-VALUE}.")
  private String url;

  @Option(
      names = "--auth",
      paramLabel = "FILE",
      description = "File with one line USER:PASSWORD for the exporter (basic auth).")
  private Path auth;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description =
          "Certificates (PEM) to trust for HTTPS. Default: the authorities that Java knows.")
  private Path ca;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "Ask every so many seconds, 1 to 3600. Default: ${DEFAULT-VALUE}.")
  private int intervalSeconds;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Print plain lines N times, then end; exits with 2 if the last question had no answer."
              + " Default: ${DEFAULT-VALUE}, go on until interrupted.")
  private int count;

  @Option(
      names = "--filter",
      paramLabel = "WORDS",
      defaultValue = "",
      description = "Show only rows that have all these words. Default: all rows.")
  private String filter;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (intervalSeconds < 1 || intervalSeconds > MAX_SECONDS) {
      throw wrong("--interval must be 1 to " + MAX_SECONDS + ", not " + intervalSeconds);
    }
    if (count < 0) {
      throw wrong("--count must be 0 or more, not " + count);
    }
    ExporterApi api = api();
    if (count == 0 && onTerminal()) {
      try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
        if (!terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
          return live(terminal, api);
        }
      }
    }
    PlainTop plain =
        new PlainTop(api, spec.commandLine().getOut(), spec.commandLine().getErr(), filter);
    return plain.run(Duration.ofSeconds(intervalSeconds), count) ? 0 : ENVIRONMENT;
  }

  private int live(Terminal terminal, ExporterApi api) throws InterruptedException {
    boolean colour = System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
    Duration interval = Duration.ofSeconds(intervalSeconds);
    return new LiveTop(terminal, api, interval, filter, colour).run() ? INTERRUPTED : 0;
  }

  /** The launcher looks where standard output goes. */
  private static boolean onTerminal() {
    return Boolean.getBoolean("streamgauge.terminal") && !"dumb".equals(System.getenv("TERM"));
  }

  private ExporterApi api() {
    HttpAccess access = new HttpAccess(spec.commandLine());
    return new ExporterApi(
        ServerUrl.of(spec.commandLine(), "--url", url, "http://127.0.0.1:9404"),
        access.authorization("--auth", auth),
        access.trusted("--ca", ca));
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
