package io.streamgauge.exporters.top;

import io.streamgauge.exporters.top.Listing.Sort;
import java.util.ArrayList;
import java.util.List;

/** What is on the screen: from what was chosen and what the exporter told, to lines. */
final class Screen {
  private static final int MIN_BODY = 1;
  private static final List<String> HELP =
      List.of(
          "1 to 5, Tab, Shift-Tab    groups, clients, brokers, findings, upgrade readiness",
          "↑ ↓ k j, PgUp PgDn        select a row, or scroll; Home and End too",
          "Enter                     open the selected group or client",
          "Esc, Backspace            back; in the tables, forget the filter",
          "/                         filter: rows that have all the words; Enter keeps it",
          "s, r                      sort by the next column, reverse",
          "p, space                  hold the picture, and go on",
          "q, Ctrl-C                 end",
          "",
          "Any key goes back.");

  private final Chosen chosen;
  private final Told told;
  private final String url;

  Screen(Chosen chosen, Told told, String url) {
    this.chosen = chosen;
    this.told = told;
    this.url = url;
  }

  /** The rows of the table that is shown, filtered and sorted; empty while something else is. */
  List<Row> rows() {
    return tableShown() ? grid().rows() : List.of();
  }

  private boolean tableShown() {
    return chosen.inOverview() && told.page() != null;
  }

  private Grid grid() {
    return chosen.tab().grid(told.page(), chosen.filter(), chosen.sort());
  }

  /** Lines between head and foot. */
  int bodyHeight(int height, long nanos) {
    return Math.max(MIN_BODY, height - head(nanos).size() - 1);
  }

  /**
   * Everything, as many lines as there are rows or fewer, none wider than the terminal.
   *
   * @param nanos now
   */
  List<Line> lines(int width, int height, long nanos) {
    List<Line> lines = new ArrayList<>(head(nanos));
    int room = bodyHeight(height, nanos);
    List<Line> body = body(width, room);
    lines.addAll(body);
    while (lines.size() < height - 1) {
      lines.add(Line.plain(""));
    }
    lines.add(Line.faint(keys()));
    return lines.subList(0, Math.min(height, lines.size())).stream()
        .map(line -> new Line(Cell.fit(line.text(), width), line.look()))
        .toList();
  }

  private List<Line> head(long nanos) {
    List<Line> head = new ArrayList<>();
    Line state = told.state();
    String paused = chosen.paused() ? "  PAUSED: p goes on" : "";
    head.add(
        new Line(
            "Streamgauge  " + state.text() + paused + "  " + Cell.printable(url),
            chosen.paused() ? Look.WARNING : state.look()));
    String notice = Cell.printable(told.notice(nanos));
    if (!notice.isEmpty()) {
      head.add(new Line(notice, state.look()));
    }
    if (chosen.inOverview()) {
      head.add(Line.title(told.summary()));
      head.add(Line.plain(tabs()));
      if (chosen.filtering() || !chosen.filter().isEmpty()) {
        head.add(Line.plain(filter()));
      }
    }
    return head;
  }

  private String tabs() {
    StringBuilder tabs = new StringBuilder();
    int number = 1;
    for (Tab tab : Tab.values()) {
      String count =
          told.page() == null ? "" : " " + tab.grid(told.page(), "", Sort.AS_TOLD).total();
      String title = number++ + " " + tab.title() + count;
      tabs.append(tab == chosen.tab() ? "[" + title + "]" : " " + title + " ");
    }
    return tabs.toString();
  }

  private String filter() {
    String shown = told.page() == null ? "" : "  " + grid().rows().size() + " of " + grid().total();
    return "filter: " + Cell.printable(chosen.filter()) + (chosen.filtering() ? "▏" : "") + shown;
  }

  private List<Line> body(int width, int room) {
    if (chosen.help()) {
      return HELP.stream().limit(room).map(Line::plain).toList();
    }
    if (!chosen.inOverview()) {
      return scrolled(detail(width), room);
    }
    return told.page() == null ? List.of() : table(width, room);
  }

  private List<Line> detail(int width) {
    if (told.unknown()) {
      return List.of(Line.plain("The exporter knows no such group or client, or no longer."));
    }
    if (told.group() != null) {
      return DetailText.of(told.group(), width);
    }
    return told.client() == null
        ? List.of(Line.faint("Loading …"))
        : DetailText.of(told.client(), width);
  }

  private List<Line> scrolled(List<Line> lines, int room) {
    chosen.limitScroll(lines.size() - room);
    int from = chosen.scrolled();
    return lines.subList(from, Math.min(lines.size(), from + room));
  }

  private List<Line> table(int width, int room) {
    Grid grid = grid();
    if (grid.rows().isEmpty()) {
      boolean none = grid.total() == 0;
      return List.of(Line.faint(none ? chosen.tab().empty() : "Nothing passes the filter."));
    }
    int shown = Math.max(1, room - 1);
    int selected = chosen.selectedIndex(grid.rows());
    int from = Math.max(0, Math.min(selected - shown / 2, grid.rows().size() - shown));
    int to = Math.min(grid.rows().size(), from + shown);
    Grid.Laid laid = grid.lay(width, from, to, headings());
    List<Line> lines = new ArrayList<>();
    lines.add(Line.title(laid.header()));
    for (int i = from; i < to; i++) {
      Line line = laid.lines().get(i - from);
      lines.add(i == selected ? new Line(Cell.left(line.text(), width), Look.SELECTED) : line);
    }
    return lines;
  }

  private List<String> headings() {
    List<String> headings = new ArrayList<>();
    for (Column<?> column : chosen.tab().columns()) {
      boolean sorted = headings.size() == chosen.sort().column();
      headings.add(column.title() + (sorted ? chosen.sort().descending() ? " ↓" : " ↑" : ""));
    }
    return headings;
  }

  private String keys() {
    if (chosen.filtering()) {
      return "type to filter  Enter keep  Esc forget";
    }
    return chosen.inOverview()
        ? "↑↓ select  Enter open  Tab next  / filter  s sort  r reverse  p pause  ? help  q quit"
        : "↑↓ scroll  Esc back  p pause  ? help  q quit";
  }
}
