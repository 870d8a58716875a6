package io.streamgauge.exporters.top;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingLong;

import io.streamgauge.exporters.view.AdviceView;
import io.streamgauge.exporters.view.BrokerView;
import io.streamgauge.exporters.view.ClientView;
import io.streamgauge.exporters.view.FindingText;
import io.streamgauge.exporters.view.FindingView;
import io.streamgauge.exporters.view.GroupView;
import io.streamgauge.exporters.view.PageView;
import io.streamgauge.exporters.view.StatusOrder;
import io.streamgauge.exporters.view.Units;
import io.streamgauge.exporters.view.UpgradeView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What the tables of the overview show. */
final class Listings {
  private static final double TRUSTED_COVERAGE = 0.95;

  /** A group, and its lag over the last minutes. */
  record TrendingGroup(GroupView group, List<OptionalLong> trend) {}

  /** A client that is not ready for a release; null if every client is. */
  record Readiness(String cluster, String target, UpgradeView.Blocked blocked) {}

  static final Listing<TrendingGroup> GROUPS =
      new Listing<>(
          List.of(
              Column.name("group", g -> g.group().group()),
              new Column<>(
                  "status",
                  false,
                  90,
                  g -> orUnknown(g.group().status()),
                  comparingLong(g -> -StatusOrder.worstFirst().indexOf(g.group().status()))),
              Column.number(
                  "lag",
                  100,
                  g -> Figures.count(g.group().lag()),
                  comparingLong(g -> Figures.orUnknown(g.group().lag()))),
              Column.number(
                  "lag time",
                  80,
                  g -> Figures.duration(g.group().lagSeconds()),
                  comparingDouble(g -> Figures.orUnknown(g.group().lagSeconds()))),
              new Column<>("last 5 min", false, 40, g -> Figures.spark(g.trend()), null),
              Column.number(
                  "arrives",
                  70,
                  g -> Figures.perSecond(g.group().flow().arrivalPerSecond()),
                  comparingDouble(g -> Figures.orUnknown(g.group().flow().arrivalPerSecond()))),
              Column.number(
                  "consumed",
                  69,
                  g -> Figures.perSecond(g.group().flow().consumptionPerSecond()),
                  comparingDouble(g -> Figures.orUnknown(g.group().flow().consumptionPerSecond()))),
              Column.number(
                  "members",
                  50,
                  g -> Figures.count(g.group().members()),
                  comparingLong(g -> Figures.orUnknown(g.group().members()))),
              new Column<>("replicas", false, 60, g -> advice(g.group().advice()), null),
              Column.number(
                  "coverage",
                  30,
                  g -> Units.percent(g.group().coverage()),
                  comparingDouble(g -> Figures.orUnknown(g.group().coverage()))),
              Column.text("topics", 20, g -> g.group().topics())),
          g -> g.group().cluster() + '\n' + g.group().group(),
          g ->
              List.of(
                  g.group().group(), g.group().topics(), g.group().cluster(), g.group().status()),
          g -> StatusOrder.troubled(g.group().status()) ? Look.BAD : Look.PLAIN,
          g -> new Question.Group(g.group().cluster(), g.group().group()));

  static final Listing<ClientView> CLIENTS =
      new Listing<>(
          List.of(
              Column.name("client id", c -> orUnknown(c.clientId())),
              Column.text("workload", 50, ClientView::workload),
              Column.text("library", 60, c -> orUnknown(c.software())),
              Column.number(
                  "requests",
                  100,
                  c -> Units.si(c.requestsPerSecond()) + "/s",
                  comparingDouble(ClientView::requestsPerSecond)),
              Column.number(
                  "produces",
                  90,
                  c -> Units.bytesPerSecond(c.producedBytesPerSecond()),
                  comparingDouble(ClientView::producedBytesPerSecond)),
              Column.number(
                  "consumes",
                  89,
                  c -> Units.bytesPerSecond(c.consumedBytesPerSecond()),
                  comparingDouble(ClientView::consumedBytesPerSecond)),
              Column.number(
                  "errors",
                  80,
                  c -> Figures.count(c.failedResponses()),
                  comparingLong(ClientView::failedResponses)),
              Column.text("cluster", 10, ClientView::cluster)),
          c -> String.join("\n", c.cluster(), c.workload(), c.clientId()),
          c -> List.of(c.clientId(), c.workload(), c.software(), c.cluster()),
          c -> Look.PLAIN,
          c -> new Question.Client(c.cluster(), c.workload(), c.clientId()));

