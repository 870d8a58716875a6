package io.streamgauge.matrix.check;

import io.streamgauge.matrix.broker.LoggedRequest;
import io.streamgauge.matrix.capture.SeenEvents.Software;
import io.streamgauge.matrix.client.Security;
import io.streamgauge.matrix.run.Cell;
import io.streamgauge.matrix.run.MatrixResult;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Software name, version and user in the events are those that the broker knows of the client. */
final class IdentityCheck implements Check {
  /** What brokers say of a client that does not name its software. */
  private static final Software UNKNOWN = new Software("unknown", "unknown");

  @Override
  public String name() {
    return "identity";
  }

  @Override
  public void run(MatrixResult result, Cell cell, Differences differences) {
    String clientId = cell.scenario().clientId();
    Set<Software> seen = result.seen().events().software(clientId);
    List<LoggedRequest> logged = result.broker(cell).requests(clientId);
    Set<Software> said = new HashSet<>();
    logged.forEach(
        request -> said.add(new Software(request.softwareName(), request.softwareVersion())));
    said.remove(UNKNOWN);
    differences.expectSame("software", seen, "broker", said);
    if (cell.report().softwareName() != null) {
      Software reported =
          new Software(cell.report().softwareName(), cell.report().softwareVersion());
      differences.expectSame("software", seen, "client", Set.of(reported));
    }
    Security security = cell.scenario().security();
    differences.expectSame(
        "user",
        result.seen().events().principals(clientId),
        "scenario",
        security == null ? Set.of() : Set.of(security.mechanism() + ":" + security.username()));
  }
}
