package io.streamgauge.jobs.resolve;

import io.streamgauge.jobs.v1.AgentBatch;

/**
 * Where and when an event happened, resolved.
 *
 * @param cluster display name, else cluster id, else {@code unknown}
 * @param broker node id in text, else {@code ip:port}; empty for events of the agent as a whole
 * @param listener {@code ip:port}; empty for events of the agent as a whole
 * @param agent agent id
 * @param node node of the agent
 * @param timeNanos event time, corrected for the agent's clock
 * @param eventTimeMillis event time when the batch came; {@code Long.MIN_VALUE} before there was
 *     any
 */
record Place(
    String cluster,
    String broker,
    String listener,
    String agent,
    String node,
    long timeNanos,
    long eventTimeMillis) {
  static final String UNKNOWN = "unknown";

  /** When the batch came, or a time before all others. */
  static long eventTime(AgentBatch batch) {
    return batch.hasEventTimeMillis() ? batch.getEventTimeMillis() : Long.MIN_VALUE;
  }

  boolean hasEventTime() {
    return eventTimeMillis != Long.MIN_VALUE;
  }
}
