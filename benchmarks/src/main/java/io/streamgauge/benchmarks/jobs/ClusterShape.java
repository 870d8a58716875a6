package io.streamgauge.benchmarks.jobs;

/**
 * What a made-up cluster consists of. Every second client produces to one topic, the others are
 * members of groups that read one topic each. An agent watches each broker.
 *
 * @param brokers 1 or more
 * @param clients 2 or more
 * @param topics 1 or more
 * @param partitions of all topics together, as many or more; spread evenly
 * @param groups 1 or more
 * @param seed of everything that is random: equal shapes tell equal events
 */
public record ClusterShape(
    int brokers, int clients, int topics, int partitions, int groups, long seed) {
  private static final int KEYS_PER_CLIENT = 10;
  private static final int CLIENTS_PER_BROKER = 50;
  private static final int LEAST_BROKERS = 3;
  private static final int CLIENTS_PER_TOPIC = 5;
  private static final int PARTITIONS_PER_TOPIC = 6;
  private static final int CLIENTS_PER_GROUP = 6;

  public ClusterShape {
    if (brokers < 1 || clients < 2 || topics < 1 || groups < 1 || partitions < topics) {
      throw new IllegalArgumentException(
          "a cluster needs a broker, two clients, a topic, a partition per topic and a group");
    }
  }

  /**
   * A cluster whose agents tell about as many rollups each second: five clients and six partitions
   * to a topic, three members to a group, fifty clients to a broker, three brokers or more.
   *
   * @param keys 100 or more
   */
  public static ClusterShape ofKeys(int keys) {
    ClusterShape shape = ofClients(keys / KEYS_PER_CLIENT, keys);
    for (int attempt = 0; attempt < 2; attempt++) {
      double found = SyntheticEvents.rollupsPerSecond(shape);
      shape = ofClients((int) Math.round(shape.clients() * keys / found), keys);
    }
    return shape;
  }

  private static ClusterShape ofClients(int clients, long seed) {
    int topics = Math.max(1, clients / CLIENTS_PER_TOPIC);
    return new ClusterShape(
        Math.max(LEAST_BROKERS, clients / CLIENTS_PER_BROKER),
        Math.max(2, clients),
        topics,
        topics * PARTITIONS_PER_TOPIC,
        Math.max(1, clients / CLIENTS_PER_GROUP),
        seed);
  }

  int partitionsOf(int topic) {
    return partitions / topics + (topic < partitions % topics ? 1 : 0);
  }

  int leader(int topic, int partition) {
    return Math.floorMod(topic * 31 + partition, brokers);
  }

  static boolean produces(int client) {
    return client % 2 == 0;
  }

  int topicOfProducer(int client) {
    return client / 2 % topics;
  }

  int groupOf(int client) {
    return client / 2 % groups;
  }

  /** Which of its group's members a consumer is, from 0. */
  int memberNumber(int client) {
    return client / 2 / groups;
  }

  int membersOf(int group) {
    int consumers = clients / 2;
    return consumers / groups + (group < consumers % groups ? 1 : 0);
  }

  int topicOf(int group) {
    return group % topics;
  }

  int coordinator(int group) {
    return group % brokers;
  }
}
