package io.streamgauge.exporters.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.exporters.report.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report of {@code analyze}, opened as a file in a real browser. */
class ReportIT {
  private static Chromium browser;

  @TempDir private Path folder;
  private final Recorded recorded = new Recorded();

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
  void look() {
    browser.open("about:blank");
    browser.size(1200, 900);
    browser.dark(false);
    browser.complaints();
  }

  @Test
  void itShowsPlotsAndTablesInLightAndDark() throws IOException {
    recorded.everything("billing");
    open();

    assertThat(browser.text("h1")).isEqualTo("Streamgauge report");
    assertThat(browser.text("[data-figure=requests]")).isEqualTo("1,000");
    assertThat(browser.text("#groups td[data-column=group]")).isEqualTo("billing");
    for (String plot : List.of("bytes", "requests", "latency", "lag", "rebalances")) {
      assertThat(browser.find("#plot-" + plot + " svg").getSize().getHeight())
          .as(plot)
          .isGreaterThan(50);
    }
    List<Object> light = colours();
    browser.dark(true);
    assertThat(colours()).as("every colour has a dark one").doesNotContainAnyElementsOf(light);
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.script("return performance.getEntriesByType('resource').length"))
        .as("what it loads")
        .isEqualTo(0L);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 320, 900, 1600})
  void nothingScrollsSidewaysNotEvenWithNamesOfTenKilobytes(int width) throws IOException {
    recorded.everything("x".repeat(10_000));
    browser.size(width, 800);
    open();

    assertThat((Long) browser.script("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(width);
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>window.hacked = true</script>",
        "<img src=x onerror='window.hacked = true'>",
        "\"><svg onload=window.hacked=true>&amp;",
        "</title></style></svg></table><h1>",
        "קבוצת חיובים",
      })
  void namesFromTheWireAreText(String name) throws IOException {
    recorded.everything(name);
    open();

    assertThat(browser.text("#groups td[data-column=group]")).isEqualTo(name);
    assertThat(browser.text("#clients td[data-column=client]")).isEqualTo(name);
    assertThat(browser.text("#plot-lag .key")).isEqualTo("c / " + name);
    assertThat(browser.texts("h1")).hasSize(1);
    assertThat(browser.script("return window.hacked")).isNull();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void everyPlotAndTableCanBeReachedWithTheKeyboard() throws IOException {
    recorded.everything("billing");
    open();

    assertThat(browser.texts(".wide").size())
        .isEqualTo(browser.texts(".wide[tabindex='0'][aria-label]").size())
        .isGreaterThan(10);
  }

  private void open() throws IOException {
    Path file = folder.resolve("report.html");
    Files.writeString(file, recorded.report("orders.pcap"));
    browser.open(file.toUri().toString());
  }

  @SuppressWarnings("unchecked")
  private static List<Object> colours() {
    return (List<Object>)
        browser.script(
            "return [[document.body, 'backgroundColor'], [document.body, 'color'],"
                + " [document.querySelector('.line.c0'), 'stroke'],"
                + " [document.querySelector('.line.c1'), 'stroke'],"
                + " [document.querySelector('.heat'), 'fill']]"
                + ".map(([e, property]) => getComputedStyle(e)[property])");
  }
}
