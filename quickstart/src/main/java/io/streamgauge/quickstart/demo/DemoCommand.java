package io.streamgauge.quickstart.demo;

import io.streamgauge.exporters.view.OverviewView;
import io.streamgauge.exporters.view.Views;
import io.streamgauge.quickstart.cli.DurationConverter;
import io.streamgauge.quickstart.cli.EnvironmentException;
import io.streamgauge.quickstart.cli.ExitCodes;
import io.streamgauge.quickstart.workload.Workload;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code streamgauge demo}. */
@Command(
    name = "demo",
    description = {
      "Runs everything in one JVM: a Kafka broker, clients worth watching, the agent on lo, the"
          + " jobs and the exporter, and shows what they find.",
      "Needs libpcap and the right to capture (root, or CAP_NET_RAW)."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final Duration FIRST_RESULT_LIMIT = Duration.ofSeconds(60);
  private static final int MAX_PORT = 65_535;

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description = "Port of the Kafka listener that is observed. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--telemetry-port",
      paramLabel = "PORT",
      defaultValue = "19092",
      description =
          "Port of the Kafka listener for Streamgauge's own topics. Default: ${DEFAULT-VALUE}.")
  private int telemetryPort;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      defaultValue = "9404",
      description = "Port of the metrics page. Default: ${DEFAULT-VALUE}.")
  private int metricsPort;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "End this long after the ready line, with a summary: 90s, 5m. Default: run until Ctrl-C.")
  private Duration duration;

  @Option(
      names = "--no-workload",
      description = "Start no clients; bring your own to the observed listener.")
  private boolean noWorkload;

  @Override
  public Integer call() throws Exception {
    DemoOptions options = options();
    Preflight.check(options);
    PrintWriter out = spec.commandLine().getOut();
    out.println("starting broker, agent, jobs and exporter in this JVM …");
    out.flush();
    GroupTrends trends = new GroupTrends();
    Screen screen = Screen.on(out, onTerminal(), ready(options));
    try (Demo demo = new Demo(options)) {
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> interrupted(demo, screen), "demo-stop"));
      demo.start();
      awaitFirstResult(demo);
      out.println(ready(options));
      out.flush();
      watch(demo, options, screen, trends);
      screen.end();
      summary(out, Views.overview(demo.store()), trends);
    } catch (Demo.ClosedWhileStarting e) {
      // Interrupted: the JVM is on its way out, with the exit code of the signal.
      return ExitCodes.DONE;
    }
    return ExitCodes.DONE;
  }

  private static void interrupted(Demo demo, Screen screen) {
    screen.end();
    demo.close();
  }

  private DemoOptions options() {
    requirePort("--port", port);
    requirePort("--telemetry-port", telemetryPort);
    requirePort("--metrics-port", metricsPort);
    if (port == telemetryPort || port == metricsPort || telemetryPort == metricsPort) {
      throw new ParameterException(
          spec.commandLine(),
          "--port, --telemetry-port and --metrics-port must differ, not "
              + port
              + ", "
              + telemetryPort
              + " and "
              + metricsPort);
    }
    if (duration != null && duration.isZero()) {
      throw new ParameterException(spec.commandLine(), "--duration must be more than 0s");
    }
    return new DemoOptions(
        port, telemetryPort, metricsPort, Optional.ofNullable(duration), !noWorkload);
  }

  private void requirePort(String option, int value) {
    if (value < 1 || value > MAX_PORT) {
      throw new ParameterException(
          spec.commandLine(), option + " must be 1 to " + MAX_PORT + ", not " + value);
    }
  }

  private static String ready(DemoOptions options) {
    return String.format(
        "ready: Kafka on 127.0.0.1:%d, metrics on http://127.0.0.1:%d/metrics (Ctrl-C ends)",
        options.port(), options.metricsPort());
  }

  private static void awaitFirstResult(Demo demo) throws InterruptedException {
    long deadline = System.nanoTime() + FIRST_RESULT_LIMIT.toNanos();
    while (!demo.measures() && !demo.isClosed()) {
      demo.requireCapture();
      if (System.nanoTime() > deadline) {
        throw new EnvironmentException(
            "no result within "
                + FIRST_RESULT_LIMIT.toSeconds()
                + " s of starting; --verbose shows what each part does");
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static void watch(Demo demo, DemoOptions options, Screen screen, GroupTrends trends)
      throws InterruptedException {
    long start = System.nanoTime();
    long end = options.duration().map(d -> start + d.toNanos()).orElse(Long.MAX_VALUE);
    for (long next = start; !demo.isClosed(); ) {
      next += screen.interval().toNanos();
      sleepUntil(Math.min(next, end));
      demo.requireCapture();
      OverviewView view = Views.overview(demo.store());
      trends.add(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start), view.groups());
      screen.show(view, trends);
      if (next >= end) {
        return;
      }
    }
  }

  private static void sleepUntil(long nanoTime) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(nanoTime - System.nanoTime());
  }

  private static void summary(PrintWriter out, OverviewView view, GroupTrends trends) {
    Totals totals = Totals.of(view);
    out.println();
    out.println("summary: " + totals.sums());
    GroupTrends.Range lag = trends.range(Workload.SLOW_GROUP);
    if (lag != null) {
      out.printf(
          "summary: lag of group %s between %d and %d records, %d at the end%n",
          Workload.SLOW_GROUP, lag.lowest(), lag.highest(), lag.last());
    }
    out.printf(
        "summary: coverage %s, %d packets captured, %d dropped%n",
        totals.coverageText(), totals.pipeline().packets(), totals.pipeline().droppedPackets());
    out.flush();
  }

  /** Whether escape sequences are understood; the launcher looks where standard output goes. */
  private static boolean onTerminal() {
    return Boolean.getBoolean("streamgauge.terminal") && !"dumb".equals(System.getenv("TERM"));
  }
}
