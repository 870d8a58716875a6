package io.streamgauge.exporters.view;

import io.streamgauge.exporters.view.TextTable.Align;
import java.util.ArrayList;
import java.util.List;

/** The overview as plain lines. */
public final class OverviewText {
  /** What no capture can show, said where it would be missed. */
  private static final String SILENT_GROUPS =
      "  not observable: groups that were silent since the agents started (see streamgauge seed)";

  private static final int MAX_SENTENCE = 500;

  private OverviewText() {}

  /**
   * The state of now: clients with their rates, groups, brokers and the pipeline, each a table with
   * a headline.
   *
   * @param maxRows rows shown per table; the rest is told as a number
   */
  public static List<String> lines(OverviewView view, int maxRows) {
    return lines(view, clients(view.clients(), maxRows), maxRows);
  }

  /** What there was in all: like {@link #lines}, with sums in place of the clients' rates. */
  public static List<String> totals(OverviewView view, int maxRows) {
    return lines(view, clientTotals(view.clients(), maxRows), maxRows);
  }

  private static List<String> lines(OverviewView view, TextTable clients, int maxRows) {
    List<String> lines = new ArrayList<>();
    section(lines, "CLIENTS", clients, view.clients().size(), maxRows);
    section(lines, "GROUPS", groups(view.groups(), maxRows), view.groups().size(), maxRows);
    lines.remove(lines.size() - 1);
    view.groups().stream()
        .limit(maxRows)
        .filter(group -> !group.why().isEmpty() && !group.status().equals("OK"))
        .forEach(
            group -> lines.add("  " + group.group() + ": " + group.status() + ", " + group.why()));
    lines.add(SILENT_GROUPS);
    lines.add("");
    section(lines, "BROKERS", brokers(view.brokers(), maxRows), view.brokers().size(), maxRows);
    if (!view.findings().isEmpty()) {
      TextTable findings = findings(view.findings(), maxRows);
      section(lines, "FINDINGS", findings, view.findings().size(), maxRows);
      lines.remove(lines.size() - 1);
      view.findings().stream()
          .limit(maxRows)
          .filter(finding -> !FindingText.sentence(finding).isEmpty())
          .forEach(finding -> lines.add("  " + described(finding)));
      lines.add("");
    }
    lines.add(pipeline(view.pipeline()));
    return lines;
  }

  private static void section(
      List<String> lines, String title, TextTable table, int size, int maxRows) {
    lines.add(title);
    if (size == 0) {
      lines.add("  none seen yet");
    } else {
      table.lines().forEach(line -> lines.add("  " + line));
    }
    if (size > maxRows) {
      lines.add("  … and " + (size - maxRows) + " more");
    }
    lines.add("");
  }

  private static TextTable clients(List<ClientView> clients, int maxRows) {
    TextTable table =
        new TextTable()
            .column("client id", Align.LEFT)
            .column("workload", Align.LEFT)
            .column("library", Align.LEFT)
            .column("requests/s", Align.RIGHT)
            .column("produces", Align.RIGHT)
            .column("consumes", Align.RIGHT)
            .column("errors", Align.RIGHT);
    clients.stream()
        .limit(maxRows)
        .forEach(
            c ->
                table.row(
                    c.clientId().isEmpty() ? Units.UNKNOWN : c.clientId(),
                    c.workload(),
                    c.software().isEmpty() ? Units.UNKNOWN : c.software(),
                    Units.si(c.requestsPerSecond()),
                    Units.bytesPerSecond(c.producedBytesPerSecond()),
                    Units.bytesPerSecond(c.consumedBytesPerSecond()),
                    Units.si(c.failedResponses())));
    return table;
  }

  private static TextTable clientTotals(List<ClientView> clients, int maxRows) {
    TextTable table =
        new TextTable()
            .column("client id", Align.LEFT)
            .column("workload", Align.LEFT)
            .column("library", Align.LEFT)
            .column("requests", Align.RIGHT)
            .column("produced records", Align.RIGHT)
            .column("bytes", Align.RIGHT)
            .column("consumed records", Align.RIGHT)
            .column("bytes", Align.RIGHT)
            .column("errors", Align.RIGHT);
    clients.stream()
        .limit(maxRows)
        .forEach(
            c ->
                table.row(
                    c.clientId().isEmpty() ? Units.UNKNOWN : c.clientId(),
                    c.workload(),
                    c.software().isEmpty() ? Units.UNKNOWN : c.software(),
                    Long.toString(c.requests()),
                    Long.toString(c.producedRecords()),
                    Long.toString(c.producedBytes()),
                    Long.toString(c.consumedRecords()),
                    Long.toString(c.consumedBytes()),
                    Long.toString(c.failedResponses())));
    return table;
  }

  private static TextTable groups(List<GroupView> groups, int maxRows) {
    TextTable table =
        new TextTable()
            .column("group", Align.LEFT)
            .column("status", Align.LEFT)
            .column("topics", Align.LEFT)
            .column("members", Align.RIGHT)
            .column("partitions", Align.RIGHT)
            .column("lag", Align.RIGHT)
            .column("lag time", Align.RIGHT)
            .column("coverage", Align.RIGHT);
    groups.stream()
        .limit(maxRows)
        .forEach(
            g ->
                table.row(
                    g.group(),
                    g.status().isEmpty() ? Units.UNKNOWN : g.status(),
                    g.topics(),
                    Units.count(g.members()),
                    Integer.toString(g.partitions()),
                    Units.count(g.lag()),
                    Units.seconds(g.lagSeconds()),
                    Units.percent(g.coverage())));
    return table;
  }

  private static TextTable brokers(List<BrokerView> brokers, int maxRows) {
    TextTable table =
        new TextTable()
            .column("broker", Align.LEFT)
            .column("cluster", Align.LEFT)
            .column("coverage", Align.RIGHT)
            .column("connections", Align.RIGHT)
            .column("requests", Align.RIGHT)
            .column("mean broker time", Align.RIGHT);
    brokers.stream()
        .limit(maxRows)
        .forEach(
            b ->
                table.row(
                    b.broker(),
                    b.cluster(),
                    Units.percent(b.coverage()),
                    Units.count(b.connections()),
                    Units.si(b.requests()),
                    b.meanBrokerMillis().isPresent()
                        ? Units.si(b.meanBrokerMillis().getAsDouble()) + " ms"
                        : Units.UNKNOWN));
    return table;
  }

  private static TextTable findings(List<FindingView> findings, int maxRows) {
    TextTable table =
        new TextTable()
            .column("finding", Align.LEFT)
            .column("client id", Align.LEFT)
            .column("workload", Align.LEFT)
            .column("addresses", Align.RIGHT);
    findings.stream()
        .limit(maxRows)
        .forEach(
            f ->
                table.row(
                    f.kind(),
                    f.clientId().isEmpty() ? Units.UNKNOWN : f.clientId(),
                    f.workload(),
                    Long.toString(f.open())));
    return table;
  }

  private static String described(FindingView finding) {
    String client = finding.clientId().isEmpty() ? finding.workload() : finding.clientId();
    return finding.kind()
        + " of "
        + TextTable.printable(client)
        + ": "
        + Printable.of(FindingText.sentence(finding), MAX_SENTENCE);
  }

  private static String pipeline(PipelineView p) {
    return "captured "
        + Units.si(p.packets())
        + " packets, dropped "
        + Units.si(p.droppedPackets())
        + "; lost batches "
        + Units.si(p.lostBatches())
        + ", anomalies "
        + Units.si(p.anomalies())
        + ", series "
        + p.series();
  }
}
