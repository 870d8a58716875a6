package io.streamgauge.drivers.kafka43;

import io.streamgauge.drivers.kafka28.Groups;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.TopicDescription;

/** Asks by the names that 4.x has for it: groups of every kind, topics by name or id. */
final class AllGroups extends Groups {
  AllGroups(Kafka43 release) {
    super(release);
  }

  @Override
  protected TopicDescription describe(AdminClient admin, String topic)
      throws ExecutionException, InterruptedException {
    return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
  }

  @Override
  protected void listGroups(AdminClient admin) throws ExecutionException, InterruptedException {
    admin.listGroups().all().get();
  }
}
