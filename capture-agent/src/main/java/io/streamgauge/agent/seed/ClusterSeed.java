package io.streamgauge.agent.seed;

import io.streamgauge.agent.identity.OwnTraffic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** Asks a cluster once; needs no more than the right to describe. */
public final class ClusterSeed {
  private static final int CHUNK = 500;

  private final Admin admin;
  private final LongSupplier clock;
  private int refused;

  /**
   * A cluster that was not asked yet.
   *
   * @param clock nanoseconds since the epoch
   */
  public ClusterSeed(Admin admin, LongSupplier clock) {
    this.admin = admin;
    this.clock = clock;
  }

  /**
   * Groups and partitions about which the cluster said nothing, for want of rights or otherwise.
   */
  public int refused() {
    return refused;
  }

  /**
   * Asks everything, and tells it to the events.
   *
   * @throws KafkaException if the cluster does not answer
   */
  public void tell(SeedEvents events) throws InterruptedException {
    var cluster = admin.describeCluster();
    Collection<Node> nodes = get(cluster.nodes());
    events.cluster(get(cluster.clusterId()), get(cluster.controller()), nodes, clock.getAsLong());
    Map<TopicPartition, Node> leaders = topics(events);
    offsets(leaders, events);
    groups(events);
  }

  private Map<TopicPartition, Node> topics(SeedEvents events) throws InterruptedException {
    List<String> names =
        get(admin.listTopics().names()).stream()
            .filter(name -> !OwnTraffic.isTopic(name))
            .sorted()
            .toList();
    Map<TopicPartition, Node> leaders = new HashMap<>();
    for (List<String> chunk : chunks(names)) {
      Map<String, TopicDescription> described =
          answered(admin.describeTopics(chunk).topicNameValues());
      for (TopicDescription topic : described.values()) {
        events.topic(topic, clock.getAsLong());
        for (TopicPartitionInfo partition : topic.partitions()) {
          if (partition.leader() != null && !partition.leader().isEmpty()) {
            leaders.put(
                new TopicPartition(topic.name(), partition.partition()), partition.leader());
          }
        }
      }
    }
    return leaders;
  }

  private void offsets(Map<TopicPartition, Node> leaders, SeedEvents events)
      throws InterruptedException {
    for (List<TopicPartition> chunk : chunks(List.copyOf(leaders.keySet()))) {
      Map<TopicPartition, Long> ends = offsets(chunk, OffsetSpec.latest());
      long time = clock.getAsLong();
      Map<TopicPartition, Long> starts = offsets(chunk, OffsetSpec.earliest());
      ends.forEach(
          (partition, end) ->
              events.offsets(
                  partition,
                  leaders.get(partition),
                  end,
                  starts.getOrDefault(partition, -1L),
                  time));
    }
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which)
      throws InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, which));
    ListOffsetsResult result = admin.listOffsets(wanted);
    Map<TopicPartition, KafkaFuture<Long>> futures = new HashMap<>();
    partitions.forEach(
        partition ->
            futures.put(partition, result.partitionResult(partition).thenApply(r -> r.offset())));
    return answered(futures);
  }

  private void groups(SeedEvents events) throws InterruptedException {
    List<String> names =
        get(admin.listGroups(ListGroupsOptions.forConsumerGroups()).all()).stream()
            .map(GroupListing::groupId)
            .filter(name -> !OwnTraffic.isGroup(name))
            .sorted()
            .toList();
    for (List<String> chunk : chunks(names)) {
      Map<String, ConsumerGroupDescription> described =
          answered(admin.describeConsumerGroups(chunk).describedGroups());
      described.values().forEach(group -> events.group(group, clock.getAsLong()));
      Map<String, ListConsumerGroupOffsetsSpec> wanted = new HashMap<>();
      described.keySet().forEach(name -> wanted.put(name, new ListConsumerGroupOffsetsSpec()));
      if (wanted.isEmpty()) {
        continue;
      }
      ListConsumerGroupOffsetsResult result = admin.listConsumerGroupOffsets(wanted);
      Map<String, KafkaFuture<Map<TopicPartition, OffsetAndMetadata>>> futures = new TreeMap<>();
      wanted
          .keySet()
          .forEach(name -> futures.put(name, result.partitionsToOffsetAndMetadata(name)));
      Map<String, Map<TopicPartition, OffsetAndMetadata>> offsets = answered(futures);
      long time = clock.getAsLong();
      offsets.forEach((name, all) -> events.committed(described.get(name), all, time));
    }
  }

  private static <T> List<List<T>> chunks(List<T> all) {
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += CHUNK) {
      chunks.add(all.subList(from, Math.min(all.size(), from + CHUNK)));
    }
    return chunks;
  }

  /** What was answered; the rest is counted. */
  private <K, V> Map<K, V> answered(Map<K, KafkaFuture<V>> futures) throws InterruptedException {
    Map<K, V> answers = new TreeMap<>(order());
    for (Map.Entry<K, KafkaFuture<V>> entry : futures.entrySet()) {
      try {
        answers.put(entry.getKey(), entry.getValue().get());
      } catch (ExecutionException e) {
        refused++;
      }
    }
    return answers;
  }

  private static <K> java.util.Comparator<K> order() {
    return java.util.Comparator.comparing((Function<K, String>) Object::toString);
  }

  private static <T> T get(KafkaFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException known) {
        throw known;
      }
      throw new KafkaException(e.getCause());
    }
  }
}
