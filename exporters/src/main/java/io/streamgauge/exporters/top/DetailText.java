package io.streamgauge.exporters.top;

import static java.util.Comparator.comparing;

import io.streamgauge.exporters.top.Listing.Sort;
import io.streamgauge.exporters.view.ClientDetail;
import io.streamgauge.exporters.view.ClientView;
import io.streamgauge.exporters.view.GroupDetail;
import io.streamgauge.exporters.view.GroupView;
import io.streamgauge.exporters.view.HistoryPoint;
import io.streamgauge.exporters.view.StatusOrder;
import io.streamgauge.exporters.view.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One group or one client, taken apart, as lines. */
final class DetailText {
  private DetailText() {}

  static List<Line> of(GroupDetail detail, int width) {
    GroupView group = detail.group();
    List<Line> lines = new ArrayList<>();
    lines.add(Line.title("Group " + Cell.printable(group.group())));
    lines.add(
        Line.faint(
            "cluster %s · %s%s"
                .formatted(
                    Cell.printable(group.cluster()),
                    group.members().isEmpty()
                        ? "members unknown"
                        : Figures.plural(group.members().getAsLong(), "member"),
                    group.state().isEmpty() ? "" : " · " + Cell.printable(group.state()))));
    lines.add(
        new Line(
            "status %s · lag %s · %s behind · arrives %s · consumes %s · drained in %s"
                .formatted(
                    group.status().isEmpty() ? Units.UNKNOWN : Cell.printable(group.status()),
                    Figures.count(group.lag()),
                    Figures.duration(group.lagSeconds()),
                    Figures.perSecond(group.flow().arrivalPerSecond()),
                    Figures.perSecond(group.flow().consumptionPerSecond()),
                    Figures.duration(group.flow().drainSeconds())),
            StatusOrder.troubled(group.status()) ? Look.BAD : Look.PLAIN));
    if (!group.why().isEmpty()) {
      lines.add(Line.plain("because " + Cell.printable(group.why())));
    }
    lines.add(
        Line.plain(
            "replicas "
                + Listings.advice(group.advice())
                + ": "
                + Cell.printable(group.advice().reason())));
    lines.add(
        Line.plain(
            "lag, last minutes  "
                + Figures.spark(detail.history().stream().map(HistoryPoint::lag).toList())));
    if (!detail.rebalances().isEmpty()) {
      lines.add(
          Line.plain(
              "rebalances: "
                  + detail.rebalances().entrySet().stream()
                      .map(e -> Figures.count(e.getValue()) + " " + Cell.printable(e.getKey()))
                      .collect(Collectors.joining(", "))));
    }
    section(lines, "Topics", topics(), detail.topics(), width);
    section(lines, "Partitions", partitions(), detail.partitions(), width);
    if (detail.partitionsNotShown() > 0) {
      lines.add(Line.faint("… and " + detail.partitionsNotShown() + " more with less lag"));
    }
    return lines;
  }

  static List<Line> of(ClientDetail detail, int width) {
    ClientView client = detail.client();
    List<Line> lines = new ArrayList<>();
    String id = client.clientId().isEmpty() ? Units.UNKNOWN : client.clientId();
    lines.add(Line.title("Client " + Cell.printable(id)));
    lines.add(
        Line.faint(
            "on %s · %s · cluster %s"
                .formatted(
                    Cell.printable(client.workload()),
                    client.software().isEmpty()
                        ? "library not said"
                        : Cell.printable(client.software()),
                    Cell.printable(client.cluster()))));
    lines.add(
        Line.plain(
            "requests %s/s, %s in all · produces %s · consumes %s · %s"
                .formatted(
                    Units.si(client.requestsPerSecond()),
                    Figures.count(client.requests()),
                    Units.bytesPerSecond(client.producedBytesPerSecond()),
                    Units.bytesPerSecond(client.consumedBytesPerSecond()),
                    Figures.plural(client.failedResponses(), "error"))));
    detail
        .findings()
        .forEach(
            f ->
                lines.add(
                    Line.plain(
                        "finding: " + Figures.count(f.open()) + " × " + Cell.printable(f.kind()))));
    detail
        .upgrades()
        .forEach(
            u ->
                lines.add(
                    Line.plain(
                        "not ready for Kafka %s: %s"
                            .formatted(
                                Cell.printable(u.target()),
                                u.blocked().stream()
                                    .flatMap(b -> b.reasons().stream())
                                    .map(Cell::printable)
                                    .collect(Collectors.joining(", "))))));
    section(lines, "Topics", used(), detail.topics(), width);
    section(lines, "Requests", apis(), detail.apis(), width);
    section(lines, "Errors", errors(), detail.errors(), width);
    return lines;
  }