  static final Listing<BrokerView> BROKERS =
      new Listing<>(
          List.of(
              Column.name("broker", BrokerView::broker),
              Column.text("cluster", 50, BrokerView::cluster),
              Column.number(
                  "coverage",
                  100,
                  b -> Units.percent(b.coverage()),
                  comparingDouble(b -> Figures.orUnknown(b.coverage()))),
              Column.number(
                  "connections",
                  60,
                  b -> Units.count(b.connections()),
                  comparingLong(b -> b.connections().orElse(-1))),
              Column.number(
                  "requests", 80, b -> Units.si(b.requests()), comparingLong(BrokerView::requests)),
              Column.number(
                  "mean broker time",
                  70,
                  b ->
                      b.meanBrokerMillis().isPresent()
                          ? Units.si(b.meanBrokerMillis().getAsDouble()) + " ms"
                          : Units.UNKNOWN,
                  comparingDouble(b -> Figures.orUnknown(b.meanBrokerMillis())))),
          b -> b.cluster() + '\n' + b.broker(),
          b -> List.of(b.broker(), b.cluster()),
          b -> b.coverage().orElse(0) < TRUSTED_COVERAGE ? Look.WARNING : Look.PLAIN,
          b -> null);

  static final Listing<FindingView> FINDINGS =
      new Listing<>(
          List.of(
              Column.name("finding", FindingView::kind),
              Column.text("client id", 90, f -> orUnknown(f.clientId())),
              Column.text("workload", 50, FindingView::workload),
              Column.number(
                  "open", 100, f -> Figures.count(f.open()), comparingLong(FindingView::open)),
              Column.text("last seen", 60, f -> FindingText.time(f.lastSeenSeconds())),
              Column.text("first seen", 30, f -> FindingText.time(f.firstSeenSeconds())),
              Column.text("example", 40, FindingText::example)),
          f -> String.join("\n", f.kind(), f.cluster(), f.workload(), f.clientId()),
          f -> List.of(f.kind(), f.clientId(), f.workload(), f.cluster()),
          f -> Look.PLAIN,
          f -> new Question.Client(f.cluster(), f.workload(), f.clientId()));

  static final Listing<Readiness> UPGRADES =
      new Listing<>(
          List.of(
              Column.name("Kafka", Readiness::target),
              Column.text("not ready", 100, Listings::notReady),
              Column.text("workload", 50, Listings::workload),
              Column.number(
                  "api versions",
                  90,
                  r -> r.blocked() == null ? "" : Figures.count(r.blocked().apiVersions()),
                  comparingLong(r -> r.blocked() == null ? 0 : r.blocked().apiVersions())),
              Column.text(
                  "why",
                  80,
                  r -> r.blocked() == null ? "" : String.join(", ", r.blocked().reasons()))),
          r -> String.join("\n", r.cluster(), r.target(), workload(r), notReady(r)),
          r -> List.of(r.target(), r.cluster(), notReady(r)),
          r -> r.blocked() == null ? Look.GOOD : Look.PLAIN,
          r ->
              r.blocked() == null
                  ? null
                  : new Question.Client(
                      r.cluster(), r.blocked().workload(), r.blocked().clientId()));

  private Listings() {}

  static List<TrendingGroup> groups(PageView page) {
    Map<List<String>, List<OptionalLong>> trends = new HashMap<>();
    page.trends().forEach(t -> trends.put(List.of(t.cluster(), t.group()), t.lag()));
    return page.groups().stream()
        .map(
            g ->
                new TrendingGroup(
                    g, trends.getOrDefault(List.of(g.cluster(), g.group()), List.of())))
        .toList();
  }

  static List<Readiness> upgrades(PageView page) {
    List<Readiness> rows = new ArrayList<>();
    for (UpgradeView upgrade : page.upgrades()) {
      if (upgrade.blocked().isEmpty()) {
        rows.add(new Readiness(upgrade.cluster(), upgrade.target(), null));
      }
      upgrade
          .blocked()
          .forEach(b -> rows.add(new Readiness(upgrade.cluster(), upgrade.target(), b)));
    }
    rows.sort(comparing(Readiness::target));
    return rows;
  }

  private static String notReady(Readiness row) {
    return row.blocked() == null
        ? "every client seen is ready"
        : orUnknown(row.blocked().clientId());
  }

  private static String workload(Readiness row) {
    return row.blocked() == null ? "" : row.blocked().workload();
  }

  /** What to do about a group's size, in a word or two. */
  static String advice(AdviceView advice) {
    return switch (advice.action()) {
      case "keep" -> "keep " + Figures.count(advice.recommended());
      case "out", "in" ->
          Figures.count(advice.replicas()) + " → " + Figures.count(advice.recommended());
      default -> Units.UNKNOWN;
    };
  }

  private static String orUnknown(String text) {
    return text.isEmpty() ? Units.UNKNOWN : text;
  }
}
