package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import io.streamgauge.protocol.details.capture.Fields;
import io.streamgauge.protocol.details.value.KafkaUuid;
import java.util.List;

/**
 * Metadata (key 3): the map of the cluster.
 *
 * @param clusterId from v2, or null
 * @param controllerId from v1, -1 for none
 * @param brokers live brokers
 * @param topics topics asked for, all if none were named; from v1 an empty request means none
 */
public record MetadataDetails(
    String clusterId, int controllerId, List<BrokerAddress> brokers, List<Topic> topics)
    implements Details {
  static final CaptureSpec<MetadataDetails> SPEC =
      CaptureSpec.of(3, "Metadata")
          .response("ClusterId", "ControllerId")
          .responseBelow("Brokers", "NodeId", "Host", "Port", "Rack")
          .responseBelow("Topics", "ErrorCode", "Name", "TopicId", "IsInternal")
          .responseBelow(
              "Topics.Partitions",
              "ErrorCode",
              "PartitionIndex",
              "LeaderId",
              "LeaderEpoch",
              "ReplicaNodes",
              "IsrNodes",
              "OfflineReplicas")
          .make(
              (request, response) ->
                  new MetadataDetails(
                      response.text("ClusterId"),
                      response.integer("ControllerId", -1),
                      BrokerAddress.list(response, "NodeId"),
                      response.structs("Topics").stream().map(Topic::of).toList()));

  /** Takes copies of its lists. */
  public MetadataDetails {
    brokers = List.copyOf(brokers);
    topics = List.copyOf(topics);
  }

  /**
   * A topic.
   *
   * @param errorCode the topic's error, 0 for none
   * @param name null from v12 when an id was asked for that the broker does not know
   * @param id from v10, else {@link KafkaUuid#ZERO}
   * @param internal whether Kafka uses it itself; from v1, else false
   * @param partitions its partitions, in any order
   */
  public record Topic(
      int errorCode, String name, KafkaUuid id, boolean internal, List<Partition> partitions) {
    /** Takes copies of its lists. */
    public Topic {
      partitions = List.copyOf(partitions);
    }

    static Topic of(Fields topic) {
      return new Topic(
          topic.integer("ErrorCode", 0),
          topic.text("Name"),
          topic.uuid("TopicId"),
          topic.flag("IsInternal"),
          topic.structs("Partitions").stream().map(Partition::of).toList());
    }
  }

  /**
   * A partition.
   *
   * @param errorCode the partition's error, 0 for none
   * @param leaderId broker id of the leader, -1 for none
   * @param leaderEpoch from v7, else -1
   * @param replicas broker ids of all replicas
   * @param inSyncReplicas broker ids of the replicas in sync
   * @param offlineReplicas from v5, else empty
   */
  public record Partition(
      int errorCode,
      int partition,
      int leaderId,
      int leaderEpoch,
      List<Integer> replicas,
      List<Integer> inSyncReplicas,
      List<Integer> offlineReplicas) {
    /** Takes copies of its lists. */
    public Partition {
      replicas = List.copyOf(replicas);
      inSyncReplicas = List.copyOf(inSyncReplicas);
      offlineReplicas = List.copyOf(offlineReplicas);
    }

    static Partition of(Fields partition) {
      return new Partition(
          partition.integer("ErrorCode", 0),
          partition.integer("PartitionIndex", -1),
          partition.integer("LeaderId", -1),
          partition.integer("LeaderEpoch", -1),
          partition.integers("ReplicaNodes"),
          partition.integers("IsrNodes"),
          partition.integers("OfflineReplicas"));
    }
  }
}
