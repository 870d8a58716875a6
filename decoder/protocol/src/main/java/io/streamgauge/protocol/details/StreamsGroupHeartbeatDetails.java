package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import io.streamgauge.protocol.details.capture.Fields;
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
  static final CaptureSpec<StreamsGroupHeartbeatDetails> SPEC =
      CaptureSpec.of(88, "StreamsGroupHeartbeat")
          .request("GroupId", "MemberId", "MemberEpoch", "InstanceId", "RackId")
          .request("RebalanceTimeoutMs", "ProcessId", "ShutdownApplication", "Topology.Epoch")
          .requestBelow("Topology.Subtopologies", "SubtopologyId", "SourceTopics")
          .requestBelow("Topology.Subtopologies", "RepartitionSourceTopics.Name")
          .request(Tasks.PATHS)
          .response("MemberId", "MemberEpoch", "HeartbeatIntervalMs")
          .response(Tasks.PATHS)
          .make(StreamsGroupHeartbeatDetails::of);

  /** Takes copies of its lists. */
  public StreamsGroupHeartbeatDetails {
    subtopologies = subtopologies == null ? null : List.copyOf(subtopologies);
  }

  /** A part of the topology and the topics it reads. */
  public record Subtopology(
      String id, List<String> sourceTopics, List<String> repartitionSourceTopics) {
    /** Takes copies of its lists. */
    public Subtopology {
      sourceTopics = List.copyOf(sourceTopics);
      repartitionSourceTopics = List.copyOf(repartitionSourceTopics);
    }

    static Subtopology of(Fields subtopology) {
      return new Subtopology(
          subtopology.text("SubtopologyId"),
          subtopology.texts("SourceTopics"),
          subtopology.structs("RepartitionSourceTopics").stream()
              .filter(topic -> topic.has("Name"))
              .map(topic -> topic.text("Name"))
              .toList());
    }
  }

  /** Tasks by kind; each null if unchanged. */
  public record Tasks(List<TaskIds> active, List<TaskIds> standby, List<TaskIds> warmup) {
    /** Takes copies of its lists. */
    public Tasks {
      active = active == null ? null : List.copyOf(active);
      standby = standby == null ? null : List.copyOf(standby);
      warmup = warmup == null ? null : List.copyOf(warmup);
    }

    static final String[] PATHS = {
      "ActiveTasks.SubtopologyId", "ActiveTasks.Partitions",
      "StandbyTasks.SubtopologyId", "StandbyTasks.Partitions",
      "WarmupTasks.SubtopologyId", "WarmupTasks.Partitions"
    };

    static Tasks of(Fields fields) {
      return new Tasks(
          TaskIds.list(fields, "ActiveTasks"),
          TaskIds.list(fields, "StandbyTasks"),
          TaskIds.list(fields, "WarmupTasks"));
    }
  }

  /** Tasks of one subtopology. */
  public record TaskIds(String subtopologyId, List<Integer> partitions) {
    /** Takes copies of its lists. */
    public TaskIds {
      partitions = List.copyOf(partitions);
    }

    static List<TaskIds> list(Fields fields, String name) {
      return fields.has(name)
          ? fields.structs(name).stream()
              .map(task -> new TaskIds(task.text("SubtopologyId"), task.integers("Partitions")))
              .toList()
          : null;
    }
  }

  private static StreamsGroupHeartbeatDetails of(Fields request, Fields response) {
    Fields topology = request.struct("Topology");
    return new StreamsGroupHeartbeatDetails(
        request.text("GroupId"),
        request.text("MemberId"),
        request.integer("MemberEpoch", -1),
        request.text("InstanceId"),
        request.text("RackId"),
        request.integer("RebalanceTimeoutMs", -1),
        request.text("ProcessId"),
        Parts.integer(topology, "Epoch", -1),
        topology == null
            ? null
            : topology.structs("Subtopologies").stream().map(Subtopology::of).toList(),
        Tasks.of(request),
        request.flag("ShutdownApplication"),
        response.text("MemberId"),
        response.integer("MemberEpoch", -1),
        response.integer("HeartbeatIntervalMs", -1),
        Tasks.of(response));
  }
}
