package io.streamgauge.agent.publish;

import io.streamgauge.events.v1.EventBatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends batches to the bus from a thread of its own, in order.
 *
 * <p>{@link #accept} never blocks. What is not yet acknowledged counts against a limit in bytes;
 * beyond it the newest batch is dropped and counted. A dropped batch keeps its sequence number, so
 * that the hole tells readers what they miss. When the bus comes back, sending goes on by itself.
 */
public final class EventPublisher implements BatchSink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);
  private static final long RETRY_MILLIS = 500;

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final byte[] key;
  private final long maxBufferedBytes;
  private final Thread sender;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Outgoing> queue = new ArrayDeque<>();
  private long bufferedBytes;
  private long bufferedBatches;
  private long bufferedEvents;
  private long sentBatches;
  private long droppedBatches;
  private long droppedEvents;
  private boolean delivering;
  private boolean closing;
  private boolean closed; // answers do not count any more: what had none was counted as dropped

  private static final class Outgoing {
    private final byte[] value;
    private final long sequence;
    private final int events;

    private Outgoing(byte[] value, long sequence, int events) {
      this.value = value;
      this.sequence = sequence;
      this.events = events;
    }
  }

  /**
   * Starts sending.
   *
   * @param producer is closed by {@link #close}
   * @param topic the events topic
   * @param agentId key of every record
   * @param maxBufferedBytes limit of what is not yet acknowledged, serialised
   */
  public EventPublisher(
      Producer<byte[], byte[]> producer, String topic, String agentId, long maxBufferedBytes) {
    this.producer = producer;
    this.topic = topic;
    this.key = agentId.getBytes(StandardCharsets.UTF_8);
    this.maxBufferedBytes = maxBufferedBytes;
    this.sender = new Thread(this::sendAll, "event-publisher");
    sender.setDaemon(true);
    sender.start();
  }

  @Override
  public void accept(EventBatch batch) {
    byte[] value = batch.toByteArray();
    lock.lock();
    try {
      if (closing || bufferedBytes + value.length > maxBufferedBytes) {
        drop(
            batch.getSequence(),
            batch.getEventsCount(),
            closing ? "the agent stops" : "the buffer is full");
        return;
      }
      bufferedBytes += value.length;
      bufferedBatches++;
      bufferedEvents += batch.getEventsCount();
      queue.add(new Outgoing(value, batch.getSequence(), batch.getEventsCount()));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void drop(long sequence, int events, String why) {
    if (delivering || droppedBatches == 0) {
      LOG.warn(
          "Batches are being dropped, beginning with {}: {}; lag and rates will miss them",
          sequence,
          why);
    }
    delivering = false;
    droppedBatches++;
    droppedEvents += events;
  }

  private void sendAll() {
    try {
      for (Outgoing next = take(); next != null; next = take()) {
        send(next);
      }
    } catch (InterruptedException | InterruptException e) {
      LOG.debug("Interrupted while sending", e);
    }
  }

  private Outgoing take() throws InterruptedException {
    lock.lock();
    try {
      while (queue.isEmpty() && !closing) {
        changed.await();
      }
      return queue.poll();
    } finally {
      lock.unlock();
    }
  }

  private void send(Outgoing batch) throws InterruptedException {
    while (!isTaken(batch)) {
      // No metadata or no room in the producer yet; later batches wait behind this one.
      TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
    }
  }

  /** Whether the producer took the batch, or said that it never will. */
  private boolean isTaken(Outgoing batch) {
    Attempt attempt = new Attempt(batch);
    try {
      Future<RecordMetadata> unused =
          producer.send(new ProducerRecord<>(topic, key, batch.value), attempt);
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException | IllegalStateException e) {
      attempt.onCompletion(null, e);
    }
    return !attempt.refused;
  }

  /**
   * Hears how sending ends. What the producer did not even take, for want of metadata or room, it
   * tells on the thread that sends: that batch is still ours. A bus that is away for some seconds
   * leaves the producer without metadata.
   */
  private final class Attempt implements Callback {
    private final Outgoing batch;
    private boolean refused;

    private Attempt(Outgoing batch) {
      this.batch = batch;
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception error) {
      if (error instanceof RetriableException && isSender() && !isClosing()) {
        LOG.debug("The bus does not take batch {} yet", batch.sequence, error);
        refused = true;
      } else {
        onAnswer(batch, error);
      }
    }
  }

  private boolean isSender() {
    return Thread.currentThread() == sender;
  }

  private boolean isClosing() {
    lock.lock();
    try {
      return closing;
    } finally {
      lock.unlock();
    }
  }

  private void onAnswer(Outgoing batch, Exception error) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      bufferedBytes -= batch.value.length;
      bufferedBatches--;
      bufferedEvents -= batch.events;
      if (error == null) {
        sentBatches++;
        delivering = true;
      } else {
        drop(batch.sequence, batch.events, error.toString());
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Batches that the bus acknowledged. */
  public long sentBatches() {
    return locked(() -> sentBatches);
  }

  /** Batches that were dropped. */
  public long droppedBatches() {
    return locked(() -> droppedBatches);
  }

  /** Events in dropped batches. */
  public long droppedEvents() {
    return locked(() -> droppedEvents);
  }

  /** Bytes that the bus has not acknowledged yet. */
  public long bufferedBytes() {
    return locked(() -> bufferedBytes);
  }

  /** Whether the bus took the newest batch that it answered for. */
  public boolean isDelivering() {
    lock.lock();
    try {
      return delivering;
    } finally {
      lock.unlock();
    }
  }

  private long locked(LongSupplier value) {
    lock.lock();
    try {
      return value.getAsLong();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sends what is buffered, for at most this long, then closes the producer. What the bus has not
   * acknowledged by then is dropped and counted.
   */
  public void close(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
      long left = deadline - System.nanoTime();
      while (bufferedBytes > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    sender.interrupt();
    producer.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    dropTheRest();
  }

  private void dropTheRest() {
    lock.lock();
    try {
      if (bufferedBatches > 0) {
        LOG.warn(
            "Stopped before the bus took {} batches with {} events; lag and rates will miss them",
            bufferedBatches,
            bufferedEvents);
      }
      closed = true;
      queue.clear();
      droppedBatches += bufferedBatches;
      droppedEvents += bufferedEvents;
      bufferedBytes = 0;
      bufferedBatches = 0;
      bufferedEvents = 0;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    close(Duration.ofSeconds(5));
  }
}
