package io.streamgauge.quickstart.autoscaling;

import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer that sends so many records a second to all partitions in turn. */
final class SteadyLoad implements AutoCloseable {
  private static final long PERIOD_MILLIS = 100;

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final int partitions;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private int perSecond;
  private int next;

  SteadyLoad(String bootstrap, String topic, int partitions) {
    this.topic = topic;
    this.partitions = partitions;
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "client.id", "shop"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    var unused =
        timer.scheduleAtFixedRate(
            this::sendShare, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Sends so many records at once. */
  void burst(int records) {
    send(records);
    producer.flush();
  }

  /** From now on; 0 at the beginning. */
  synchronized void rate(int recordsPerSecond) {
    perSecond = recordsPerSecond;
  }

  private synchronized void sendShare() {
    send((int) (perSecond * PERIOD_MILLIS / 1_000));
  }

  private synchronized void send(int records) {
    for (int i = 0; i < records; i++) {
      var unused =
          producer.send(new ProducerRecord<>(topic, next++ % partitions, null, new byte[100]));
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    producer.close();
  }
}
