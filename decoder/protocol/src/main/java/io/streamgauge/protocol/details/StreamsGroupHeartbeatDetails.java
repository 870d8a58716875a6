package io.streamgauge.protocol.details;

import java.util.List;

/**
 * StreamsGroupHeartbeat (key 88, KIP-1071). Null means "as before" in either direction.
 *
 * @param groupId the streams group
 * @param memberId the member
 * @param memberEpoch 0 joins, -1 leaves, -2 leaves for a while, else the epoch
 * @param instanceId static membership; null if unchanged or none
 * @param rackId null if unchanged or none
 * @param rebalanceTimeoutMillis -1 if unchanged
 * @param processId the instance the member runs in; null if unchanged
 * @param topologyEpoch epoch of the topology sent; -1 if none was sent
 * @param subtopologies the topology sent; null if unchanged
 * @param tasks tasks the member holds
 * @param shutdown whether the whole application shall stop
 * @param assignedMemberId the answer's member id, or null
 * @param answeredEpoch the answer's member epoch; -1 without an answer
 * @param heartbeatIntervalMillis the answer's interval; -1 without an answer
 * @param assignedTasks tasks the member shall have
 */
public record StreamsGroupHeartbeatDetails(
    String groupId,
    String memberId,
    int memberEpoch,
    String instanceId,
    String rackId,
    int rebalanceTimeoutMillis,
    String processId,
    int topologyEpoch,
    List<Subtopology> subtopologies,
    Tasks tasks,
    boolean shutdown,
    String assignedMemberId,
    int answeredEpoch,
    int heartbeatIntervalMillis,
    Tasks assignedTasks)
    implements Details {
  public StreamsGroupHeartbeatDetails {
    subtopologies = subtopologies == null ? null : List.copyOf(subtopologies);
  }

  /** A part of the topology and the topics it reads. */
  public record Subtopology(
      String id, List<String> sourceTopics, List<String> repartitionSourceTopics) {
    public Subtopology {
      sourceTopics = List.copyOf(sourceTopics);
      repartitionSourceTopics = List.copyOf(repartitionSourceTopics);
    }
  }

  /** Tasks by kind; each null if unchanged. */
  public record Tasks(List<TaskIds> active, List<TaskIds> standby, List<TaskIds> warmup) {
    public Tasks {
      active = active == null ? null : List.copyOf(active);
      standby = standby == null ? null : List.copyOf(standby);
      warmup = warmup == null ? null : List.copyOf(warmup);
    }
  }

  /** Tasks of one subtopology. */
  public record TaskIds(String subtopologyId, List<Integer> partitions) {
    public TaskIds {
      partitions = List.copyOf(partitions);
    }
  }
}
