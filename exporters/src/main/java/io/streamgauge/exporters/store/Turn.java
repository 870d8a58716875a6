package io.streamgauge.exporters.store;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose turn it is among replicas, by a consumer group: that of the member which is assigned
 * partition 0 of a topic. Nothing is read and nothing committed.
 *
 * <p>While the bus is away the turn stays where it was, so two may hold it for as long as the group
 * takes to tell them apart.
 */
public final class Turn implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Turn.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long RETRY_MILLIS = 1_000;

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final String topic;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private volatile Consumer<byte[], byte[]> consumer;
  private volatile boolean mine;

  /**
   * Joins the group.
   *
   * @param consumers makes a consumer with a group; called again after a fatal consumer error
   * @param topic any topic that is there and has a partition
   */
  public Turn(Supplier<Consumer<byte[], byte[]>> consumers, String topic) {
    this.consumers = consumers;
    this.topic = topic;
    this.thread = new Thread(this::run, "turn");
    thread.setDaemon(true);
    thread.start();
  }

  /** Whether it is this process's turn. */
  public boolean isMine() {
    return mine;
  }

  private void run() {
    while (stopped.getCount() > 0) {
      try (Consumer<byte[], byte[]> current = consumers.get()) {
        consumer = current;
        current.subscribe(Set.of(topic), new Watch(current));
        while (stopped.getCount() > 0) {
          current.poll(POLL);
        }
      } catch (WakeupException | org.apache.kafka.common.errors.InterruptException e) {
        Thread.interrupted();
      } catch (KafkaException e) {
        LOG.warn("The exporters' group does not answer, trying again: {}", e.getMessage());
        pause();
      } catch (RuntimeException | Error e) {
        // Whatever it is: without this thread it would be nobody's turn any more, or two's.
        LOG.error("The exporters' group failed, trying again", e);
        pause();
      } finally {
        // Who is in no group has no turn.
        mine = false;
      }
    }
  }

  private void pause() {
    try {
      boolean unused = stopped.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Keeps up with the assignment. */
  private final class Watch implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> current;

    Watch(Consumer<byte[], byte[]> current) {
      this.current = current;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      current.pause(partitions);
      mine = mine || hasFirst(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      mine = mine && !hasFirst(partitions);
    }

    private boolean hasFirst(Collection<TopicPartition> partitions) {
      return partitions.contains(new TopicPartition(topic, 0));
    }
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
}
