package io.streamgauge.quickstart.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamgauge.quickstart.Launcher;
import io.streamgauge.quickstart.Launcher.Run;
import io.streamgauge.quickstart.truth.MetricsPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole pipeline over a capture says in sums what {@code read} says one by one; in every
 * format.
 */
class AnalyzeIT {
  private static final int PCAP_HEADER_BYTES = 24;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path GOLDEN = Path.of("../capture-agent/src/test/resources/golden");

  private static final Path CAPTURES = Path.of("../capture-agent/src/test/resources/captures");

  @TempDir private Path temporary;

  @ParameterizedTest
  @ValueSource(strings = {"01-fetch-v12-ok", "05-produce-v9-ok-and-error"})
  void sumsAreThoseOfTheExchanges(String capture) throws Exception {
    String file = GOLDEN.resolve(capture + ".pcap").toString();
    List<JsonNode> exchanges = read(file);

    Run run = Launcher.run("analyze", "--format", "prometheus", file);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    MetricsPage page = MetricsPage.parse(run.out());
    Map<String, Long> requests = new TreeMap<>();
    exchanges.forEach(e -> requests.merge(e.get("api").asText(), 1L, Long::sum));
    requests.forEach(
        (api, count) ->
            assertThat(page.count("streamgauge_requests_total", "api", api))
                .as(api)
                .isEqualTo(count));
    assertThat(page.count("streamgauge_requests_total")).isEqualTo(exchanges.size());
    assertThat(page.count("streamgauge_produced_records_total"))
        .isEqualTo(accepted(exchanges, "Produce", "records"));
    assertThat(page.count("streamgauge_produced_bytes_total"))
        .isEqualTo(accepted(exchanges, "Produce", "bytes"));
    assertThat(page.count("streamgauge_consumed_records_total"))
        .isEqualTo(accepted(exchanges, "Fetch", "records"));
    assertThat(page.count("streamgauge_consumed_bytes_total"))
        .isEqualTo(accepted(exchanges, "Fetch", "bytes"));
  }

  @Test
  void tableAndJsonShowTheSameClients() throws Exception {
    String file = GOLDEN.resolve("05-produce-v9-ok-and-error.pcap").toString();

    Run table =
        Launcher.start(
                Path.of("."),
                Map.of("STREAMGAUGE_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary),
                Launcher.script().toString(),
                "analyze",
                file)
            .await();
    Run json = Launcher.run("analyze", "--format=json", file);

    JsonNode clients = JSON.readTree(json.out()).get("overview").get("clients");
    assertThat(clients).isNotEmpty();
    for (JsonNode client : clients) {
      assertThat(table.out()).contains(client.get("clientId").asText());
    }
    assertThat(JSON.readTree(json.out()).get("series")).isNotEmpty();
    assertThat(temporary).as("what it left behind").isEmptyDirectory();
  }

  @Test
  void theReportShowsTheFiguresOfTheMetrics() throws Exception {
    Path file = temporary.resolve("out.html");
    String capture = CAPTURES.resolve("java-4.3.1-mixed.pcap").toString();

    Run run = Launcher.run("analyze", "--format=prometheus", "--report=" + file, capture);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    String report = Files.readString(file);
    MetricsPage page = MetricsPage.parse(run.out());
    assertThat(report).contains(">java-4.3.1-mixed.pcap<").doesNotContain(CAPTURES.toString());
    assertThat(figure(report, "requests")).isEqualTo(page.count("streamgauge_requests_total"));
    assertThat(figure(report, "produced"))
        .isEqualTo(page.count("streamgauge_produced_records_total"))
        .isPositive();
    assertThat(figure(report, "consumed"))
        .isEqualTo(page.count("streamgauge_consumed_records_total"))
        .isPositive();
    for (MetricsPage.Sample client : page.all("streamgauge_requests_total")) {
      assertThat(report).contains(">" + client.labels().get("client_id") + "</td>");
    }
    for (MetricsPage.Sample group : page.all("kafka_consumergroup_lag_sum")) {
      assertThat(report).contains(">" + group.labels().get("consumergroup") + "</td>");
      assertThat(report).contains("/ " + group.labels().get("consumergroup") + "</span>");
    }
    assertThat(report).contains("id=\"plot-latency\"").contains("class=\"heat h");
  }

  @Test
  void aReportThatCannotBeWrittenIsSaidBeforeAnythingIsRead() throws Exception {
    Path file = temporary.resolve("gone").resolve("out.html");

    Run run = Launcher.run("analyze", "--report=" + file, temporary.resolve("no.pcap").toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .contains("--report: there is no folder " + file.getParent());
  }

  @Test
  void aCaptureWithoutKafkaIsSaidAndGivesEmptyResults() throws Exception {
    Path file = Files.createTempFile("streamgauge-it-", ".pcap");
    try {
      byte[] golden = Files.readAllBytes(GOLDEN.resolve("01-fetch-v12-ok.pcap"));
      Files.write(file, Arrays.copyOf(golden, PCAP_HEADER_BYTES));

      Run run = Launcher.run("analyze", file.toString());

      assertThat(run.code()).isZero();
      assertThat(run.err()).startsWith("No Kafka among 0 packets");
    } finally {
      Files.delete(file);
    }
  }

  private static long figure(String report, String name) {
    Matcher figure = Pattern.compile("data-figure=\"" + name + "\">([0-9,]+)<").matcher(report);
    assertThat(figure.find()).as(name).isTrue();
    return Long.parseLong(figure.group(1).replace(",", ""));
  }

  private static List<JsonNode> read(String file) throws Exception {
    Run run = Launcher.run("read", "--format", "jsonl", file);
    assertThat(run.code()).as(run.err()).isZero();
    List<JsonNode> exchanges = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      JsonNode node = JSON.readTree(line);
      if (node.has("api")) {
        exchanges.add(node);
      }
    }
    assertThat(exchanges).isNotEmpty();
    return exchanges;
  }

  /** Sums over the partitions that came back without an error. */
  private static long accepted(List<JsonNode> exchanges, String api, String field) {
    long sum = 0;
    for (JsonNode exchange : exchanges) {
      if (exchange.get("api").asText().equals(api)) {
        for (JsonNode partition : exchange.path("partitions")) {
          sum +=
              partition.path("error").asText().equals("NONE") ? partition.path(field).asLong() : 0;
        }
      }
    }
    return sum;
  }
}
