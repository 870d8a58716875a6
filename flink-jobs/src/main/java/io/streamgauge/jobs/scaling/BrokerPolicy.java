package io.streamgauge.jobs.scaling;

import java.io.Serializable;

/**
 * Configured ceilings of a broker; 0 learns them.
 *
 * @param requestRate requests per second
 * @param byteRate bytes per second
 * @param inflightBytes bytes of produce requests in flight
 * @param latencySeconds 99th percentile of broker time
 */
public record BrokerPolicy(
    double requestRate, double byteRate, double inflightBytes, double latencySeconds)
    implements Serializable {
  public static final BrokerPolicy LEARN = new BrokerPolicy(0, 0, 0, 0);

  public BrokerPolicy {
    if (!(requestRate >= 0 && byteRate >= 0 && inflightBytes >= 0 && latencySeconds >= 0)) {
      throw new IllegalArgumentException("a ceiling is 0 or more");
    }
  }
}
