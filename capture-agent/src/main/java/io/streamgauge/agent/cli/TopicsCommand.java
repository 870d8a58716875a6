package io.streamgauge.agent.cli;

import io.streamgauge.agent.identity.OwnTraffic;
import io.streamgauge.agent.publish.BusAcls;
import io.streamgauge.agent.publish.BusTopics;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code streamgauge topics}: the topics of the bus. No other process makes topics. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    description = {
      "Makes, checks or prints the topics of the bus, and prints the least rights of each process.",
      "check exits with 1 if a topic is missing or differs."
    })
public final class TopicsCommand implements Callable<Integer> {
  private static final int TIMEOUT_MILLIS = 15_000;

  /** What to do. */
  public enum Action {
    create,
    check,
    print
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ACTION", description = "One of ${COMPLETION-CANDIDATES}.")
  private Action action;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "Kafka cluster that carries the bus. Default: ${DEFAULT-VALUE}.")
  private String bootstrap = "localhost:19092";

  @Option(
      names = "--partitions",
      paramLabel = "NUMBER",
      description = "Partitions of each topic. Default: ${DEFAULT-VALUE}.")
  private int partitions = 6;

  @Option(
      names = "--replication-factor",
      paramLabel = "NUMBER",
      description =
          "Replicas of each partition; -1 for the cluster's default. Default: ${DEFAULT-VALUE}.")
  private short replicationFactor = BusTopics.CLUSTER_DEFAULT;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Properties file with further settings of the Kafka client, such as security.")
  private Path commandConfig;

  @Override
  public Integer call() throws InterruptedException {
    BusTopics topics = topics();
    PrintWriter out = spec.commandLine().getOut();
    try {
      return switch (action) {
        case print -> print(topics, out);
        case create -> create(topics, out);
        case check -> check(topics, out);
      };
    } catch (KafkaException e) {
      throw UserError.of(
          spec, "the bus at " + bootstrap + " does not answer as it should: " + e.getMessage());
    } finally {
      out.flush();
    }
  }

  private BusTopics topics() {
    try {
      return new BusTopics(partitions, replicationFactor);
    } catch (IllegalArgumentException e) {
      throw UserError.of(spec, "--partitions, --replication-factor: " + e.getMessage());
    }
  }

  private int print(BusTopics topics, PrintWriter out) {
    for (BusTopics.Wanted topic : topics.wanted()) {
      out.println(
          "kafka-topics.sh --bootstrap-server "
              + bootstrap
              + " --create --topic "
              + topic.name()
              + " --partitions "
              + partitions
              + (replicationFactor == BusTopics.CLUSTER_DEFAULT
                  ? ""
                  : " --replication-factor " + replicationFactor)
              + topic.config().entrySet().stream()
                  .map(entry -> " --config " + entry.getKey() + "=" + entry.getValue())
                  .collect(Collectors.joining()));
    }
    BusAcls.commands(bootstrap).forEach(out::println);
    return 0;
  }

  private int create(BusTopics topics, PrintWriter out) throws InterruptedException {
    try (Admin admin = admin()) {
      List<String> created = topics.create(admin);
      for (BusTopics.Wanted topic : topics.wanted()) {
        out.println(topic.name() + (created.contains(topic.name()) ? ": created" : ": exists"));
      }
    }
    return 0;
  }

  private int check(BusTopics topics, PrintWriter out) throws InterruptedException {
    try (Admin admin = admin()) {
      List<String> differences = topics.check(admin);
      differences.forEach(out::println);
      if (differences.isEmpty()) {
        out.println("All topics are as they must be.");
      }
      return differences.isEmpty() ? 0 : 1;
    }
  }

  private Admin admin() {
    Map<String, Object> settings = new HashMap<>(CommandConfig.read(spec, commandConfig));
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(AdminClientConfig.CLIENT_ID_CONFIG, OwnTraffic.CLIENT_PREFIX + "topics");
    settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS / 3);
    return Admin.create(settings);
  }
}
