package io.streamgauge.matrix.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the matrix asks of a broker, on the listener that is not captured. */
public final class BrokerAdmin implements AutoCloseable {
  private static final int NODE = 1;
  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrap;
  private final Admin admin;

  /** Connects on first use and keeps trying while the broker comes up. */
  public BrokerAdmin(BrokerProcess broker) {
    this.bootstrap = broker.adminBootstrap();
    this.admin = admin(bootstrap, "streamgauge-matrix");
  }

  private static Admin admin(String bootstrap, String clientId) {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            AdminClientConfig.CLIENT_ID_CONFIG,
            clientId));
  }

  /** Creates topics of one replica; waits until the broker is up. */
  public void createTopics(Map<String, Integer> partitionsByTopic)
      throws ExecutionException, InterruptedException {
    List<NewTopic> topics = new ArrayList<>();
    partitionsByTopic.forEach((name, count) -> topics.add(new NewTopic(name, count, (short) 1)));
    admin.createTopics(topics).all().get();
  }

  /** Waits until all partitions of these topics answer: a new topic takes a moment. */
  public void awaitLeaders(Map<String, Integer> partitionsByTopic)
      throws ExecutionException, InterruptedException {
    List<TopicPartition> partitions = new ArrayList<>();
    partitionsByTopic.forEach(
        (topic, count) -> {
          for (int number = 0; number < count; number++) {
            partitions.add(new TopicPartition(topic, number));
          }
        });
    offsets(partitions, IsolationLevel.READ_UNCOMMITTED);
  }

  /** Lets share groups begin with the oldest record, as the other consumers do. */
  public void startShareGroupsAtTheBeginning(Collection<String> groups)
      throws ExecutionException, InterruptedException {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    ConfigEntry earliest = new ConfigEntry("share.auto.offset.reset", "earliest");
    for (String group : groups) {
      changes.put(
          new ConfigResource(ConfigResource.Type.GROUP, group),
          List.of(new AlterConfigOp(earliest, AlterConfigOp.OpType.SET)));
    }
    admin.incrementalAlterConfigs(changes).all().get();
  }

  /** Whether every transaction has ended: nothing of the topics is held back from readers. */
  public boolean noOpenTransactions(Collection<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    return offsets(partitions, IsolationLevel.READ_COMMITTED)
        .equals(offsets(partitions, IsolationLevel.READ_UNCOMMITTED));
  }

  private Map<TopicPartition, Long> offsets(
      Collection<TopicPartition> partitions, IsolationLevel isolation)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listOffsets(wanted, new ListOffsetsOptions(isolation))
        .all()
        .get()
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }

  /** Committed offsets of a group, without partitions that have none. */
  public Map<TopicPartition, Long> committed(String group)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .forEach(
            (partition, found) -> {
              if (found != null) {
                offsets.put(partition, found.offset());
              }
            });
    return offsets;
  }

  /** What the broker holds of these partitions, read to their ends. */
  public Map<TopicPartition, StoredPartition> stored(Collection<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> ends = offsets(partitions, IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, Long> sizes = sizes();
    Map<TopicPartition, long[]> counted = readAll(ends);
    Map<TopicPartition, StoredPartition> stored = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          long[] found = counted.get(partition);
          stored.put(
              partition,
              new StoredPartition(end, found[0], found[1], sizes.getOrDefault(partition, 0L)));
        });
    return stored;
  }

  private Map<TopicPartition, Long> sizes() throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> sizes = new HashMap<>();
    for (LogDirDescription directory :
        admin.describeLogDirs(List.of(NODE)).allDescriptions().get().get(NODE).values()) {
      for (Map.Entry<TopicPartition, ReplicaInfo> replica : directory.replicaInfos().entrySet()) {
        sizes.put(replica.getKey(), replica.getValue().size());
      }
    }
    return sizes;
  }

  /** Records and their bytes by partition. */
  private Map<TopicPartition, long[]> readAll(Map<TopicPartition, Long> ends) {
    Map<TopicPartition, long[]> counted = new HashMap<>();
    ends.keySet().forEach(partition -> counted.put(partition, new long[2]));
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.CLIENT_ID_CONFIG,
                "streamgauge-matrix-verify"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          long[] sums = counted.get(new TopicPartition(record.topic(), record.partition()));
          sums[0]++;
          sums[1] += Math.max(0, record.serializedKeySize());
          sums[1] += Math.max(0, record.serializedValueSize());
        }
      }
    }
    return counted;
  }

  /**
   * Sends a request to the captured listener: once it was seen, so was all that came before it.
   *
   * @param clientId what to look for
   */
  public static void knock(BrokerProcess broker, String clientId)
      throws ExecutionException, InterruptedException {
    try (Admin knocking = admin(broker.bootstrap(false), clientId)) {
      knocking.describeCluster().nodes().get();
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
