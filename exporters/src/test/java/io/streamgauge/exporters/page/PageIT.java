package io.streamgauge.exporters.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.exporters.view.Freshness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The page in a real browser. */
class PageIT {
  /** What the page waits between two questions; main.js says so too. */
  private static final Duration PERIOD = Duration.ofSeconds(2);

  private static final String GROUP_NAMES = "#groups td[data-column=group] a";
  private static Chromium browser;
  private ShownExporter exporter;

  @BeforeAll
  static void startBrowser() {
    browser = Chromium.start();
  }

  @AfterAll
  static void stopBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void serve() throws IOException {
    exporter = new ShownExporter();
    browser.size(1200, 900);
    browser.dark(false);
    browser.complaints();
  }

  @AfterEach
  void stop() {
    browser.open("about:blank");
    exporter.close();
  }

  @Test
  void figuresAreThoseOfTheMetrics() throws Exception {
    exporter.group("billing", "orders", "OK", 12_345);
    exporter.group("audit", "orders", "OK", 1);
    exporter.client("orders-service", "orders", 9_876_543);
    open();

    for (String group : List.of("billing", "audit")) {
      String lag = whole(metric("kafka_consumergroup_lag", "consumergroup=\"" + group + "\""));
      String row = "#groups tr[data-key='[\"c\",\"" + group + "\"]'] td[data-column=lag]";
      assertThat(browser.text(row).replace(",", "")).isEqualTo(lag);
    }
    assertThat(browser.text("[data-figure=lag] .value").replace(",", ""))
        .isEqualTo(whole(metric("kafka_consumergroup_lag", "")));

    browser.find("#clients a").click();
    browser.awaitText("h1", "orders-service");
    browser.awaitThat("topics", () -> !browser.texts("#topics tbody tr").isEmpty());
    assertThat(browser.text("#topics td[data-column=producedRecords]").replace(",", ""))
        .isEqualTo(
            whole(metric("streamgauge_produced_records_total", "client_id=\"orders-service\"")));
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void theWorstGroupComesFirstAndStaysInTheOrderOneAsksFor() {
    exporter.group("calm", "t", "OK", 900);
    exporter.group("dead", "t", "STOP", 3);
    exporter.group("slow", "t", "WARN", 40);
    open();

    assertThat(browser.texts(GROUP_NAMES)).containsExactly("dead", "slow", "calm");
    assertThat(browser.texts("#groups td[data-column=status]"))
        .containsExactly("Stopped", "Falling behind", "OK");
    assertThat(browser.text("[data-figure=troubled] .value")).isEqualTo("2");

    browser.find("#groups thead th:nth-child(3) button").click();
    assertThat(browser.texts(GROUP_NAMES)).containsExactly("calm", "slow", "dead");

    exporter.group("slow", "t", "WARN", 5_000);
    browser.awaitText("#groups tr:first-child td[data-column=lag]", "5,000");
    assertThat(browser.texts(GROUP_NAMES)).containsExactly("slow", "calm", "dead");
  }

  @Test
  void whenResultsStopThePageSaysSoWithinTenSeconds() {
    exporter.group("billing", "t", "OK", 1);
    open();
    browser.awaitThat("live", () -> state().equals("live"));

    // Silence beyond the limit shows at the next question, and both together are ten seconds at
    // most.
    exporter.silence(Freshness.SILENCE_LIMIT.plusMillis(1));
    browser.awaitThat("stale", () -> state().equals("stale"));
    assertThat(Freshness.SILENCE_LIMIT.plus(PERIOD)).isLessThan(Duration.ofSeconds(10));
    assertThat(browser.text("#notice")).contains("Results stopped");
    assertThat(browser.texts(GROUP_NAMES)).as("what was known stays").containsExactly("billing");

    exporter.watermark(ShownExporter.NOW + 1);
    browser.awaitThat("live again", () -> state().equals("live"));
    assertThat(browser.find("#notice").isDisplayed()).isFalse();
  }

  @Test
  void anExporterThatDoesNotAnswerIsToldOfAndAskedAgain() {
    exporter.group("billing", "t", "OK", 1);
    open();
    browser.awaitThat("live", () -> state().equals("live"));

    exporter.broken.set(true);
    browser.awaitThat("no answer", () -> state().equals("failed"));
    assertThat(browser.text("#notice")).contains("does not answer", "Last answer");
    assertThat(browser.texts(GROUP_NAMES)).containsExactly("billing");

    exporter.broken.set(false);
    browser.awaitThat("live again", () -> state().equals("live"));
  }

  @Test
  void beforeTheFirstResultItSaysWhatItWaitsFor() {
    exporter.ready.set(false);
    browser.open(exporter.url());
    browser.awaitThat("reading", () -> browser.text("#state").contains("Reading"));

    exporter.ready.set(true);
    browser.awaitThat("empty", () -> state().equals("empty"));
    assertThat(browser.text("#notice")).contains("No result has come yet");
    assertThat(browser.text("#groups .empty")).contains("No group was heard yet", "seed");
    assertThat(browser.text("#clients .empty")).contains("No client was seen yet");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>window.hacked = true</script>",
        "<img src=x onerror='window.hacked = true'>",
        "\"><svg onload=window.hacked=true>&amp;",
        "קבוצת חיובים",
        "a/b?c=d&e#f%20 +",
        "__proto__",
      })
  void namesFromTheWireAreText(String name) {
    exporter.group(name, name, "OK", 5);
    exporter.client(name, name, 100);
    open();

    assertThat(browser.text(GROUP_NAMES)).isEqualTo(name);
    assertThat(browser.text("#clients td[data-column=client] a")).isEqualTo(name);
    browser.find(GROUP_NAMES).click();
    browser.awaitText("#topics td[data-column=topic]", name);
    assertThat(browser.text("h1")).isEqualTo(name);
    assertThat(browser.script("return window.hacked")).isNull();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void charactersThatWouldTurnTextAroundAreShownAsEscapes() {
    exporter.group("safe\u202egpj.exe\n", "t", "OK", 5);
    open();

    assertThat(browser.text(GROUP_NAMES)).isEqualTo("safe\\u202egpj.exe\\u000a");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 320, 900, 1600})
  void nothingScrollsSidewaysNotEvenWithNamesOfTenKilobytes(int width) {
    String longName = "x".repeat(10_000);
    exporter.group(longName, longName, "STALL", 5_000_000_000L);
    exporter.group("שלום ".repeat(300), "t", "WARN", 50_000);
    exporter.client(longName, longName, 1_000_000_000_000L);
    browser.size(width, 800);
    open();

    assertThat(overflow()).as("overview at %d", width).isLessThanOrEqualTo(width);
    assertThat(browser.text(GROUP_NAMES)).isEqualTo(longName);
    assertThat(browser.find(GROUP_NAMES).getSize().getHeight())
        .as("height of a long name")
        .isLessThan(60);

    browser.find(GROUP_NAMES).click();
    browser.awaitText("#topics td[data-column=topic]", longName);
    assertThat(overflow()).as("group at %d", width).isLessThanOrEqualTo(width);
  }

