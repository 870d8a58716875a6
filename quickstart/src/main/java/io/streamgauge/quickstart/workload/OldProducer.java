package io.streamgauge.quickstart.workload;

import java.util.Properties;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A slow steady producer that also links against clients of 2017: {@link OldClientLoader} defines
 * this class a second time, beside an old kafka-clients jar. Only what 0.11 already had may be
 * used.
 */
public final class OldProducer implements Runnable {
  private static final long INTERVAL_MILLIS = 50;
  private static final int VALUE_BYTES = 300;

  private final Properties config;
  private final String topic;
  private final LongPredicate sleep;

  /**
   * A producer that starts when run.
   *
   * @param sleep sleeps the given milliseconds and says whether to go on
   */
  public OldProducer(Properties config, String topic, LongPredicate sleep) {
    this.config = config;
    this.topic = topic;
    this.sleep = sleep;
  }

  @Override
  public void run() {
    // The old client looks its plug-ins up by name through the thread's class loader.
    Thread.currentThread().setContextClassLoader(OldProducer.class.getClassLoader());
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    try {
      while (sleep.test(INTERVAL_MILLIS)) {
        var unused = producer.send(new ProducerRecord<>(topic, new byte[VALUE_BYTES]));
      }
    } finally {
      producer.close();
    }
  }
}
