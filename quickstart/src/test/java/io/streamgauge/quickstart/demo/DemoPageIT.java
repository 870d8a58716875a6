package io.streamgauge.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamgauge.agent.testing.RequiresCapture;
import io.streamgauge.exporters.ExporterServer;
import io.streamgauge.exporters.page.Chromium;
import io.streamgauge.quickstart.broker.BrokerSettings;
import io.streamgauge.quickstart.broker.EmbeddedBroker;
import io.streamgauge.quickstart.truth.MetricsPage;
import io.streamgauge.quickstart.workload.Workload;
import io.streamgauge.quickstart.workload.WorkloadTopics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/**
 * The page in a real browser over the parts of a demo: its broker, clients, agent, jobs and
 * exporter, and clients that mean harm.
 */
@RequiresCapture
class DemoPageIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String GROUPS = "#groups td[data-column=group] a";
  private static final String CLIENTS = "#clients td[data-column=client] a";

  /** Where a name stands in a table, a cell of its row. */
  private static final String CELL =
      """
      const link = [...document.querySelectorAll(arguments[0])].find(a => a.textContent === arguments[1]);
      return link?.closest('tr').querySelector(arguments[2]).textContent ?? '';
      """;

  @Test
  @SuppressWarnings("try") // An agent works by being there.
  void itShowsTheFiguresOfTheMetricsAndSaysWhenThePipelineStops() throws Exception {
    BrokerSettings free = BrokerSettings.onFreePorts();
    try (Chromium browser = Chromium.start();
        EmbeddedBroker broker = EmbeddedBroker.start(free)) {
      String bus = broker.telemetryBootstrap();
      Parts.createTopics(bus);
      try (Admin admin = Parts.admin(bus)) {
        WorkloadTopics.create(admin);
        HostileClients.createTopic(admin);
      }
      // Given the parts of a demo, in which clients worked until one group was behind
      try (AutoCloseable agent = Parts.agent("demo", free.observedPort(), bus);
          ExporterServer exporter = Parts.exporter(0, bus)) {
        AutoCloseable jobs = Parts.jobs(bus);
        try {
          work(broker.observedBootstrap(), exporter);

          // When it is looked at
          browser.open("http://127.0.0.1:" + exporter.port());

          // Then
          namesAreText(browser, exporter);
          figuresAreThoseOfTheMetrics(browser, exporter);
          shows("live", () -> state(browser).equals("live"));
        } finally {
          jobs.close();
        }
        saysThatResultsStopped(browser);
        // An answer that a busy machine gave late is no fault of the page.
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("net::ERR_"));
      }
    }
  }

  /** Clients end before anything is compared: figures come to rest. */
  @SuppressWarnings("try") // They work by being there.
  private static void work(String bootstrap, ExporterServer exporter) throws Exception {
    try (Workload workload = Workload.start(bootstrap)) {
      HostileClients.work(bootstrap);
      await("a group that is behind")
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> lag(exporter, Workload.SLOW_GROUP) > 0);
    }
  }

  private static void namesAreText(Chromium browser, ExporterServer exporter) {
    shows("group", () -> browser.texts(GROUPS).contains(HostileClients.GROUP));
    shows("client", () -> browser.texts(CLIENTS).contains(HostileClients.SCRIPT));
    shows("long name", () -> browser.texts(CLIENTS).contains(HostileClients.CUT));
    String lag = Integer.toString(HostileClients.LAG);
    shows(
        "lag of the hostile group",
        () -> cell(browser, GROUPS, HostileClients.GROUP, "td[data-column=lag]").equals(lag));
    same("the same in /metrics", () -> lag, () -> lag(exporter, HostileClients.GROUP));
    assertThat(browser.script("return window.hacked ?? null")).isNull();
    assertThat((Long) browser.script("return document.documentElement.scrollWidth"))
        .as("nothing scrolls sideways")
        .isLessThanOrEqualTo((Long) browser.script("return window.innerWidth"));
  }

  private static void figuresAreThoseOfTheMetrics(Chromium browser, ExporterServer exporter)
      throws Exception {
    for (String group : List.of(Workload.SLOW_GROUP, "analytics")) {
      same(
          "lag of " + group,
          () -> cell(browser, GROUPS, group, "td[data-column=lag]"),
          () -> lag(exporter, group));
    }
    same(
        "lag of all",
        () -> browser.text("[data-figure=lag] .value"),
        () -> page(exporter).count("kafka_consumergroup_lag"));

    browser.script(
        "[...document.querySelectorAll(arguments[0])]"
            + ".find(a => a.textContent === 'orders-service').click()",
        CLIENTS);
    shows("detail", () -> browser.text("h1").equals("orders-service"));
    same(
        "records of orders-service",
        () -> browser.text("#topics td[data-column=producedRecords]"),
        () -> produced(exporter, "orders-service"));
    assertThat(produced(exporter, "orders-service")).isPositive();
  }

  /**
   * The page asks every two seconds, and results have stopped after six of silence: it shows the
   * first answer that says so.
   */
  private static void saysThatResultsStopped(Chromium browser) {
    shows("stale", () -> state(browser).equals("stale"));
    assertThat(browser.text("#notice")).contains("Results stopped");
    assertThat(browser.text("h1")).as("what was known stays").isEqualTo("orders-service");
  }

  private static String state(Chromium browser) {
    return String.valueOf(
        browser.script("return document.getElementById('state').dataset.state ?? ''"));
  }

  private static String cell(Chromium browser, String links, String name, String column) {
    return String.valueOf(browser.script(CELL, links, name, column));
  }

  private static void shows(String what, Callable<Boolean> condition) {
    await(what).atMost(PATIENCE).until(condition);
  }

  /** What the page shows. */
  private interface Shown {
    String get();
  }

  /** A figure of /metrics; a sum over several series. */
  private interface Figure {
    long get() throws Exception;
  }

  /** Both move until the last result is there; then they are the same. */
  private static void same(String what, Shown shown, Figure figure) {
    await(what)
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(
            () -> assertThat(shown.get().replace(",", "")).isEqualTo(Long.toString(figure.get())));
  }

  private static long lag(ExporterServer exporter, String group) throws Exception {
    return page(exporter).count("kafka_consumergroup_lag", "consumergroup", group);
  }

  private static long produced(ExporterServer exporter, String client) throws Exception {
    return page(exporter).count("streamgauge_produced_records_total", "client_id", client);
  }

  private static MetricsPage page(ExporterServer exporter)
      throws IOException, InterruptedException {
    return MetricsPage.fetch(exporter.port());
  }
}
