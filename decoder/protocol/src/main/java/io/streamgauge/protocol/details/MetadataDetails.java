package io.streamgauge.protocol.details;

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
    public Topic {
      partitions = List.copyOf(partitions);
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
    public Partition {
      replicas = List.copyOf(replicas);
      inSyncReplicas = List.copyOf(inSyncReplicas);
      offlineReplicas = List.copyOf(offlineReplicas);
    }
  }
}
