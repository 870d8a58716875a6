package io.streamgauge.agent.doctor;

/**
 * Whether an agent here would count what it sees: each broker's traffic is counted by the agent
 * that owns its address.
 *
 * @param connections Kafka connections that were seen
 * @param owned of these, the ones whose broker this agent owns
 * @param broker one that it does not own; empty if there is none
 */
record OwnershipCheck(long connections, long owned, String broker) implements Check {
  private static final String NAME = "ownership";

  @Override
  public Finding judge() {
    if (connections == 0) {
      return Finding.ok(NAME, "no connection whose broker could be another node's");
    }
    String facts = "an agent here counts %d of %d connections".formatted(owned, connections);
    return owned > 0
        ? Finding.ok(NAME, facts)
        : Finding.warn(
            NAME,
            facts + ": the brokers, such as " + broker + ", have no address on this machine",
            "run the agent on the brokers' nodes, or behind a mirror port: ./streamgauge agent"
                + " --owns CIDR");
  }
}
