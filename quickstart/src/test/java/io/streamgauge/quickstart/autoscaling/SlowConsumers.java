package io.streamgauge.quickstart.autoscaling;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Members of one group, of which each takes its time over what it reads; as many as are asked. */
final class SlowConsumers implements AutoCloseable {
  /** Records that one of them reads per second at most. */
  static final int RECORDS_PER_SECOND = 300;

  private static final int BATCH = 50;

  private final String bootstrap;
  private final String group;
  private final String topic;
  private final AtomicLong ordinal = new AtomicLong();
  private final Deque<Member> members = new ArrayDeque<>();
  private final Map<String, Long> read = new ConcurrentHashMap<>();

  SlowConsumers(String bootstrap, String group, String topic) {
    this.bootstrap = bootstrap;
    this.group = group;
    this.topic = topic;
  }

  /** Starts or ends members, the newest first, until there are so many; waits for who ends. */
  synchronized void scale(int wanted) {
    while (members.size() < wanted) {
      members.push(new Member(group + "-" + ordinal.incrementAndGet()));
    }
    while (members.size() > wanted) {
      members.pop().close();
    }
  }

  /** How many there are. */
  synchronized int size() {
    return members.size();
  }

  /** Records that were read for the first time, of all partitions. */
  long read() {
    return read.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void close() {
    scale(0);
  }

  /** One member on a thread of its own. */
  private final class Member implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final CompletableFuture<Void> ended;

    private Member(String name) {
      consumer =
          new KafkaConsumer<>(
              Map.of(
                  "bootstrap.servers",
                  bootstrap,
                  "client.id",
                  name,
                  "group.id",
                  group,
                  "auto.offset.reset",
                  "earliest",
                  "enable.auto.commit",
                  false,
                  "max.poll.records",
                  BATCH),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
      ended = CompletableFuture.runAsync(this::work, task -> new Thread(task, name).start());
    }

    private void work() {
      try (consumer) {
        consumer.subscribe(List.of(topic));
        while (true) {
          ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(1));
          for (ConsumerRecord<byte[], byte[]> each : records) {
            String partition = each.topic() + "-" + each.partition();
            read.merge(partition, each.offset() + 1, Math::max);
          }
          Thread.sleep(1_000L * records.count() / RECORDS_PER_SECOND);
          consumer.commitAsync();
        }
      } catch (WakeupException e) {
        // It is to end.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      consumer.wakeup();
      ended.join();
    }
  }
}
