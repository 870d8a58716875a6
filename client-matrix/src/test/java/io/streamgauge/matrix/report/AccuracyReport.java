package io.streamgauge.matrix.report;

import io.streamgauge.matrix.check.Check;
import io.streamgauge.matrix.check.Checks;
import io.streamgauge.matrix.run.Cell;
import io.streamgauge.matrix.run.MatrixResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The Markdown of {@code docs/accuracy.md}. Counts of exchanges differ from run to run (clients
 * poll and retry as time goes by), so only their share is told.
 */
public final class AccuracyReport {
  private static final String INTRODUCTION =
      """
      # Accuracy

      What Streamgauge saw of real clients on a loss-free link, against what brokers and clients say
      themselves. `client-matrix` generates this page: `./mvnw verify -Pclients` drives every client
      through every scenario against real brokers, captures them live on loopback, and fails where
      one account differs from another, or where this page is stale.
      `./mvnw verify -Pclients -Dstreamgauge.rewrite=true` writes it anew.

      What is held against what:

      - **seen / sent**: captured exchanges against the broker's request log, one to one by connection,
        correlation id, api, version and client id. Nothing may be missing, and nothing may be there
        that the broker does not know of. What the SASL authenticator answers is not in that log; it is
        counted against the authenticator's own.
      - **bodies**: errors, throttle times, offsets, watermarks, sizes of record sets, member ids,
        generations and producer ids of every exchange, against the same log.
      - **records**, **bytes**: against the client's count, a consumer that reads everything back, and
        the size of the log on the broker's disk; also as they stand in the events of the agent.
      - **offsets**, **commits**, **membership**: against the client, the broker's log end and high
        watermark, its committed offsets, and the join and heartbeat answers in its log.
      - **identity**: software name and version, mechanism and user, against the broker's.
      - **encoding**: codec and record format, against what the client was told to use.
      - **client's figures**: requests and bytes, against the client's own metrics where it has them.

      Clients run all scenarios against 4.3.1 and some against 3.9.1. Against 3.9.1 only runs what 4.x refuses:
      Java before 2.1 and sarama's groups (KIP-896), and the SCRAM of librdkafka before 2.6.1.
      """;

  private static final String UNSEEN =
      """

      ## What cannot be seen, and why

      - **Keys, values, headers, passwords and tokens** are on the wire and are skipped by length: they
        are not Streamgauge's business. Uncompressed sizes of compressed records are not known for the
        same reason.
      - **Offsets of records that were sent with acks=0**: nobody answers, so no offset is on the wire
        until somebody reads. All clients.
      - **The last answers of a connection** that its client closes while it waits (a long poll): the
        request is seen, and no answer follows it, or only its beginning. All clients that consume.
      - **An aborted or timed-out transaction's records** are counted as written: they were. Only markers,
        which brokers send each other, tell their end.
      """;

  private AccuracyReport() {}

  /** The page that shows this result. */
  public static String markdown(MatrixResult result) {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    addTable(Findings.of(result), page);
    page.append(UNSEEN);
    addPerClient(result, page);
    addSkips(result, page);
    return page.toString();
  }

  private static void addTable(List<Findings> findings, StringBuilder page) {
    String checks = Checks.ALL.stream().skip(1).map(Check::name).collect(Collectors.joining(" | "));
    page.append("\n| client | broker | scenarios | seen / sent | ")
        .append(checks)
        .append(" | software |\n|---|---|--:|--:|")
        .append("---|".repeat(Checks.ALL.size()))
        .append('\n');
    for (Findings one : findings) {
      String verdicts =
          Checks.ALL.stream().skip(1).map(one::verdict).collect(Collectors.joining(" | "));
      page.append(
          "| %s | %s | %s | %s | %s | %s |\n"
              .formatted(
                  one.client(),
                  one.release().version(),
                  one.scenarios(),
                  one.share(),
                  verdicts,
                  one.software()));
    }
  }

  /** What is missing on the wire, or in the client's own account, of each client. */
  private static void addPerClient(MatrixResult result, StringBuilder page) {
    Map<String, TreeSet<String>> lacks = new TreeMap<>();
    for (Cell cell : result.cells()) {
      if (cell.ran()) {
        String client = cell.client().toString();
        Lacks.of(result, cell)
            .forEach(what -> lacks.computeIfAbsent(what, key -> new TreeSet<>()).add(client));
      }
    }
    page.append("\n| not there | why | clients |\n|---|---|---|\n");
    lacks.forEach(
        (what, clients) ->
            page.append("| ")
                .append(what)
                .append(" | ")
                .append(String.join(", ", clients))
                .append(" |\n"));
  }

  private static void addSkips(MatrixResult result, StringBuilder page) {
    Map<String, TreeSet<String>> scenarios = new LinkedHashMap<>();
    for (Cell cell : result.cells()) {
      if (!cell.ran()) {
        scenarios
            .computeIfAbsent(
                cell.client() + " | " + cell.report().skipped(), key -> new TreeSet<>())
            .add(cell.scenario().name());
      }
    }
    page.append(
        "\n## What the clients cannot do\n\n| client | reason | scenarios |\n|---|---|---|\n");
    scenarios.forEach(
        (key, names) ->
            page.append("| ")
                .append(key)
                .append(" | ")
                .append(String.join(", ", names))
                .append(" |\n"));
  }
}
