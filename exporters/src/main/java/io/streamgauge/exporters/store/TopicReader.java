package io.streamgauge.exporters.store;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a compacted topic on a thread of its own: from the beginning, without a consumer group,
 * over all partitions, those added later included.
 *
 * <p>A bus that goes away is waited for; what was read stays.
 */
public final class TopicReader implements AutoCloseable {
  /** Takes what was read. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes one record.
     *
     * @param value null for a tombstone
     * @throws InvalidProtocolBufferException if the value is not what the topic holds; counted
     */
    void accept(String key, byte[] value) throws InvalidProtocolBufferException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long RETRY_MILLIS = 1_000;
  private static final int POLLS_BETWEEN_PARTITION_CHECKS = 100;

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final String topic;
  private final Sink sink;
  private final Thread thread;
  private final AtomicLong unreadable = new AtomicLong();
  private volatile Consumer<byte[], byte[]> consumer;
  private volatile boolean ready;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * A reader that has not begun; call {@link #start}.
   *
   * @param consumers makes a consumer of bytes; called again after a fatal consumer error
   * @param sink takes the records, in order per partition
   */
  public TopicReader(Supplier<Consumer<byte[], byte[]>> consumers, String topic, Sink sink) {
    this.consumers = consumers;
    this.topic = topic;
    this.sink = sink;
    this.thread = new Thread(this::run, topic + "-reader");
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Whether everything that was on the topic at the start has been read. */
  public boolean ready() {
    return ready;
  }

  /** Records that could not be read. */
  public long unreadable() {
    return unreadable.get();
  }

  @Override
  public void close() {
    stopped.countDown();
    Consumer<byte[], byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed()) {
      try (Consumer<byte[], byte[]> current = consumers.get()) {
        consumer = current;
        mirror(current);
      } catch (WakeupException | org.apache.kafka.common.errors.InterruptException e) {
        Thread.interrupted();
      } catch (AuthenticationException | AuthorizationException e) {
        LOG.error("The bus refuses the exporter: {}. Check --command-config.", e.getMessage());
        pause();
      } catch (KafkaException e) {
        LOG.warn("Reading {} failed, trying again: {}", topic, e.getMessage());
        pause();
      }
    }
  }

  private void mirror(Consumer<byte[], byte[]> current) {
    Map<TopicPartition, Long> goals = new HashMap<>();
    int polls = 0;
    while (!closed()) {
      if (polls++ % POLLS_BETWEEN_PARTITION_CHECKS == 0 || current.assignment().isEmpty()) {
        assign(current, goals);
      }
      if (current.assignment().isEmpty()) {
        pause();
        continue;
      }
      ConsumerRecords<byte[], byte[]> records = current.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        accept(record);
      }
      if (!ready && reached(current, goals)) {
        ready = true;
      }
    }
  }

  private void assign(Consumer<byte[], byte[]> current, Map<TopicPartition, Long> goals) {
    List<PartitionInfo> known = current.partitionsFor(topic);
    if (known == null || known.size() == current.assignment().size()) {
      return;
    }
    Set<TopicPartition> before = Set.copyOf(current.assignment());
    List<TopicPartition> all =
        known.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
    List<TopicPartition> added = all.stream().filter(p -> !before.contains(p)).toList();
    Map<TopicPartition, Long> positions = new HashMap<>();
    before.forEach(p -> positions.put(p, current.position(p)));
    current.assign(all);
    positions.forEach(current::seek);
    current.seekToBeginning(added);
    goals.putAll(current.endOffsets(added));
  }

  private static boolean reached(
      Consumer<byte[], byte[]> current, Map<TopicPartition, Long> goals) {
    return goals.entrySet().stream()
        .allMatch(goal -> current.position(goal.getKey()) >= goal.getValue());
  }

  private void accept(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      unreadable.incrementAndGet();
      return;
    }
    try {
      sink.accept(new String(record.key(), StandardCharsets.UTF_8), record.value());
    } catch (InvalidProtocolBufferException e) {
      unreadable.incrementAndGet();
      LOG.debug("Unreadable at {}-{}@{}", topic, record.partition(), record.offset());
    }
  }

  private boolean closed() {
    return stopped.getCount() == 0;
  }

  private void pause() {
    try {
      boolean unused = stopped.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
