package io.streamgauge.quickstart.demo;

import io.streamgauge.exporters.view.BrokerView;
import io.streamgauge.exporters.view.ClientView;
import io.streamgauge.exporters.view.OverviewView;
import io.streamgauge.exporters.view.PipelineView;
import io.streamgauge.exporters.view.Units;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Sums over an overview.
 *
 * @param clients how many clients were seen
 * @param requestsPerSecond of all clients
 * @param producedBytesPerSecond record-set bytes a second, all clients
 * @param consumedBytesPerSecond record-set bytes a second, all clients
 * @param producedRecords since the start
 * @param consumedRecords since the start
 * @param failed responses with an error since the start
 * @param requests since the start
 * @param coverage the worst broker's, 0 to 1; empty while unknown
 * @param pipeline health of the measurement
 */
record Totals(
    int clients,
    double requestsPerSecond,
    double producedBytesPerSecond,
    double consumedBytesPerSecond,
    long producedRecords,
    long consumedRecords,
    long failed,
    long requests,
    OptionalDouble coverage,
    PipelineView pipeline) {

  static Totals of(OverviewView view) {
    List<ClientView> clients = view.clients();
    return new Totals(
        clients.size(),
        clients.stream().mapToDouble(ClientView::requestsPerSecond).sum(),
        clients.stream().mapToDouble(ClientView::producedBytesPerSecond).sum(),
        clients.stream().mapToDouble(ClientView::consumedBytesPerSecond).sum(),
        clients.stream().mapToLong(ClientView::producedRecords).sum(),
        clients.stream().mapToLong(ClientView::consumedRecords).sum(),
        clients.stream().mapToLong(ClientView::failedResponses).sum(),
        clients.stream().mapToLong(ClientView::requests).sum(),
        view.brokers().stream()
            .map(BrokerView::coverage)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .min(),
        view.pipeline());
  }

  /** The current rates in one line. */
  String rates() {
    return String.format(
        Locale.ROOT,
        "clients %d  requests %.0f/s  produced %.1f kB/s  consumed %.1f kB/s  coverage %s",
        clients,
        requestsPerSecond,
        producedBytesPerSecond / 1_000,
        consumedBytesPerSecond / 1_000,
        coverageText());
  }

  /** What was seen in all, in one line. */
  String sums() {
    return String.format(
        Locale.ROOT,
        "%d clients made %d requests (%d answered with an error), produced %d records and consumed"
            + " %d",
        clients,
        requests,
        failed,
        producedRecords,
        consumedRecords);
  }

  /** The worst broker's coverage as people read it. */
  String coverageText() {
    return Units.percent(coverage);
  }
}