  private static <R> void section(
      List<Line> lines, String title, List<Column<R>> columns, List<R> rows, int width) {
    lines.add(Line.plain(""));
    lines.add(Line.title(title));
    if (rows.isEmpty()) {
      lines.add(Line.faint("none seen"));
      return;
    }
    Listing<R> listing =
        new Listing<>(columns, r -> "", r -> List.of(), r -> Look.PLAIN, r -> null);
    Grid grid = listing.grid(rows, "", Sort.AS_TOLD);
    Grid.Laid laid = grid.lay(width, 0, rows.size(), columns.stream().map(Column::title).toList());
    lines.add(Line.faint(laid.header()));
    lines.addAll(laid.lines());
  }

  private static List<Column<GroupDetail.Topic>> topics() {
    return List.of(
        Column.name("topic", GroupDetail.Topic::topic),
        number("lag", 100, t -> Figures.count(t.lag())),
        number("lag time", 90, t -> Figures.duration(t.lagSeconds())),
        number("arrives", 80, t -> Figures.perSecond(t.arrivalPerSecond())),
        number("consumed", 79, t -> Figures.perSecond(t.consumptionPerSecond())),
        number("lag ÷ retention", 50, t -> Units.percent(t.retentionRatio())),
        Column.text(
            "partitions",
            70,
            t ->
                t.partitionsByStatus().entrySet().stream()
                    .map(e -> e.getValue() + " " + e.getKey().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "))));
  }

  private static List<Column<GroupDetail.Partition>> partitions() {
    return List.of(
        Column.name("topic", GroupDetail.Partition::topic),
        number("partition", 90, GroupDetail.Partition::partition),
        number("lag", 100, p -> Figures.count(p.lag())),
        number("committed offset", 80, p -> Figures.count(p.committedOffset())),
        number("high watermark", 79, p -> Figures.count(p.highWatermark())));
  }

  private static List<Column<ClientDetail.Topic>> used() {
    return List.of(
        Column.name("topic", ClientDetail.Topic::topic),
        number("produces", 90, t -> Units.bytesPerSecond(t.producedBytesPerSecond())),
        number("records produced", 100, t -> Figures.count(t.producedRecords())),
        number("consumes", 89, t -> Units.bytesPerSecond(t.consumedBytesPerSecond())),
        number("records consumed", 99, t -> Figures.count(t.consumedRecords())));
  }

  private static List<Column<ClientDetail.Api>> apis() {
    return List.of(
        Column.name("api", ClientDetail.Api::api),
        number("requests", 90, a -> Units.si(a.requestsPerSecond()) + "/s"),
        number("in all", 100, a -> Figures.count(a.requests())));
  }

  private static List<Column<ClientDetail.Failure>> errors() {
    return List.of(
        Column.name("error", ClientDetail.Failure::error),
        Column.text("api", 90, ClientDetail.Failure::api),
        number("responses", 100, e -> Figures.count(e.responses())));
  }

  private static <R> Column<R> number(String title, int importance, Function<R, String> text) {
    return Column.number(title, importance, text, comparing(text));
  }
}
