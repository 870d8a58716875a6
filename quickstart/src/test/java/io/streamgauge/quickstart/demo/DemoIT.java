package io.streamgauge.quickstart.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamgauge.agent.testing.RequiresCapture;
import io.streamgauge.quickstart.Launcher;
import io.streamgauge.quickstart.Launcher.Run;
import io.streamgauge.quickstart.Tool;
import io.streamgauge.quickstart.broker.BrokerSettings;
import io.streamgauge.quickstart.truth.MetricsPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a user meets it, in short form: a process of its own, on free ports. */
@RequiresCapture
class DemoIT {
  private static final Duration START = Duration.ofSeconds(60);
  private static final long SIGINT_BIT = 1L << 1;

  /** Names that other exporters made common; promtool reserves the suffix for histograms. */
  private static final String[] SUM_GAUGES = {
    "kafka_consumergroup_lag_sum", "kafka_consumergroup_current_offset_sum"
  };

  @TempDir private Path temporary;
  private Launcher.Started started;
  private final BrokerSettings free = BrokerSettings.onFreePorts();

  @Test
  void itMeasuresItsWorkloadSumsUpAndLeavesNothingBehind() throws Exception {
    Launcher.Started demo = start("--duration", "45s");
    await("ready line").atMost(START).until(() -> demo.out().contains("ready: "));
    AtomicReference<MetricsPage> newest = new AtomicReference<>();
    await("figures of all clients on the metrics page")
        .atMost(Duration.ofSeconds(43))
        .untilAsserted(
            () -> {
              newest.set(page());
              assertShowsAllClients(newest.get(), demo.out());
            });
    MetricsPage page = newest.get();
    Run run = demo.await();

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("group billing")
        .contains("growing")
        .contains("summary: lag of group billing between")
        .contains("summary: coverage 100 %");
    assertThat(temporary).as("what it left behind").isEmptyDirectory();
    Tool.require("promtool", "prometheus");
    assertThat(objections(page)).as("promtool check metrics").containsOnly(SUM_GAUGES);
  }

  private static void assertShowsAllClients(MetricsPage page, String said) {
    assertThat(page.count("kafka_consumergroup_lag", "consumergroup", "billing"))
        .as("lag of billing; the demo said: %s", said)
        .isGreaterThan(300);
    assertThat(page.sum("streamgauge_produced_bytes_total", "client_id", "orders-service"))
        .isPositive();
    assertThat(
            page.sum(
                "streamgauge_responses_total",
                "client_id",
                "image-uploader",
                "error",
                "MESSAGE_TOO_LARGE"))
        .as("the failing producer's errors")
        .isPositive();
    assertThat(page.sum("streamgauge_produced_records_total", "client_id", "invoicing-legacy"))
        .as("the old client's records")
        .isPositive();
    assertThat(page.all("streamgauge_request_duration_seconds_bucket")).isNotEmpty();
    assertThat(page.all("streamgauge_broker_coverage_ratio")).isNotEmpty();
  }

  @AfterEach
  void stopWhatAFailedTestLeftRunning() {
    if (started != null) {
      started.process().destroy();
    }
  }

  @Test
  void anInterruptLeavesNothingBehind() throws Exception {
    Launcher.Started demo = start("--no-workload");
    await("ready line").atMost(START).until(() -> demo.out().contains("ready: "));
    boolean ignoresInterrupts = ignoresInterrupts(demo.process().pid());
    signal(demo.process().pid(), ignoresInterrupts ? "TERM" : "INT");
    Run run = demo.await();

    assertThat(run.code()).isEqualTo(ignoresInterrupts ? 143 : 130);
    assertThat(temporary).as("what it left behind").isEmptyDirectory();
  }

  @Test
  void aTakenPortIsSaidBeforeAnythingStarts() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Run run = Launcher.run("demo", "--metrics-port", Integer.toString(taken.getLocalPort()));

      assertThat(run.code()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err().lines())
          .singleElement()
          .asString()
          .contains("port " + taken.getLocalPort(), "--metrics-port");
    }
  }

  @Test
  void withoutTheRightToCaptureOneLineSaysWhatMendsIt() throws Exception {
    Tool.requireRoot();
    Tool.require("setpriv", "util-linux");
    Run run =
        Launcher.start(
                Path.of("."),
                Map.of(),
                "setpriv",
                "--bounding-set=-net_raw",
                Launcher.script().toString(),
                "demo")
            .await();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).singleElement().asString().contains("root", "CAP_NET_RAW");
  }

  private Launcher.Started start(String... more) throws IOException {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Launcher.script().toString(),
                    "demo",
                    "--port=" + free.observedPort(),
                    "--telemetry-port=" + free.telemetryPort(),
                    "--metrics-port=" + free.controllerPort()),
                Stream.of(more))
            .toList();
    Map<String, String> environment =
        Map.of("STREAMGAUGE_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
    started = Launcher.start(Path.of("."), environment, command.toArray(String[]::new));
    return started;
  }

  private MetricsPage page() throws IOException, InterruptedException {
    return MetricsPage.fetch(free.controllerPort());
  }

  /** Names of the metrics that promtool objects to. */
  private static Set<String> objections(MetricsPage page) throws Exception {
    Path file = Files.createTempFile("promtool-", ".txt");
    try {
      Files.writeString(file, page.text(), UTF_8);
      Process promtool =
          new ProcessBuilder("promtool", "check", "metrics")
              .redirectInput(file.toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(promtool.getInputStream().readAllBytes(), UTF_8);
      assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return said.lines()
          .filter(line -> !line.isBlank())
          .map(line -> line.split(" ", 2)[0])
          .collect(Collectors.toSet());
    } finally {
      Files.delete(file);
    }
  }

  /** A process started in the background of a shell without job control ignores SIGINT. */
  private static boolean ignoresInterrupts(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
        .anyMatch(mask -> (mask & SIGINT_BIT) != 0);
  }

  private static void signal(long pid, String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
    assertThat(kill.waitFor()).isZero();
  }
}
