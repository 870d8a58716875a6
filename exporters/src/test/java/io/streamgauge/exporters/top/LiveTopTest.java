package io.streamgauge.exporters.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.exporters.page.ShownExporter;
import io.streamgauge.exporters.view.Freshness;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Terminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The live view on a terminal in memory, over a real exporter. */
class LiveTopTest {
  private static final String ENTER = "\r";
  private static final String ESCAPE = "\033";
  private static final String DOWN = "\033[B";

  private ShownExporter exporter;
  private VirtualScreen screen;
  private CompletableFuture<Boolean> ended;

  @BeforeEach
  void serve() throws Exception {
    exporter = new ShownExporter();
    screen = new VirtualScreen(120, 24);
    exporter.watermark(ShownExporter.NOW);
  }

  @AfterEach
  void stop() throws Exception {
    if (ended != null && !ended.isDone()) {
      screen.terminal().raise(Terminal.Signal.INT);
      ended.get(60, TimeUnit.SECONDS);
    }
    screen.close();
    exporter.close();
  }

  @Test
  void theWorstGroupComesFirstWithTheFiguresOfTheExporter() {
    exporter.group("calm", "orders", "OK", 900);
    exporter.group("dead", "orders", "STOP", 12_345);
    start();

    screen.awaitText("dead");
    List<String> lines = screen.lines();
    assertThat(lines.get(0)).startsWith("Streamgauge  ● Live 22:13:20Z").endsWith(exporter.url());
    assertThat(lines.get(1)).startsWith("1 of 2 groups in trouble · 13,245 behind");
    assertThat(lines.get(2)).startsWith("[1 Groups 2] 2 Clients 0  3 Brokers 0");
    assertThat(lines.get(3)).startsWith("group  status");
    assertThat(lines.get(4)).matches("dead +STOP +12,345 .*orders");
    assertThat(lines.get(5)).matches("calm +OK +900 .*orders");
    assertThat(lines.get(23)).contains("q quit");
  }

  @Test
  void whatChangesIsShownWithoutAKeyAndAfterAPause() throws Exception {
    exporter.group("billing", "orders", "OK", 10);
    start();
    screen.awaitText("billing");

    exporter.group("billing", "orders", "WARN", 4_711);
    screen.awaitText("4,711");

    screen.type("p");
    screen.awaitText("PAUSED");
    exporter.group("billing", "orders", "WARN", 5_000);
    screen.type("p");
    screen.awaitText("5,000");
  }

  @Test
  void rowsAreFilteredSortedAndReversed() throws Exception {
    exporter.group("first", "orders", "OK", 30);
    exporter.group("second", "orders", "OK", 20);
    exporter.group("third", "payments", "OK", 40);
    start();
    screen.awaitText("third");

    screen.type("/orders" + ENTER);
    screen.awaitText("filter: orders  2 of 3");
    assertThat(names(2)).containsExactly("first", "second");

    screen.type("s");
    screen.awaitText("group ↑");
    screen.type("r");
    screen.awaitText("group ↓");
    assertThat(names(2)).containsExactly("second", "first");

    screen.type(ESCAPE);
    screen.awaitText("third");
    screen.type("ss");
    screen.awaitText("lag ↓");
    assertThat(names(3)).containsExactly("third", "first", "second");
  }

  @Test
  void aGroupOpensByKeyboardAndClosesAgain() throws Exception {
    exporter.group("billing", "orders", "WARN", 500);
    exporter.group("audit", "payments", "OK", 3);
    start();
    screen.awaitText("audit");

    screen.type(DOWN + ENTER);
    screen.awaitText("Group audit");
    screen.awaitText("Partitions");
    List<String> lines = screen.lines();
    assertThat(lines).anyMatch(line -> line.matches("payments +3 .*2 ok"));
    assertThat(lines).anyMatch(line -> line.matches("payments +0 +2 +7 .*"));
    assertThat(lines.get(23)).startsWith("↑↓ scroll  Esc back");

    screen.type(ESCAPE);
    screen.awaitText("[1 Groups 2]");
  }

  @Test
  void aClientOpensWithWhatItDoes() throws Exception {
    exporter.client("orders-service", "orders", 9_876_543);
    start();
    screen.awaitText("2 Clients 1");

    screen.type("2" + ENTER);
    screen.awaitText("Client orders-service");
    screen.awaitText("records produced");
    assertThat(screen.lines()).anyMatch(line -> line.contains("9,876,543"));
    screen.type("?");
    screen.awaitText("Any key goes back.");
    screen.type("x");
    screen.awaitText("Client orders-service");
  }

  @Test
  void whenResultsStopItSaysSo() {
    exporter.group("billing", "orders", "OK", 1);
    start();
    screen.awaitText("● Live");

    exporter.silence(Freshness.SILENCE_LIMIT.plusMillis(1));
    screen.awaitText("▲ Stale");
    assertThat(screen.lines().get(1)).startsWith("Results stopped. These are the figures of 22:13");
    assertThat(screen.lines()).anyMatch(line -> line.startsWith("billing"));
  }

