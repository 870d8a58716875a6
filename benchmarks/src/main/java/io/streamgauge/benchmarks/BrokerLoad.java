package io.streamgauge.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer with Kafka's defaults that sends records of 1,000 bytes at a given rate whatever the
 * broker does, so that a broker that falls behind shows in the latencies: they count from when a
 * record was due, not from when it could be sent.
 */
final class BrokerLoad implements AutoCloseable {
  private static final String TOPIC = "orders";
  private static final int PARTITIONS = 8;
  private static final int RECORD_BYTES = 1_000;
  private static final long TICK_NANOS = 1_000_000;
  private static final int TOPIC_SECONDS = 120;
  private static final double PERCENTILE = 0.99;
  private static final double NANOS = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  private final KafkaProducer<byte[], byte[]> producer;
  private final byte[] value = new byte[RECORD_BYTES];
  private int next;

  /**
   * What one stretch showed.
   *
   * @param recordsPerSecond acknowledged
   * @param p99Millis from due to acknowledged
   */
  record Shown(double recordsPerSecond, double p99Millis) {}

  private BrokerLoad(KafkaProducer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /**
   * Makes the topic and connects.
   *
   * @throws IOException if the broker does not make it
   */
  static BrokerLoad on(String bootstrap) throws IOException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
          .all()
          .get(TOPIC_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the broker makes no topic: " + e.getMessage(), e);
    }
    return new BrokerLoad(
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "client.id", "orders-to-warehouse-1"),
            new ByteArraySerializer(),
            new ByteArraySerializer()));
  }

  /** The highest rate, records per second: as many as find room, for so long. */
  double highest(double seconds) {
    AtomicLong acknowledged = new AtomicLong();
    long start = System.nanoTime();
    while (System.nanoTime() - start < seconds * NANOS) {
      // Waits while the buffer is full.
      var unused =
          producer.send(
              record(), (metadata, error) -> acknowledged.addAndGet(error == null ? 1 : 0));
    }
    producer.flush();
    return acknowledged.get() * NANOS / (System.nanoTime() - start);
  }

  /**
   * Sends at a rate, in records per second, for a while, and waits for all answers.
   *
   * @throws IOException if the broker refuses some
   */
  Shown run(double rate, double seconds) throws IOException {
    int total = (int) Math.max(1, rate * seconds);
    Answers answers = new Answers(total);
    long start = System.nanoTime();
    for (int sent = 0; sent < total; ) {
      int due = (int) Math.min(total, (System.nanoTime() - start) / NANOS * rate + 1);
      for (; sent < due; sent++) {
        long dueAt = start + (long) (sent / rate * NANOS);
        var unused =
            producer.send(record(), (metadata, error) -> answers.add(dueAt, error == null));
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
    producer.flush();
    return answers.shown(start);
  }

  private ProducerRecord<byte[], byte[]> record() {
    return new ProducerRecord<>(TOPIC, next++ % PARTITIONS, null, value);
  }

  @Override
  public void close() {
    producer.close();
  }

  /** Told by the producer's one thread; read after {@code flush}. */
  private static final class Answers {
    private final long[] nanos;
    private int count;
    private long last;

    private Answers(int most) {
      nanos = new long[most];
    }

    private synchronized void add(long dueAt, boolean acknowledged) {
      if (acknowledged) {
        last = System.nanoTime();
        nanos[count++] = last - dueAt;
      }
    }

    private synchronized Shown shown(long start) throws IOException {
      if (count < nanos.length) {
        throw new IOException("the broker took " + count + " of " + nanos.length + " records");
      }
      Arrays.sort(nanos);
      return new Shown(
          count * NANOS / (last - start),
          nanos[(int) ((count - 1) * PERCENTILE)] / NANOS_PER_MILLI);
    }
  }
}
