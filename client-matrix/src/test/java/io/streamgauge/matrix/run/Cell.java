package io.streamgauge.matrix.run;

import io.streamgauge.matrix.broker.BrokerRelease;
import io.streamgauge.matrix.client.Client;
import io.streamgauge.matrix.client.Scenario;
import io.streamgauge.matrix.client.ScenarioReport;

/** A scenario that a client was driven through against a broker, and what it says of it. */
public record Cell(Client client, BrokerRelease release, Scenario scenario, ScenarioReport report) {

  /** Whether the client did what the scenario asks for. */
  public boolean ran() {
    return report.skipped() == null;
  }

  @Override
  public String toString() {
    return client + ", broker " + release.version() + ", " + scenario;
  }
}
