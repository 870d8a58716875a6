package io.streamgauge.exporters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.exporters.http.Credentials;
import io.streamgauge.exporters.http.HttpSecurity;
import io.streamgauge.exporters.http.PemFiles;
import io.streamgauge.exporters.http.SelfSigned;
import io.streamgauge.exporters.page.ShownExporter;
import io.streamgauge.exporters.view.Freshness;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Plain lines over a real exporter, and what is said of wrong input. */
class TopCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int top(String... arguments) {
    CommandLine command = new CommandLine(new TopCommand());
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(arguments);
  }

  @Test
  void whereThereIsNoTerminalItPrintsABlockOfPlainLinesPerRefresh() throws Exception {
    try (ShownExporter exporter = new ShownExporter()) {
      exporter.watermark(ShownExporter.NOW);
      exporter.group("billing", "orders", "WARN", 4_711);
      exporter.client("esc\u001b[31m", "orders", 100);

      int code = top("--url", exporter.url(), "--count", "2", "--interval", "1");

      assertThat(code).isZero();
      assertThat(err.toString()).isEmpty();
      String text = out.toString();
      assertThat(text.split("● Live 22:13:20Z", -1)).as("blocks").hasSize(3);
      assertThat(text).containsPattern("\n  billing +WARN +4,711 ");
      assertThat(text)
          .contains("\nCLIENTS\n", "esc\\u001b[31m", "The jobs report no open finding.");
      assertThat(text).doesNotContain("\u001b");
      assertThat(text.lines()).noneMatch(line -> line.endsWith(" "));
    }
  }

  @Test
  void theFilterHoldsForEveryTable() throws Exception {
    try (ShownExporter exporter = new ShownExporter()) {
      exporter.watermark(ShownExporter.NOW);
      exporter.group("billing", "orders", "WARN", 4_711);
      exporter.group("audit", "payments", "OK", 3);
      exporter.client("orders-service", "orders", 100);

      top("--url", exporter.url(), "--count", "1", "--filter", "Pay audit");

      assertThat(out.toString()).contains("  audit ", "CLIENTS\n  Nothing passes the filter.");
      assertThat(out.toString()).doesNotContain("billing");
    }
  }

  @Test
  void stoppedResultsAreSaid() throws Exception {
    try (ShownExporter exporter = new ShownExporter()) {
      exporter.watermark(ShownExporter.NOW);
      exporter.silence(Freshness.SILENCE_LIMIT.plusMillis(1));

      top("--url", exporter.url(), "--count", "1");

      assertThat(out.toString()).startsWith("▲ Stale").contains("\nResults stopped.");
    }
  }

  @Test
  void anExporterThatIsNotThereIsOneLineAndACode() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    int code = top("--url", "http://127.0.0.1:" + free, "--count", "1");

    assertThat(code).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines())
        .containsExactly("http://127.0.0.1:" + free + ": nothing listens there");
  }

  @Test
  void httpsAndAUserComeFromFiles() throws Exception {
    SelfSigned made = SelfSigned.make(folder, "EC");
    Path user = Files.writeString(folder.resolve("user"), "alice:se:cret\n");
    HttpSecurity security =
        new HttpSecurity(
            Optional.of(PemFiles.read(made.certificate(), made.key())),
            Optional.of(Credentials.read(user)));
    try (ShownExporter exporter = new ShownExporter(security)) {
      exporter.watermark(ShownExporter.NOW);
      String[] trusted = {"--url", exporter.url(), "--count=1", "--ca", "" + made.certificate()};

      assertThat(top("--url", exporter.url(), "--count=1")).isEqualTo(2);
      assertThat(err.toString()).contains("TLS", "--ca").hasLineCount(1);
      assertThat(top(trusted)).isEqualTo(2);
      assertThat(err.toString()).endsWith("it asks for a user and password: --auth FILE\n");
      assertThat(top(trusted[0], trusted[1], trusted[2], trusted[3], trusted[4], "--auth=" + user))
          .isZero();
      assertThat(out.toString()).startsWith("● Live");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--url=localhost:9404, --url must be a URL",
    "--url=ftp://x,        --url must be a URL",
    "--url=http://user:pw@x, --url must hold no user and password",
    "--interval=0,         --interval must be 1 to 3600",
    "--count=-1,           --count must be 0 or more",
    "--auth=/none/there,   --auth: cannot read /none/there",
    "--ca=/none/there,     --ca: there is no /none/there",
  })
  void wrongInputIsOneLine(String argument, String said) {
    assertThat(top(argument)).isEqualTo(2);
    assertThat(err.toString()).contains(said);
  }
}
