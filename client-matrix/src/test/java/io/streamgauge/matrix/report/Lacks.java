package io.streamgauge.matrix.report;

import io.streamgauge.matrix.capture.SeenExchange;
import io.streamgauge.matrix.ledger.Authentication;
import io.streamgauge.matrix.run.Cell;
import io.streamgauge.matrix.run.MatrixResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What cannot be seen of a scenario, or not be held against the client's own account, each as the
 * first two columns of a table: what, and why.
 */
final class Lacks {
  private Lacks() {}

  static List<String> of(MatrixResult result, Cell cell) {
    List<String> lacks = new ArrayList<>();
    List<SeenExchange> seen = result.seen(cell);
    if (result.seen().events().software(cell.scenario().clientId()).isEmpty()) {
      lacks.add(
          "software name | it sends none: its ApiVersions requests are older than v3 (KIP-511)");
    }
    if (seen.stream().anyMatch(Lacks::isBareHandshake)) {
      lacks.add(
          "SASL exchanges | after SaslHandshake v0 tokens have no Kafka header and are no"
              + " exchanges; the user name is read");
    }
    if (cell.report().requestsSent() == null) {
      lacks.add("the client's count of requests | it keeps none; the broker's log is the witness");
    }
    if (cell.scenario().joinsGroup() && cell.report().generation() == null) {
      lacks.add("the client's generation | it does not tell; the broker's log is the witness");
    }
    return lacks;
  }

  private static boolean isBareHandshake(SeenExchange one) {
    return one.exchange().apiKey() == Authentication.HANDSHAKE && one.exchange().apiVersion() == 0;
  }
}
