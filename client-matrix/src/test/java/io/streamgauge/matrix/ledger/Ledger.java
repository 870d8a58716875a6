package io.streamgauge.matrix.ledger;

import io.streamgauge.matrix.broker.LoggedRequest;
import io.streamgauge.matrix.broker.Ports;
import io.streamgauge.matrix.capture.SeenExchange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Captured exchanges and logged requests side by side. Ports are used again, so a key may come more
 * than once; both sides then pair off in their order.
 *
 * @param pairs exchanges with their lines in the log
 * @param unseen logged and not captured
 * @param unlogged captured and not logged
 */
public record Ledger(List<Pair> pairs, List<LoggedRequest> unseen, List<SeenExchange> unlogged) {

  /** One exchange by both accounts. */
  public record Pair(LoggedRequest logged, SeenExchange seen) {}

  /**
   * Pairs off the two sides of one broker.
   *
   * @param seen without what the authenticator handles; see {@link Authentication}
   */
  public static Ledger of(List<LoggedRequest> logged, List<SeenExchange> seen, Ports ports) {
    Map<ExchangeKey, Deque<LoggedRequest>> open = new HashMap<>();
    for (LoggedRequest request : logged) {
      open.computeIfAbsent(ExchangeKey.of(request, ports), key -> new ArrayDeque<>()).add(request);
    }
    List<Pair> pairs = new ArrayList<>();
    List<SeenExchange> unlogged = new ArrayList<>();
    for (SeenExchange exchange : seen) {
      Deque<LoggedRequest> lines = open.get(ExchangeKey.of(exchange));
      if (lines == null || lines.isEmpty()) {
        unlogged.add(exchange);
      } else {
        pairs.add(new Pair(lines.remove(), exchange));
      }
    }
    List<LoggedRequest> unseen = new ArrayList<>();
    open.values().forEach(unseen::addAll);
    return new Ledger(pairs, unseen, unlogged);
  }
}
