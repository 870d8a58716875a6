package io.streamgauge.agent.publish;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics of the bus: how they must be, making them, and comparing them with what is there.
 *
 * @param partitions partitions of each topic; 1 or more
 * @param replicationFactor replicas of each; −1 for the cluster's default
 */
public record BusTopics(int partitions, short replicationFactor) {
  /** What agents tell. */
  public static final String EVENTS = "streamgauge.events";

  /** Series as the jobs compute them. */
  public static final String RESULTS = "streamgauge.results";

  /** Alerts by fingerprint. */
  public static final String ALERTS = "streamgauge.alerts";

  /** Sampled exchanges, for traces. */
  public static final String SPANS = "streamgauge.spans";

  /** Findings. */
  public static final String FINDINGS = "streamgauge.findings";

  /** Who stands behind an address. */
  public static final String IDENTITIES = "streamgauge.identities";

  /** Largest record: a single event may exceed the 256 KiB of a batch. */
  static final int MAX_MESSAGE_BYTES = 4 << 20;

  /** Leaves the number of replicas to the cluster. */
  public static final short CLUSTER_DEFAULT = -1;

  private static final long HOUR_MILLIS = 3_600_000L;
  private static final long EVENTS_RETENTION_MILLIS = 6 * HOUR_MILLIS;
  private static final long SPANS_RETENTION_MILLIS = HOUR_MILLIS;
  private static final long STATE_RETENTION_MILLIS = 30 * 24 * HOUR_MILLIS;
  private static final int SEGMENT_BYTES = 64 * 1000 * 1000;

  /** Checks the ranges. */
  public BusTopics {
    if (partitions < 1) {
      throw new IllegalArgumentException("a topic has 1 or more partitions");
    }
    if (replicationFactor < 1 && replicationFactor != CLUSTER_DEFAULT) {
      throw new IllegalArgumentException("a replication factor is 1 or more, or -1");
    }
  }

  /**
   * A topic as it must be.
   *
   * @param name its name
   * @param config settings that differ from Kafka's defaults
   */
  public record Wanted(String name, Map<String, String> config) {}

  /** All topics of the bus. */
  public List<Wanted> wanted() {
    Map<String, String> events = new LinkedHashMap<>();
    events.put(TopicConfig.CLEANUP_POLICY_CONFIG, "delete");
    events.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(EVENTS_RETENTION_MILLIS));
    events.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    events.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_MESSAGE_BYTES));
    Map<String, String> results = new LinkedHashMap<>();
    results.put(TopicConfig.CLEANUP_POLICY_CONFIG, "compact");
    results.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(SEGMENT_BYTES));
    results.put(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1");
    Map<String, String> spans = new LinkedHashMap<>();
    spans.put(TopicConfig.CLEANUP_POLICY_CONFIG, "delete");
    spans.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(SPANS_RETENTION_MILLIS));
    return List.of(
        new Wanted(EVENTS, events),
        new Wanted(RESULTS, results),
        new Wanted(SPANS, spans),
        new Wanted(ALERTS, state()),
        new Wanted(FINDINGS, state()),
        new Wanted(IDENTITIES, state()));
  }

  private static Map<String, String> state() {
    Map<String, String> config = new LinkedHashMap<>();
    config.put(TopicConfig.CLEANUP_POLICY_CONFIG, "compact,delete");
    config.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(STATE_RETENTION_MILLIS));
    config.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(SEGMENT_BYTES));
    return config;
  }

  /**
   * Makes the topics that are missing; those that exist stay as they are.
   *
   * @return names of the topics that were made
   * @throws KafkaException if the cluster refuses or cannot be reached
   */
  public List<String> create(Admin admin) throws InterruptedException {
    List<String> created = new ArrayList<>();
    Map<String, KafkaFuture<Void>> answers =
        admin
            .createTopics(
                wanted().stream()
                    .map(
                        topic ->
                            new NewTopic(
                                    topic.name(),
                                    Optional.of(partitions),
                                    replicationFactor == CLUSTER_DEFAULT
                                        ? Optional.empty()
                                        : Optional.of(replicationFactor))
                                .configs(topic.config()))
                    .toList())
            .values();
    for (Wanted topic : wanted()) {
      try {
        get(answers.get(topic.name()));
        created.add(topic.name());
      } catch (TopicExistsException e) {
        // Stays as it is; check tells whether that is as it must be.
      }
    }
    return created;
  }

  /**
   * Compares the topics with what is there.
   *
   * @return one line per difference; empty if all is as it must be
   * @throws KafkaException if the cluster refuses or cannot be reached
   */
  public List<String> check(Admin admin) throws InterruptedException {
    List<String> differences = new ArrayList<>();
    Map<String, KafkaFuture<TopicDescription>> topics =
        admin.describeTopics(wanted().stream().map(Wanted::name).toList()).topicNameValues();
    for (Wanted topic : wanted()) {
      try {
        int found = get(topics.get(topic.name())).partitions().size();
        if (found < partitions) {
          differences.add(
              topic.name() + ": has " + found + " partitions, " + partitions + " are asked for");
        }
        differences.addAll(configDifferences(admin, topic));
      } catch (UnknownTopicOrPartitionException e) {
        differences.add(topic.name() + ": does not exist");
      }
    }
    return differences;
  }

  private static List<String> configDifferences(Admin admin, Wanted topic)
      throws InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    KafkaFuture<Config> answer = admin.describeConfigs(List.of(resource)).values().get(resource);
    Map<String, String> found =
        get(answer).entries().stream()
            .filter(entry -> entry.value() != null)
            .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    List<String> differences = new ArrayList<>();
    topic
        .config()
        .forEach(
            (name, value) -> {
              if (!same(value, found.get(name))) {
                differences.add(
                    topic.name() + ": " + name + " is " + found.get(name) + ", must be " + value);
              }
            });
    return differences;
  }

  /** Settings that are lists have no order. */
  private static boolean same(String wanted, String found) {
    return found != null
        && List.of(wanted.split(",")).stream()
            .sorted()
            .toList()
            .equals(List.of(found.replace(" ", "").split(",")).stream().sorted().toList());
  }

  /** Waits for an answer; what the cluster refuses is thrown as Kafka's own exception. */
  private static <T> T get(KafkaFuture<T> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    }
  }
}
