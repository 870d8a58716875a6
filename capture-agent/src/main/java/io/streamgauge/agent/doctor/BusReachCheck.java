package io.streamgauge.agent.doctor;

/**
 * Whether the bus answers.
 *
 * @param bootstrap where it should be
 * @param brokers how many brokers it has; 0 if it did not answer
 * @param error why not
 */
record BusReachCheck(String bootstrap, int brokers, String error) implements Check {
  private static final String NAME = "bus";

  @Override
  public Finding judge() {
    return brokers > 0
        ? Finding.ok(NAME, bootstrap + " answers; brokers: " + brokers)
        : Finding.fail(
            NAME,
            bootstrap + " does not answer: " + error,
            "./streamgauge doctor --bootstrap HOST:PORT (and --command-config FILE if it asks for"
                + " TLS or a password)");
  }
}
