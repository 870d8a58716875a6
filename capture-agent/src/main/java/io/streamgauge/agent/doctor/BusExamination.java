package io.streamgauge.agent.doctor;

import io.streamgauge.agent.identity.OwnTraffic;
import io.streamgauge.agent.publish.BusAcls;
import io.streamgauge.agent.publish.BusTopics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** Asks the bus whether an agent could publish there. */
final class BusExamination {
  private static final int TIMEOUT_MILLIS = 8_000;
  private static final String UNREACHABLE = "the bus does not answer";

  private final String bootstrap;
  private final String topic;
  private final Map<String, String> settings;

  /**
   * An examination that has asked nothing.
   *
   * @param topic the events topic
   * @param settings further settings of the clients, such as security
   */
  BusExamination(String bootstrap, String topic, Map<String, String> settings) {
    this.bootstrap = bootstrap;
    this.topic = topic;
    this.settings = settings;
  }

  /** Asks; what cannot be asked is what a check says. */
  List<Check> checks() throws InterruptedException {
    try (Admin admin = Admin.create(settings())) {
      int brokers = get(admin.describeCluster().nodes()).size();
      return List.of(
          new BusReachCheck(bootstrap, brokers, ""),
          topics(admin),
          rights(admin),
          new NewestBatches(bootstrap, topic, settings).skew());
    } catch (KafkaException e) {
      return List.of(
          new BusReachCheck(bootstrap, 0, reason(e)),
          new TopicsCheck(bootstrap, UNREACHABLE, List.of()),
          new RightsCheck(topic, UNREACHABLE, Set.of(), ""),
          new ClockSkewCheck(Map.of(), UNREACHABLE));
    }
  }

  private TopicsCheck topics(Admin admin) throws InterruptedException {
    try {
      List<String> differences = new BusTopics(1, BusTopics.CLUSTER_DEFAULT).check(admin);
      return new TopicsCheck(bootstrap, "", differences);
    } catch (AuthorizationException e) {
      return new TopicsCheck(bootstrap, "this client may not see the topics' settings", List.of());
    } catch (KafkaException e) {
      return new TopicsCheck(bootstrap, reason(e), List.of());
    }
  }

  private RightsCheck rights(Admin admin) throws InterruptedException {
    Set<String> missing = new TreeSet<>();
    String unknown = "";
    try {
      Set<AclOperation> granted =
          get(admin
                  .describeTopics(
                      List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                  .topicNameValues()
                  .get(topic))
              .authorizedOperations();
      if (granted == null) {
        unknown = "the bus does not say what a client may do";
      } else {
        note(granted, AclOperation.WRITE, "Write", missing);
        note(granted, AclOperation.DESCRIBE, "Describe", missing);
      }
    } catch (TopicAuthorizationException e) {
      missing.addAll(List.of("Describe", "Write"));
    } catch (KafkaException e) {
      unknown = reason(e);
    }
    return new RightsCheck(topic, unknown, missing, BusAcls.ofAgent(bootstrap, topic));
  }

  private static void note(
      Set<AclOperation> granted, AclOperation wanted, String name, Set<String> missing) {
    if (!granted.contains(wanted)) {
      missing.add(name);
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> all = new HashMap<>(settings);
    all.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    all.put(AdminClientConfig.CLIENT_ID_CONFIG, OwnTraffic.CLIENT_PREFIX + "doctor");
    all.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    all.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS / 2);
    return all;
  }

  private static String reason(KafkaException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return message.lines().findFirst().orElse("");
  }

  private static <T> T get(KafkaFuture<T> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    }
  }
}
