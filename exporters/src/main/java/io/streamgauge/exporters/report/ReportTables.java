package io.streamgauge.exporters.report;

import static io.streamgauge.exporters.report.HtmlTable.Column.number;
import static io.streamgauge.exporters.report.HtmlTable.Column.text;

import io.streamgauge.exporters.view.BrokerView;
import io.streamgauge.exporters.view.ClientView;
import io.streamgauge.exporters.view.ErrorView;
import io.streamgauge.exporters.view.FindingText;
import io.streamgauge.exporters.view.FindingView;
import io.streamgauge.exporters.view.GroupView;
import io.streamgauge.exporters.view.Units;
import io.streamgauge.exporters.view.UpgradeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What the tables of a report show. */
final class ReportTables {
  /**
   * A line on whether a cluster's clients are ready for a release.
   *
   * @param blocked a client that is not; null if every client is
   */
  record Readiness(String cluster, String target, UpgradeView.Blocked blocked) {
    static List<Readiness> of(List<UpgradeView> upgrades) {
      List<Readiness> all = new ArrayList<>();
      for (UpgradeView upgrade : upgrades) {
        if (upgrade.blocked().isEmpty()) {
          all.add(new Readiness(upgrade.cluster(), upgrade.target(), null));
        }
        upgrade.blocked().stream()
            .map(blocked -> new Readiness(upgrade.cluster(), upgrade.target(), blocked))
            .forEach(all::add);
      }
      return all;
    }
  }

  static final HtmlTable<GroupView> GROUPS =
      new HtmlTable<>(
          "groups",
          "Consumer groups, worst first",
          List.of(
              text("group", "Group", GroupView::group),
              text("status", "Status", g -> orUnknown(g.status())),
              number("lag", "Lag", g -> count(g.lag())),
              number("lagSeconds", "Lag time", g -> Units.seconds(g.lagSeconds())),
              number("members", "Members", g -> count(g.members())),
              number("coverage", "Coverage", g -> Units.percent(g.coverage())),
              text("topics", "Topics", GroupView::topics),
              text("advice", "On scaling", g -> g.advice().reason()),
              text("cluster", "Cluster", GroupView::cluster)));

  static final HtmlTable<ClientView> CLIENTS =
      new HtmlTable<>(
          "clients",
          "Clients, busiest first",
          List.of(
              text("client", "Client id", c -> orUnknown(c.clientId())),
              text("workload", "Workload", ClientView::workload),
              text("software", "Library", c -> orUnknown(c.software())),
              number("requests", "Requests", c -> count(c.requests())),
              number("producedRecords", "Records produced", c -> count(c.producedRecords())),
              number("producedBytes", "Bytes", c -> count(c.producedBytes())),
              number("consumedRecords", "Records consumed", c -> count(c.consumedRecords())),
              number("consumedBytes", "Bytes", c -> count(c.consumedBytes())),
              number("errors", "Errors", c -> count(c.failedResponses()))));

  static final HtmlTable<ErrorView> ERRORS =
      new HtmlTable<>(
          "errors",
          "Errors",
          List.of(
              text("error", "Error", ErrorView::error),
              text("api", "Api", ErrorView::api),
              text("client", "Client id", e -> orUnknown(e.clientId())),
              text("workload", "Workload", ErrorView::workload),
              number("responses", "Responses", e -> count(e.responses()))));

  static final HtmlTable<BrokerView> BROKERS =
      new HtmlTable<>(
          "brokers",
          "Capture coverage: how far to trust the figures",
          List.of(
              text("broker", "Broker", BrokerView::broker),
              text("cluster", "Cluster", BrokerView::cluster),
              number("coverage", "Coverage", b -> Units.percent(b.coverage())),
              number("requests", "Requests", b -> count(b.requests())),
              number(
                  "time",
                  "Mean broker time",
                  b ->
                      b.meanBrokerMillis().isPresent()
                          ? Units.si(b.meanBrokerMillis().getAsDouble()) + " ms"
                          : Units.UNKNOWN)));

  static final HtmlTable<FindingView> FINDINGS =
      new HtmlTable<>(
          "findings",
          "Findings",
          List.of(
              text("kind", "Finding", FindingView::kind),
              text("client", "Client id", f -> orUnknown(f.clientId())),
              text("workload", "Workload", FindingView::workload),
              number("open", "Open", f -> count(f.open())),
              number("count", "Counted", f -> Units.count(f.count())),
              text("first", "First seen", f -> FindingText.time(f.firstSeenSeconds())),
              text("last", "Last seen", f -> FindingText.time(f.lastSeenSeconds())),
              text("example", "Example", FindingText::example)));

  static final HtmlTable<Readiness> UPGRADES =
      new HtmlTable<>(
          "upgrades",
          "Upgrade readiness",
          List.of(
              text("target", "Kafka", Readiness::target),
              text(
                  "client",
                  "Not ready",
                  r ->
                      r.blocked() == null
                          ? "every client seen is ready"
                          : orUnknown(r.blocked().clientId())),
              text("workload", "Workload", r -> r.blocked() == null ? "" : r.blocked().workload()),
              number(
                  "versions",
                  "Api versions",
                  r -> r.blocked() == null ? "" : count(r.blocked().apiVersions())),
              text(
                  "reasons",
                  "Why",
                  r -> r.blocked() == null ? "" : String.join(", ", r.blocked().reasons()))));

  private ReportTables() {}

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String count(OptionalLong value) {
    return value.isPresent() ? count(value.getAsLong()) : Units.UNKNOWN;
  }

  private static String orUnknown(String text) {
    return text.isEmpty() ? Units.UNKNOWN : text;
  }
}
