package io.streamgauge.drivers.kafka;

import io.streamgauge.drivers.contract.Action;
import io.streamgauge.drivers.contract.Driver;
import io.streamgauge.drivers.contract.Report;
import io.streamgauge.drivers.contract.Scenario;
import io.streamgauge.drivers.contract.Skip;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Metric;

/** One release of kafka-clients: what it can do, and how it is asked for what changed since. */
public abstract class Release {
  /** Since then ApiVersions requests carry a name and version (KIP-511). */
  private static final Version SAYS_ITS_NAME = Version.of("2.4");

  private final Version version = Version.ofClassPath();

  /** Runs a file of scenarios with the release on the class path and ends the process. */
  protected final void run(String[] args) throws IOException {
    Map<String, Action> actions = new LinkedHashMap<>();
    actions().forEach((name, action) -> actions.put(name, checked(action)));
    for (Feature feature : Feature.ALL) {
      if (feature.action() != null) {
        // Never run, if the module of a later release adds the action: it is skipped with a reason.
        actions.putIfAbsent(feature.action(), checked((bootstrap, scenario, report) -> {}));
      }
    }
    Driver.main(args, "kafka-clients " + version, actions);
  }

  private Action checked(Action action) {
    return (bootstrap, scenario, report) -> {
      for (Feature feature : Feature.ALL) {
        if (feature.wanted().test(scenario) && version.compareTo(feature.since()) < 0) {
          throw new Skip(
              "kafka-clients %s has no %s: that came with %s"
                  .formatted(version, feature.title(), feature.since()));
        }
      }
      if (version.compareTo(SAYS_ITS_NAME) >= 0) {
        report.software("apache-kafka-java", version.toString());
      }
      action.run(bootstrap, scenario, report);
    };
  }

  /** What the release can do, by the names in scenarios. */
  protected Map<String, Action> actions() {
    Map<String, Action> actions = new LinkedHashMap<>();
    actions.put("produce", new Produce(this));
    actions.put("consume", new Consume(this));
    actions.put("assign", new Assign(this));
    actions.put("seek", new Seek(this));
    actions.put("rebalance", new Rebalance(this));
    return actions;
  }

  /** The release. */
  public final Version version() {
    return version;
  }

  /** Opens a producer for the scenario. */
  public final Producer<byte[], byte[]> newProducer(String bootstrap, Scenario scenario) {
    return new KafkaProducer<>(Config.producer(this, bootstrap, scenario));
  }

  /** Opens a consumer for the scenario. */
  public final Consumer<byte[], byte[]> newConsumer(String bootstrap, Scenario scenario) {
    return new KafkaConsumer<>(Config.consumer(this, bootstrap, scenario));
  }

  /** A record without a key, with the scenario's headers. */
  public abstract ProducerRecord<byte[], byte[]> record(
      Scenario scenario, int partition, byte[] value);

  /** Polls for at most that long. */
  public abstract ConsumerRecords<byte[], byte[]> poll(
      Consumer<byte[], byte[]> consumer, long millis);

  /** The value of a numeric metric. */
  public abstract double value(Metric metric);

  /** Notes the consumer's membership, if the release can tell it. */
  public abstract void reportMember(Consumer<byte[], byte[]> consumer, Report report);
}
