package io.streamgauge.quickstart.truth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** What Kafka's own tools say of a cluster; asked on the listener that is not observed. */
public final class KafkaTruth implements AutoCloseable {
  private static final int BROKER = 1;

  private final Admin admin;

  public KafkaTruth(String telemetryBootstrap) {
    admin =
        Admin.create(
            Map.of("bootstrap.servers", telemetryBootstrap, "client.id", "streamgauge-truth"));
  }

  /** Makes a topic without replicas. */
  public void createTopic(String name, int partitions)
      throws ExecutionException, InterruptedException {
    admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
  }

  /** High watermark less committed offset, by partition. */
  Map<TopicPartition, Long> lag(String group) throws ExecutionException, InterruptedException {
    var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    committed.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> lag = new HashMap<>();
    admin
        .listOffsets(latest)
        .all()
        .get()
        .forEach((p, end) -> lag.put(p, end.offset() - committed.get(p).offset()));
    return lag;
  }

  /** Bytes of all record sets of a topic as the log keeps them, by partition. */
  Map<Integer, Long> logBytes(String topic) throws ExecutionException, InterruptedException {
    Map<Integer, Long> bytes = new TreeMap<>();
    admin
        .describeLogDirs(List.of(BROKER))
        .allDescriptions()
        .get()
        .get(BROKER)
        .values()
        .forEach(
            directory ->
                directory
                    .replicaInfos()
                    .forEach(
                        (partition, replica) -> {
                          if (partition.topic().equals(topic)) {
                            bytes.put(partition.partition(), replica.size());
                          }
                        }));
    return bytes;
  }

  @Override
  public void close() {
    admin.close();
  }
}
