package io.streamgauge.events;

import java.util.Objects;

/**
 * Who writes batches.
 *
 * @param agentId stable name, unique on the bus; the Kafka key of every batch
 * @param incarnationNanos start of the process, nanoseconds since the epoch; larger is newer
 * @param node name of the node, label {@code node}
 * @param version of the agent software
 */
public record AgentIdentity(String agentId, long incarnationNanos, String node, String version) {
  public AgentIdentity {
    Objects.requireNonNull(agentId, "agentId");
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(version, "version");
  }
}
