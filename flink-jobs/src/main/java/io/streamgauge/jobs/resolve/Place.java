package io.streamgauge.jobs.resolve;

/**
 * Where and when an event happened, resolved.
 *
 * @param cluster display name, else cluster id, else {@code unknown}
 * @param broker node id in text, else {@code ip:port}; empty for events of the agent as a whole
 * @param agent agent id
 * @param node node of the agent
 * @param timeNanos event time, corrected for the agent's clock
 */
record Place(String cluster, String broker, String agent, String node, long timeNanos) {
  static final String UNKNOWN = "unknown";
}
