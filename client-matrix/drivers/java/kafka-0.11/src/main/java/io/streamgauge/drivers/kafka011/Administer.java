package io.streamgauge.drivers.kafka011;

import io.streamgauge.drivers.contract.Action;
import io.streamgauge.drivers.contract.Report;
import io.streamgauge.drivers.contract.Scenario;
import io.streamgauge.drivers.kafka.Config;
import io.streamgauge.drivers.kafka.Produce;
import io.streamgauge.drivers.kafka.Usage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes the scenario's topic, which must not exist, describes it, writes the records, does what
 * later releases can do to topics and groups, and deletes the topic.
 */
public class Administer implements Action {
  private final Kafka011 release;

  public Administer(Kafka011 release) {
    this.release = release;
  }

  @Override
  public final void run(String bootstrap, Scenario scenario, Report report) throws Exception {
    AdminClient admin = AdminClient.create(Config.common(bootstrap, scenario));
    try {
      admin
          .createTopics(List.of(new NewTopic(scenario.topic(), scenario.partitions(), (short) 1)))
          .all()
          .get();
      awaitTopic(admin, scenario);
      new Produce(release).run(bootstrap, scenario, report);
      useTopic(admin, bootstrap, scenario, report);
      admin.deleteTopics(List.of(scenario.topic())).all().get();
    } finally {
      Usage.close(release, release.metrics(admin), admin::close, report);
    }
  }

  /** A broker may learn of a new topic a little after the controller has made it. */
  private void awaitTopic(AdminClient admin, Scenario scenario)
      throws ExecutionException, InterruptedException {
    while (true) {
      try {
        int partitions = describe(admin, scenario.topic()).partitions().size();
        if (partitions == scenario.partitions()) {
          return;
        }
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
      Thread.sleep(50);
    }
  }

  /** Describes one topic. */
  protected TopicDescription describe(AdminClient admin, String topic)
      throws ExecutionException, InterruptedException {
    Map<String, TopicDescription> topics = admin.describeTopics(List.of(topic)).all().get();
    return topics.get(topic);
  }

  /** What the release can further do to the topic, whose records the report has. */
  protected void useTopic(AdminClient admin, String bootstrap, Scenario scenario, Report report)
      throws Exception {
    admin.describeCluster().nodes().get();
  }
}
