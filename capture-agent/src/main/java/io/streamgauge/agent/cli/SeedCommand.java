package io.streamgauge.agent.cli;

import io.streamgauge.agent.identity.OwnTraffic;
import io.streamgauge.agent.privacy.PrivacyPolicy;
import io.streamgauge.agent.publish.BusProducer;
import io.streamgauge.agent.publish.BusTopics;
import io.streamgauge.agent.seed.ClusterSeed;
import io.streamgauge.agent.seed.SeedEvents;
import io.streamgauge.events.v1.EventBatch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code streamgauge seed}: what the wire has not shown yet, asked once. */
@Command(
    name = "seed",
    mixinStandardHelpOptions = true,
    description = {
      "Asks the observed cluster once for its groups, offsets, partitions and leaders, and puts"
          + " them on the bus.",
      "Only needed for groups that were silent since before the agents started: those cannot be"
          + " seen on the wire.",
      "Needs the right to describe the cluster, topics and groups, and no other. What is seen"
          + " overwrites it.",
      "Exits with 1 if the cluster refused to tell a part of it."
    })
public final class SeedCommand implements Callable<Integer> {
  private static final int TIMEOUT_MILLIS = 15_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--bootstrap",
      required = true,
      paramLabel = "HOST:PORT",
      description = "The observed Kafka cluster; the bus is --bus.")
  private String bootstrap;

  @Option(
      names = "--bus",
      paramLabel = "HOST:PORT",
      description = "Kafka cluster that carries the bus. Default: ${DEFAULT-VALUE}.")
  private String bus = "localhost:19092";

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description =
          "Display name of the observed cluster, as the agents have it. Default: Kafka's cluster"
              + " id.")
  private String cluster = "";

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description =
          "Properties file with further settings of the Kafka client that asks, such as security.")
  private Path commandConfig;

  @Option(
      names = "--bus-config",
      paramLabel = "FILE",
      description =
          "Properties file with further settings of the Kafka client that writes to the bus.")
  private Path busConfig;

  @Mixin private PrivacyOptions privacyOptions;

  @Override
  public Integer call() throws InterruptedException {
    PrivacyPolicy privacy = privacyOptions.policy(spec);
    long started = now();
    SeedEvents events = new SeedEvents(started, "seed", Versions.of(SeedCommand.class), cluster);
    int refused = ask(events);
    List<EventBatch> batches = events.batches(privacy);
    publish(batches, started);
    int told = batches.stream().mapToInt(EventBatch::getEventsCount).sum();
    spec.commandLine().getOut().println("seeded " + told + " facts, " + refused + " refused");
    spec.commandLine().getOut().flush();
    return refused == 0 ? 0 : 1;
  }

  private int ask(SeedEvents events) throws InterruptedException {
    Map<String, Object> settings = new HashMap<>(CommandConfig.read(spec, commandConfig));
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(AdminClientConfig.CLIENT_ID_CONFIG, OwnTraffic.CLIENT_PREFIX + "seed");
    settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS / 3);
    try (Admin admin = Admin.create(settings)) {
      ClusterSeed seed = new ClusterSeed(admin, SeedCommand::now);
      seed.tell(events);
      return seed.refused();
    } catch (KafkaException e) {
      throw UserError.of(
          spec, "the cluster at " + bootstrap + " does not answer: " + e.getMessage());
    }
  }

  private void publish(List<EventBatch> batches, long started) throws InterruptedException {
    String id = "seed-" + started;
    Producer<byte[], byte[]> producer =
        BusProducer.create(bus, id, CommandConfig.read(spec, busConfig));
    try {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (EventBatch batch : batches) {
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    BusTopics.EVENTS, id.getBytes(StandardCharsets.UTF_8), batch.toByteArray())));
      }
      for (Future<RecordMetadata> each : sent) {
        each.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (KafkaException | ExecutionException | TimeoutException e) {
      throw UserError.of(spec, "the bus at " + bus + " does not take it: " + e.getMessage());
    } finally {
      // It would else try for ever to reach a bus that is down.
      producer.close(Duration.ofSeconds(1));
    }
  }

  private static long now() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }
}
