package io.streamgauge.benchmarks.jobs;

import java.util.ArrayList;
import java.util.List;

/** What one broker of a made-up cluster has to do with. */
final class BrokerPart {
  /**
   * A producer and what it writes here.
   *
   * @param partitions those that this broker leads
   */
  record Producer(int client, int topic, List<Integer> partitions) {}

  /**
   * A consumer and what it reads here.
   *
   * @param partitions those of its assignment that this broker leads
   */
  record Consumer(int client, int topic, List<Integer> partitions) {}

  /**
   * A member of a group that this broker coordinates.
   *
   * @param partitions its assignment
   */
  record Member(int client, int group, int topic, List<Integer> partitions) {}

  /** A partition that this broker leads. */
  record Led(int topic, int partition) {}

  final List<Producer> producers = new ArrayList<>();
  final List<Consumer> consumers = new ArrayList<>();
  final List<Member> members = new ArrayList<>();
  final List<Led> led = new ArrayList<>();

  /** Of every broker, in the order of their numbers. */
  static List<BrokerPart> of(ClusterShape shape) {
    List<BrokerPart> parts = new ArrayList<>();
    for (int broker = 0; broker < shape.brokers(); broker++) {
      parts.add(new BrokerPart());
    }
    for (int topic = 0; topic < shape.topics(); topic++) {
      for (int partition = 0; partition < shape.partitionsOf(topic); partition++) {
        parts.get(shape.leader(topic, partition)).led.add(new Led(topic, partition));
      }
    }
    for (int client = 0; client < shape.clients(); client++) {
      if (ClusterShape.produces(client)) {
        addProducer(parts, shape, client);
      } else {
        addConsumer(parts, shape, client);
      }
    }
    return parts;
  }

  private static void addProducer(List<BrokerPart> parts, ClusterShape shape, int client) {
    int topic = shape.topicOfProducer(client);
    List<Integer> all = new ArrayList<>();
    for (int partition = 0; partition < shape.partitionsOf(topic); partition++) {
      all.add(partition);
    }
    for (int broker = 0; broker < parts.size(); broker++) {
      List<Integer> here = led(shape, topic, all, broker);
      if (!here.isEmpty()) {
        parts.get(broker).producers.add(new Producer(client, topic, here));
      }
    }
  }

  private static void addConsumer(List<BrokerPart> parts, ClusterShape shape, int client) {
    int group = shape.groupOf(client);
    int topic = shape.topicOf(group);
    List<Integer> assigned = new ArrayList<>();
    for (int partition = shape.memberNumber(client);
        partition < shape.partitionsOf(topic);
        partition += shape.membersOf(group)) {
      assigned.add(partition);
    }
    parts.get(shape.coordinator(group)).members.add(new Member(client, group, topic, assigned));
    for (int broker = 0; broker < parts.size(); broker++) {
      List<Integer> here = led(shape, topic, assigned, broker);
      if (!here.isEmpty()) {
        parts.get(broker).consumers.add(new Consumer(client, topic, here));
      }
    }
  }

  private static List<Integer> led(
      ClusterShape shape, int topic, List<Integer> partitions, int broker) {
    return partitions.stream()
        .filter(partition -> shape.leader(topic, partition) == broker)
        .toList();
  }
}
