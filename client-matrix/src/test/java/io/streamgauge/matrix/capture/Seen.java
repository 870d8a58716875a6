package io.streamgauge.matrix.capture;

import io.streamgauge.agent.capture.CaptureStatistics;
import java.util.List;

/**
 * All that one capture saw.
 *
 * @param exchanges in the order in which they completed
 * @param anomalies what could not be read
 * @param events what an agent would have put on the bus
 * @param statistics packets received and lost
 * @param gapBytes bytes that reassembly missed
 */
public record Seen(
    List<SeenExchange> exchanges,
    List<SeenAnomaly> anomalies,
    SeenEvents events,
    CaptureStatistics statistics,
    long gapBytes) {

  /** The same without one exchange. */
  public Seen without(SeenExchange exchange) {
    List<SeenExchange> rest = exchanges.stream().filter(one -> !one.equals(exchange)).toList();
    return new Seen(rest, anomalies, events, statistics, gapBytes);
  }
}
