package io.streamgauge.quickstart.workload;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends records with random keys to one topic at a steady rate until told to stop. */
final class SteadyProducer implements Runnable {
  private final Traffic traffic;
  private final Map<String, Object> config;
  private final StopSignal stop;

  /**
   * What one producer sends.
   *
   * @param topic topic, which must exist
   * @param perSecond records per second
   * @param valueBytes mean size of a value; sizes spread from half to one and a half of it
   */
  record Traffic(String topic, double perSecond, int valueBytes) {}

  SteadyProducer(Traffic traffic, Map<String, Object> config, StopSignal stop) {
    this.traffic = traffic;
    this.config = config;
    this.stop = stop;
  }

  @Override
  public void run() {
    SplittableRandom random = new SplittableRandom(traffic.hashCode());
    Pace pace = new Pace(traffic.perSecond(), System::nanoTime);
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    try {
      do {
        for (int due = pace.due(); due > 0; due--) {
          var unused = producer.send(record(random));
        }
      } while (stop.sleepMillis(50));
    } finally {
      producer.close(Duration.ofSeconds(1));
    }
  }

  private ProducerRecord<byte[], byte[]> record(SplittableRandom random) {
    byte[] key = Integer.toString(random.nextInt(10_000)).getBytes(StandardCharsets.US_ASCII);
    byte[] value = new byte[traffic.valueBytes() / 2 + random.nextInt(traffic.valueBytes())];
    random.nextBytes(value);
    // Half random, half constant: a value that compresses about as well as JSON does.
    Arrays.fill(value, 0, value.length / 2, (byte) ' ');
    return new ProducerRecord<>(traffic.topic(), key, value);
  }
}
