package io.streamgauge.exporters.report;

import static io.streamgauge.exporters.report.Recorded.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.MetricCatalog;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlReportTest {
  private static final int MEGABYTE = 1 << 20;

  /** Whatever makes a browser fetch, run or post something. */
  private static final Pattern LOADS =
      Pattern.compile(
          "(?i)<(script|link|iframe|img|object|embed|form|base|a|image|use|foreignObject)\\b"
              + "|\\b(src|href|srcset|action|style|on[a-z]+)\\s*="
              + "|url\\(|@import|https?:");

  private final Recorded shown = new Recorded();

  @Test
  void itHoldsEveryPlotAndEveryTable() {
    shown.everything("billing");

    String report = shown.report("orders.pcap", "orders-2.pcap");

    assertThat(report)
        .contains("<title>Streamgauge report: orders.pcap, orders-2.pcap</title>")
        .contains("id=\"plot-bytes\"", "id=\"plot-requests\"", "id=\"plot-latency\"")
        .contains("id=\"plot-lag\"", "id=\"plot-rebalances\"")
        .contains("2023-11-14T22:13:20Z to 2023-11-14T22:15:01Z, plots in steps of 1 s")
        .contains("<dd data-figure=\"troubled\">1</dd>")
        .contains("<dd data-figure=\"requests\">1,000</dd>")
        .contains("<dd data-figure=\"produced\">5,000</dd>")
        .contains("<dd data-figure=\"errors\">4</dd>")
        .contains("<dd data-figure=\"coverage\">98.7 %</dd>")
        .contains("<td data-column=\"lag\" class=\"n\">300</td>")
        .contains("NOT_LEADER", "tiny_batches", "removed");
    assertThat(report).as("bytes per second, highest").contains(">900 B/s<");
    assertThat(report).as("lag, highest").contains(">300<");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>window.hacked = true</script>",
        "<img src=x onerror='window.hacked = true'>",
        "\"><svg onload=window.hacked=true>&amp;",
        "</title></style></svg></table><h1>",
        "url(https://example.com) @import 'x'",
      })
  void namesFromTheWireAreText(String name) {
    shown.everything("plain");
    String plain = shown.report("x.pcap");
    Recorded hostile = new Recorded();

    hostile.everything(name);
    String report = hostile.report(name);

    String escaped = new Html().text(name).toString();
    assertThat(report).contains("<td data-column=\"group\">" + escaped + "</td>");
    assertThat(report).contains("<td data-column=\"client\">" + escaped + "</td>");
    assertThat(report.replace(escaped, "plain"))
        .as("nothing but the name differs")
        .isEqualTo(plain.replace("x.pcap", "plain"));
  }

  @Test
  void charactersThatWouldTurnTextAroundAreShownAsEscapes() {
    shown.everything("safe\u202egpj.exe\n");

    assertThat(shown.report("x.pcap")).contains(">safe\\u202egpj.exe\\u000a<");
  }

  @Test
  void nothingInItLeadsOutOfTheFile() {
    shown.everything("billing");

    String report = shown.report("x.pcap");

    assertThat(LOADS.matcher(report).results().map(match -> match.group()).toList()).isEmpty();
    assertThat(report).contains("Content-Security-Policy\" content=\"default-src 'none';");
  }

  @Test
  void whatWasNotSeenIsSaidToBeMissingAndNotZero() {
    String report = shown.report("empty.pcap");

    assertThat(report)
        .contains("No Kafka traffic was seen.")
        .contains("No group was heard.", "No client was seen.", "No broker was seen.")
        .contains("no open finding", "nothing about later releases")
        .contains("<dd data-figure=\"coverage\">-</dd>")
        .doesNotContain("<svg", "<table");

    shown.counter(NOON, MetricCatalog.REQUESTS_TOTAL, 1, "c", "Fetch", "id", "host");
    assertThat(shown.report("one.pcap")).contains("The lag of no group was known.");
  }

  @Test
  void theFileStaysSmallHoweverMuchWasSeen() {
    String hostile = "\u202e<".repeat(300);
    for (int i = 0; i < 2_000; i++) {
      long second = NOON + 3_600L * i;
      String name = i + hostile;
      shown.lag(second, name, hostile, i);
      shown.counter(second, MetricCatalog.REQUESTS_TOTAL, 7, "c", "Fetch", name, hostile);
      shown.counter(second, MetricCatalog.RESPONSES_TOTAL, 7, "c", "Fetch", name, "h", "BAD");
      shown.gauge(second, MetricCatalog.FINDINGS, 3, "c", "tiny_batches", name, hostile);
      shown.gauge(second, MetricCatalog.BROKER_COVERAGE_RATIO, 1, "c", "b" + name);
    }

    String report = shown.report("long.pcap");

    assertThat(report.length()).isLessThan(4 * MEGABYTE);
    assertThat(report).containsPattern("… and 1,\\d{3} more");
    assertThat(report).as("days show").containsPattern(">\\d\\d-\\d\\d \\d\\d:\\d\\d<");
  }
}