  @Test
  void anExporterThatDoesNotAnswerIsToldOfAndAskedAgain() {
    exporter.group("billing", "orders", "OK", 1);
    start();
    screen.awaitText("● Live");

    exporter.broken.set(true);
    screen.awaitText("■ No answer");
    screen.awaitText("Last answer");
    assertThat(screen.lines()).anyMatch(line -> line.startsWith("billing"));

    exporter.broken.set(false);
    screen.awaitText("● Live");
  }

  @Test
  void beforeTheFirstResultItSaysWhatItWaitsFor() throws Exception {
    exporter.close();
    exporter = new ShownExporter();
    exporter.ready.set(false);
    start();
    screen.awaitText("Reading results …");

    exporter.ready.set(true);
    screen.awaitText("No result has come yet");
    screen.awaitText("No group was heard yet");
  }

  @Test
  void hostileNamesAreTextAndNothingElse() throws Exception {
    String hostile = "\u001b]0;owned\u0007\u001b[2J\u009b31m\r\nx\u202egpj.exe";
    exporter.group(hostile, hostile, "OK", 5);
    exporter.client(hostile, hostile, 100);
    start();

    screen.awaitText("\\u001b]0;owned\\u0007\\u001b[2J");
    screen.type(ENTER);
    screen.awaitText("Group \\u001b]0;owned");
    screen.type(ESCAPE);
    screen.awaitText("[1 Groups 1]");
    screen.type("2" + ENTER);
    screen.awaitText("Client \\u001b]0;owned");
    assertThat(screen.written())
        .doesNotContain("\u001b]0;owned", "\u0007", "\u009b", "\u202e", "\u001b[2J\u009b");
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 60, 200})
  void longWideAndTurnedNamesNeitherWrapNorMoveTheColumns(int width) {
    exporter.group("x".repeat(10_000), "t", "OK", 71);
    exporter.group("請求書グループ".repeat(30), "t", "OK", 72);
    exporter.group("קבוצת חיובים".repeat(30), "t", "OK", 73);
    screen.size(width, 24);
    start();

    screen.awaitText("71");
    List<String> rows = screen.lines().subList(4, 7);
    assertThat(rows).as("one line each").noneMatch(String::isBlank);
    assertThat(screen.lines().subList(7, 23)).as("and no more").allMatch(String::isBlank);
    assertThat(rows).allMatch(row -> row.contains("…") && row.matches(".* 7[123]\\b.*"));
    assertThat(rows.stream().map(row -> row.replaceFirst("( 7[123])\\b.*", "$1").length()))
        .as("where the lag ends")
        .containsOnly(rows.get(0).replaceFirst("( 7[123])\\b.*", "$1").length());
  }

  @Test
  void aSmallerTerminalKeepsWhatMattersMost() {
    exporter.group("billing", "orders", "WARN", 500);
    start();
    screen.awaitText("topics");

    screen.resize(30, 8);
    screen.awaitText("billing");
    assertThat(screen.lines().get(4)).matches("billing +WARN +500");
  }

  @Test
  void theTerminalIsGivenBackAsItWas() throws Exception {
    exporter.gauge(MetricCatalog.KAFKA_CONSUMERGROUP_LAG, 1, ShownExporter.CLUSTER, "g", "t", "0");
    var before = screen.terminal().getAttributes().toString();
    start();
    screen.awaitText("● Live");
    screen.type("q");

    assertThat(ended.get(60, TimeUnit.SECONDS)).as("interrupted").isFalse();
    assertThat(screen.written()).contains("\u001b[?1049h", "\u001b[?25l");
    assertThat(screen.written().indexOf("\u001b[?1049l"))
        .isGreaterThan(screen.written().indexOf("● Live"));
    assertThat(screen.written()).endsWith("\u001b[?1049l\u001b[23;0;0t");
    assertThat(screen.terminal().getAttributes()).hasToString(before);
  }

  @Test
  void withoutColourItUsesNone() {
    exporter.group("dead", "orders", "STOP", 3);
    start(false);
    screen.awaitText("dead");

    assertThat(screen.written()).doesNotContainPattern("\u001b\\[[0-9;]*3[0-9]m");
    assertThat(screen.lines()).anyMatch(line -> line.matches("dead +STOP.*"));
  }

  private void start() {
    start(true);
  }

  private void start(boolean colour) {
    ExporterApi api =
        new ExporterApi(URI.create(exporter.url()), Optional.empty(), Optional.empty());
    LiveTop top = new LiveTop(screen.terminal(), api, Duration.ofMillis(200), "", colour);
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                end.complete(top.run());
              } catch (InterruptedException | RuntimeException e) {
                end.completeExceptionally(e);
              }
            },
            "top-it");
    thread.setDaemon(true);
    thread.start();
    ended = end;
  }

  /** The first words of the rows of the table. */
  private List<String> names(int count) {
    List<String> lines = screen.lines();
    int header = 0;
    while (!lines.get(header).startsWith("group")) {
      header++;
    }
    return lines.subList(header + 1, header + 1 + count).stream()
        .map(line -> line.split(" ", 2)[0])
        .toList();
  }
}
