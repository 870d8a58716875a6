package io.streamgauge.matrix.report;

import io.streamgauge.matrix.broker.BrokerRelease;
import io.streamgauge.matrix.check.Check;
import io.streamgauge.matrix.check.Checks;
import io.streamgauge.matrix.check.Differences;
import io.streamgauge.matrix.client.Client;
import io.streamgauge.matrix.ledger.Authentication;
import io.streamgauge.matrix.ledger.Ledger;
import io.streamgauge.matrix.run.Cell;
import io.streamgauge.matrix.run.MatrixResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What the scenarios of one client with one broker come to. */
final class Findings {
  private final Client client;
  private final BrokerRelease release;
  private final Map<Check, Integer> compared = new HashMap<>();
  private final Map<Check, Integer> failures = new HashMap<>();
  private final TreeSet<String> software = new TreeSet<>();
  private int scenarios;
  private int failed;
  private long sent;
  private long seen;
  private long invented;

  private Findings(Client client, BrokerRelease release) {
    this.client = client;
    this.release = release;
  }

  /** One per client and broker, in the order of the cells. */
  static List<Findings> of(MatrixResult result) {
    Map<String, Findings> findings = new LinkedHashMap<>();
    for (Cell cell : result.cells()) {
      if (cell.ran()) {
        findings
            .computeIfAbsent(
                cell.client().id() + cell.release(),
                key -> new Findings(cell.client(), cell.release()))
            .add(result, cell);
      }
    }
    return new ArrayList<>(findings.values());
  }

  private void add(MatrixResult result, Cell cell) {
    scenarios++;
    failed += cell.report().error() == null ? 0 : 1;
    String clientId = cell.scenario().clientId();
    Authentication split = Authentication.of(result.seen(cell));
    Ledger ledger =
        Ledger.of(
            result.broker(cell).requests(clientId), split.rest(), result.broker(cell).ports());
    // What the authenticator answers is counted over all clients, by a test of its own.
    sent += ledger.pairs().size() + ledger.unseen().size() + split.handled().size();
    seen += ledger.pairs().size() + split.handled().size();
    invented += ledger.unlogged().size();
    for (Check check : Checks.ALL) {
      if (check.applies(cell)) {
        Differences differences = new Differences();
        check.run(result, cell, differences);
        compared.merge(check, 1, Integer::sum);
        failures.merge(check, differences.sentences().isEmpty() ? 0 : 1, Integer::sum);
      }
    }
    result
        .seen()
        .events()
        .software(clientId)
        .forEach(one -> software.add(one.name() + " " + one.version()));
  }

  Client client() {
    return client;
  }

  BrokerRelease release() {
    return release;
  }

  String scenarios() {
    return failed == 0 ? String.valueOf(scenarios) : scenarios + ", " + failed + " failed";
  }

  /** Share of the sent exchanges that were seen; 100 % only if all were and nothing else. */
  String share() {
    if (seen == sent && invented == 0) {
      return "100 %";
    }
    return "%.3f %%, %d invented".formatted(100.0 * seen / Math.max(1, sent), invented);
  }

  String verdict(Check check) {
    if (!compared.containsKey(check)) {
      return "–";
    }
    int wrong = failures.get(check);
    return wrong == 0 ? "exact" : "not in " + wrong;
  }

  String software() {
    return software.isEmpty() ? "none sent" : String.join(", ", software);
  }
}
