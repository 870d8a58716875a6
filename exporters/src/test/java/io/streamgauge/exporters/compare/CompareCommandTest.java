package io.streamgauge.exporters.compare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.Results;
import io.streamgauge.exporters.SampleResults;
import io.streamgauge.exporters.cli.CompareCommand;
import io.streamgauge.exporters.http.Credentials;
import io.streamgauge.exporters.http.HttpEndpoints;
import io.streamgauge.exporters.http.HttpSecurity;
import io.streamgauge.exporters.http.PemFiles;
import io.streamgauge.exporters.http.SelfSigned;
import io.streamgauge.exporters.page.ShownExporter;
import io.streamgauge.exporters.prometheus.PrometheusPage;
import io.streamgauge.exporters.prometheus.Staleness;
import io.streamgauge.exporters.store.ResultStore;
import io.streamgauge.exporters.view.LiveViews;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Our real exporter, and another one's page, both behind real HTTP. */
class CompareCommandTest {
  private static final long NOW = 1_000_000;

  private final ResultStore store = new ResultStore();
  private HttpEndpoints ours;
  private HttpServer theirs;
  private String page = "";
  private int status = 200;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void serve() throws IOException {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
    Staleness staleness = new Staleness(clock, Duration.ofSeconds(60));
    LiveViews live = new LiveViews(store, () -> true, clock, staleness.limit());
    PrometheusPage metrics = new PrometheusPage(store, staleness, true);
    ours = new HttpEndpoints(free(), store, live, metrics, () -> true);
    theirs = HttpServer.create(free(), 8);
    theirs.createContext(
        "/metrics",
        exchange -> {
          byte[] body = page.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    theirs.start();
    SampleResults.watermark(store, NOW);
  }

  @AfterEach
  void stop() {
    ours.close();
    theirs.stop(0);
  }

  private static InetSocketAddress free() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private void we(MetricDefinition metric, double value, String... labels) {
    SampleResults.publish(store, Results.gauge(metric, List.of(labels), value, NOW));
  }

  private int compare(String... more) {
    CommandLine command = new CommandLine(new CompareCommand());
    command.setOverwrittenOptionsAllowed(true);
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] arguments = new String[more.length + 2];
    arguments[0] = "--with=http://127.0.0.1:" + theirs.getAddress().getPort() + "/metrics";
    arguments[1] = "--ours=http://127.0.0.1:" + ours.port() + "/metrics";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return command.execute(arguments);
  }

  @Test
  void eachSeriesIsEqualDiffersOrIsMissingOnASide() {
    // Given
    we(MetricCatalog.KAFKA_CONSUMERGROUP_LAG, 5, "c", "g", "t", "0");
    we(MetricCatalog.KAFKA_CONSUMERGROUP_LAG, 7, "c", "g", "t", "1");
    we(MetricCatalog.KAFKA_CONSUMERGROUP_LAG, 9, "c", "only-here", "t", "0");
    page =
        """
        # HELP kafka_consumergroup_lag Current Approximate Lag of a ConsumerGroup at Topic/Partition
        # TYPE kafka_consumergroup_lag gauge
        kafka_consumergroup_lag{consumergroup="g",partition="0",topic="t"} 5
        kafka_consumergroup_lag{consumergroup="g",partition="1",topic="t"} 4
        kafka_consumergroup_lag{consumergroup="only there",partition="0",topic="t"} -1
        go_goroutines 12
        """;

    // When
    int code = compare();

    // Then
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            differs by     kafka_consumergroup_lag{consumergroup="g",partition="1",topic="t"} 3: ours 7, theirs 4
            missing here   kafka_consumergroup_lag{consumergroup="only there",partition="0",topic="t"}: theirs -1
            missing there  kafka_consumergroup_lag{consumergroup="only-here",partition="0",topic="t"}: ours 9
            equal          kafka_consumergroup_lag{consumergroup="g",partition="0",topic="t"} 5
            1 equal, 1 differ, 1 missing here, 1 missing there
            """);
    assertThat(code).isEqualTo(1);
  }

  @Test
  void whatIsEqualWithinTheToleranceEndsWithZero() {
    we(MetricCatalog.KAFKA_TOPIC_PARTITION_CURRENT_OFFSET, 1_000, "c", "t", "0");
    page = "kafka_topic_partition_current_offset{partition=\"0\",topic=\"t\"} 1.001e+03\n";

    assertThat(compare("--tolerance=0.001")).isZero();
    assertThat(compare("--tolerance=0.0005")).isEqualTo(1);
  }

  @Test
  void equalSeriesCanBeLeftOut() {
    we(MetricCatalog.KAFKA_CONSUMERGROUP_MEMBERS, 2, "c", "g");
    page = "kafka_consumergroup_members{consumergroup=\"g\"} 2\n";

    assertThat(compare("--differences")).isZero();
    assertThat(out.toString())
        .isEqualToNormalizingNewlines("1 equal, 0 differ, 0 missing here, 0 missing there\n");
  }

  @Test
  void seriesOfOtherNamesAndLabelsAreFoundUnderOurs() {
    we(MetricCatalog.KAFKA_CONSUMERGROUP_LAG, 5, "c", "g", "t", "0");
    page =
        """
        kminion_kafka_consumer_group_topic_partition_lag{group_id="g",partition_id="0",topic_name="t"} 5
        """;
    assertThat(compare()).as("KMinion: %s", out).isZero();

    page =
        """
        burrow_kafka_consumer_partition_lag{cluster="x",consumer_group="g",partition="0",topic="t"} 5
        """;
    assertThat(compare()).as("Burrow: %s", out).isZero();
  }

  @Test
  void ofSeveralClustersOneIsNamed() {
    we(MetricCatalog.KAFKA_CONSUMERGROUP_MEMBERS, 2, "c", "g");
    we(MetricCatalog.KAFKA_CONSUMERGROUP_MEMBERS, 3, "d", "g");
    page = "kafka_consumergroup_members{consumergroup=\"g\"} 3\n";

    assertThat(compare()).isEqualTo(2);
    assertThat(err.toString()).contains("several clusters", "--cluster");
    assertThat(compare("--cluster=d")).isZero();
  }

  @Test
  void labelsMayHoldWhateverTheyLike() {
    we(MetricCatalog.KAFKA_CONSUMERGROUP_MEMBERS, 2, "c", "a \"b\" \\ {c},d=e\nf");
    page =
        "kafka_consumergroup_members{consumergroup=\"a \\\"b\\\" \\\\ {c},d=e\\nf\"} 2 1700000\n";

    assertThat(compare()).as(out.toString()).isZero();
  }

  @Test
  void aPageOfSomethingElseIsSaidInOneLine() {
    page = "<html>not metrics</html>";
    assertThat(compare("--differences")).isNotZero();
    assertThat(err.toString()).contains("no page of metrics: '<html>not metrics</html>'");
  }

  @Test
  void aPageWithoutAnythingKnownIsAFault() {
    page = "go_goroutines 12\n";

    assertThat(compare()).isEqualTo(2);
    assertThat(err.toString()).contains("kafka_exporter, Burrow or KMinion");
  }

  @Test
  void aRefusalIsSaid() {
    status = 403;

    assertThat(compare()).isNotZero();
    assertThat(err.toString()).contains("answered with status 403");
  }

  @Test
  void anExporterBehindTlsAndAPasswordIsReadWithFiles(@TempDir Path folder) throws Exception {
    SelfSigned made = SelfSigned.make(folder, "EC");
    Path user = Files.writeString(folder.resolve("user"), "reader:secret");
    HttpSecurity security =
        new HttpSecurity(
            Optional.of(PemFiles.read(made.certificate(), made.key())),
            Optional.of(Credentials.read(user)));
    try (ShownExporter guarded = new ShownExporter(security)) {
      guarded.gauge(MetricCatalog.KAFKA_CONSUMERGROUP_MEMBERS, 2, "c", "g");
      guarded.watermark(ShownExporter.NOW);
      we(MetricCatalog.KAFKA_CONSUMERGROUP_MEMBERS, 2, "c", "g");
      page = "kafka_consumergroup_members{consumergroup=\"g\"} 2\n";
      for (String side : List.of("--with", "--ours")) {
        String url = side + "=" + guarded.url() + "/metrics";
        String ca = side + "-ca=" + made.certificate();

        assertThat(compare(url, ca, side + "-auth=" + user)).as("%s %s", out, err).isZero();
        assertThat(compare(url)).as("without its certificate").isEqualTo(1);
        assertThat(compare(url, ca)).as("without a password").isEqualTo(1);
        assertThat(err.toString()).contains("answered with status 401").doesNotContain("secret");
      }
    }
  }

  @Test
  void aPasswordIsNotHandedOn(@TempDir Path folder) throws IOException {
    Path user = Files.writeString(folder.resolve("user"), "reader:secret");
    List<String> seen = new CopyOnWriteArrayList<>();
    theirs.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    theirs.createContext(
        "/elsewhere",
        exchange -> {
          seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    String moved = "--with=http://127.0.0.1:" + theirs.getAddress().getPort() + "/moved";

    assertThat(compare(moved, "--with-auth=" + user)).isNotZero();

    assertThat(seen).isEmpty();
    assertThat(err.toString()).contains("answered with status 302");
    compare(moved);
    assertThat(seen).as("followed without a password").containsExactly("null");
  }

  @Test
  void wrongOptionsAreNamed() {
    assertThat(compare("--tolerance=1.5")).isEqualTo(2);
    assertThat(compare("--ours=localhost:9404")).isEqualTo(2);
    assertThat(compare("--with-auth=/none/there")).isEqualTo(2);
    assertThat(compare("--ours-ca=/none/there")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--tolerance must be", "--ours must be a URL")
        .contains("--with-auth: cannot read /none/there", "--ours-ca: there is no /none/there");
  }
}