  @Test
  void everythingCanBeReachedWithTheKeyboard() {
    exporter.group("billing", "orders", "STOP", 5);
    exporter.group("analytics", "orders", "WARN", 4);
    exporter.group("audit", "payments", "OK", 3);
    open();

    browser.type("/");
    browser.type("orders");
    browser.awaitThat("search", () -> browser.texts(GROUP_NAMES).size() == 2);
    assertThat(browser.text("#groups .count")).isEqualTo("2 of 3");
    browser.type(Keys.ESCAPE);
    browser.awaitThat("all again", () -> browser.texts(GROUP_NAMES).size() == 3);

    tabTo("billing");
    browser.type(Keys.ARROW_DOWN);
    assertThat(focused()).isEqualTo("analytics");
    browser.type(Keys.ENTER);
    browser.awaitThat("heading focused", () -> focused().equals("analytics") && inDetail());
    browser.awaitText("#topics td[data-column=topic]", "orders");
    browser.type(Keys.ESCAPE);
    browser.awaitThat("back on the link", () -> !inDetail() && focused().equals("analytics"));
  }

  @Test
  void focusSurvivesThatRowsMove() {
    exporter.group("first", "t", "OK", 10);
    exporter.group("second", "t", "OK", 5);
    open();
    tabTo("second");

    exporter.group("second", "t", "OK", 50);
    browser.awaitThat("moved", () -> browser.text(GROUP_NAMES).equals("second"));
    assertThat(focused()).isEqualTo("second");
  }

  @Test
  void aGroupThatIsNotThereIsSaidToBeUnknown() {
    exporter.group("billing", "t", "OK", 1);
    exporter.watermark(ShownExporter.NOW);
    browser.open(exporter.url() + "/#/group?cluster=c&group=gone");

    browser.awaitThat("unknown", () -> browser.text("article .empty").contains("knows no such"));
  }

  @Test
  void itFollowsTheSystemIntoTheDark() {
    open();
    Object light = background();
    browser.dark(true);

    assertThat(background()).isNotEqualTo(light);
  }

  private void open() {
    exporter.watermark(ShownExporter.NOW);
    exporter.sample();
    browser.open(exporter.url());
    browser.awaitThat("figures", () -> !browser.text("[data-figure=lag] .value").isEmpty());
  }

  private static String state() {
    return String.valueOf(
        browser.script("return document.getElementById('state').dataset.state ?? ''"));
  }

  private static long overflow() {
    return (Long) browser.script("return document.documentElement.scrollWidth");
  }

  private static Object background() {
    return browser.script("return getComputedStyle(document.body).backgroundColor");
  }

  private static boolean inDetail() {
    return !browser.texts("article").isEmpty();
  }

  private static String focused() {
    return String.valueOf(browser.script("return document.activeElement.textContent"));
  }

  /**
   * Presses Tab until a link with a name has the focus; within as many steps as there are stops.
   */
  private static void tabTo(String name) {
    for (int i = 0; i < 50 && !focused().equals(name); i++) {
      browser.type(Keys.TAB);
    }
    assertThat(focused()).isEqualTo(name);
  }

  private static String whole(double value) {
    return Long.toString(Math.round(value));
  }

  /** Sum of the samples of a metric whose labels hold a text. */
  private double metric(String name, String labels) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(exporter.url() + "/metrics")).build();
    String body = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    List<String> samples =
        body.lines().filter(l -> l.startsWith(name + "{") && l.contains(labels)).toList();
    assertThat(samples).as(name).isNotEmpty();
    return samples.stream()
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
