package io.streamgauge.quickstart.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All clients of the demo, one thread each. The topics must exist ({@link WorkloadTopics}).
 *
 * <p>{@link #close} returns when every client has closed its connections, within about 5 s.
 */
public final class Workload implements AutoCloseable {
  /** The group that falls behind and catches up. */
  public static final String SLOW_GROUP = "billing";

  private static final Logger LOG = LoggerFactory.getLogger(Workload.class);
  private static final long CLOSE_MILLIS = 5_000;

  private final String bootstrap;
  private final StopSignal stop = new StopSignal();
  private final List<Thread> threads = new ArrayList<>();
  private final OldClientLoader oldClient;

  private Workload(String bootstrap, OldClientLoader oldClient) {
    this.bootstrap = bootstrap;
    this.oldClient = oldClient;
  }

  /**
   * Starts the clients against a cluster.
   *
   * @param bootstrap {@code host:port}
   * @throws UncheckedIOException if the old client's jars, which the build provides, are missing
   */
  public static Workload start(String bootstrap) {
    Workload workload;
    try {
      workload = new Workload(bootstrap, OldClientLoader.over(OldClientLoader.builtFolder()));
    } catch (IOException e) {
      throw new UncheckedIOException("the old client's jar is missing: " + e.getMessage(), e);
    }
    workload.startProducers();
    workload.startConsumers();
    return workload;
  }

  private void startProducers() {
    produce(
        "orders-service",
        WorkloadTopics.ORDERS,
        FallingBehindGroup.ARRIVING_RECORDS_PER_SECOND,
        400,
        "lz4",
        "all");
    produce("payments-service", WorkloadTopics.PAYMENTS, 120, 900, "zstd", "all");
    produce("clickstream", WorkloadTopics.CLICKS, 800, 150, "none", "1");
    start("image-uploader", new FailingProducer(producer("image-uploader", "none", "all"), stop));
    Properties old = new Properties();
    old.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    old.put(CommonClientConfigs.CLIENT_ID_CONFIG, "invoicing-legacy");
    old.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
    start(
        "invoicing-legacy", oldClient.newProducer(old, WorkloadTopics.INVOICES, stop::sleepMillis));
  }

  private void startConsumers() {
    start(
        SLOW_GROUP, new FallingBehindGroup(clientId -> classicMember(SLOW_GROUP, clientId), stop));
    for (String clientId : List.of("analytics-1", "analytics-2")) {
      consume(WorkloadTopics.CLICKS, clientId, classicMember("analytics", clientId));
    }
    Map<String, Object> fraud = member("fraud-detection", "fraud-detection-1");
    fraud.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
    consume(WorkloadTopics.PAYMENTS, "fraud-detection-1", fraud);
  }

  private void produce(
      String clientId, String topic, double perSecond, int valueBytes, String codec, String acks) {
    var traffic = new SteadyProducer.Traffic(topic, perSecond, valueBytes);
    start(clientId, new SteadyProducer(traffic, producer(clientId, codec, acks), stop));
  }

  private void consume(String topic, String clientId, Map<String, Object> config) {
    start(clientId, new GroupMember(topic, Double.POSITIVE_INFINITY, config, stop));
  }

  private void start(String name, Runnable client) {
    Thread thread = new Thread(client, "workload-" + name);
    thread.setUncaughtExceptionHandler((t, e) -> LOG.error("client {} failed", name, e));
    threads.add(thread);
    thread.start();
  }

  private Map<String, Object> producer(String clientId, String codec, String acks) {
    Map<String, Object> config = client(clientId);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, codec);
    config.put(ProducerConfig.ACKS_CONFIG, acks);
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, acks.equals("all"));
    config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
    return config;
  }

  private Map<String, Object> classicMember(String group, String clientId) {
    Map<String, Object> config = member(group, clientId);
    // A member hears of a rebalance with its heartbeat: a short one makes the rebalance short.
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 500);
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    return config;
  }

  private Map<String, Object> member(String group, String clientId) {
    Map<String, Object> config = client(clientId);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG, 500);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 50);
    return config;
  }

  private Map<String, Object> client(String clientId) {
    Map<String, Object> config = new HashMap<>();
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    return config;
  }

  @Override
  public void close() {
    stop.set();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
    for (Thread thread : threads) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      try {
        thread.join(Math.max(1, left));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (thread.isAlive()) {
        LOG.warn("client {} did not stop in time", thread.getName());
        thread.interrupt();
      }
    }
    try {
      oldClient.close();
    } catch (IOException e) {
      LOG.debug("closing the old client's jars", e);
    }
  }
}
