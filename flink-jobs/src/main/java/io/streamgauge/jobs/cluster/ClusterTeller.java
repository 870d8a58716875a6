package io.streamgauge.jobs.cluster;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.Results;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.v1.BrokerState;
import io.streamgauge.jobs.v1.ClusterState;
import io.streamgauge.jobs.v1.GroupCoverageState;
import io.streamgauge.jobs.v1.TopicPartitionState;
import io.streamgauge.jobs.v1.TopicState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.flink.util.Collector;

/** Words one tick of a cluster: only what changed since it was told, and what is due by age. */
final class ClusterTeller {
  /** How often ages are told. */
  static final long SWEEP_MILLIS = 30_000;

  private static final List<MetricDefinition> DETAILS =
      List.of(
          MetricCatalog.KAFKA_TOPIC_PARTITION_LEADER,
          MetricCatalog.KAFKA_TOPIC_PARTITION_REPLICAS,
          MetricCatalog.KAFKA_TOPIC_PARTITION_IN_SYNC_REPLICA,
          MetricCatalog.KAFKA_TOPIC_PARTITION_LEADER_IS_PREFERRED,
          MetricCatalog.KAFKA_TOPIC_PARTITION_UNDER_REPLICATED_PARTITION);

  private final ClusterState.Builder state;
  private final long asOf;
  private final long nowNanos;
  private final Collector<Result> out;
  private final Map<String, Double> coverage = new HashMap<>();
  private final Map<String, Double> topicCoverage = new HashMap<>();

  ClusterTeller(ClusterState.Builder state, long asOf, Collector<Result> out) {
    this.state = state;
    this.asOf = asOf;
    this.nowNanos = (asOf + 1) * 1_000_000_000L;
    this.out = out;
  }

  void brokers() {
    int described = 0;
    int observed = 0;
    for (Map.Entry<String, BrokerState> entry : Map.copyOf(state.getBrokersMap()).entrySet()) {
      BrokerState.Builder broker = entry.getValue().toBuilder();
      double ratio = new Coverage(broker).ratio(nowNanos);
      coverage.put(entry.getKey(), ratio);
      if (!broker.hasCoverageTold() || broker.getCoverageTold() != ratio) {
        gauge(MetricCatalog.BROKER_COVERAGE_RATIO, ratio, cluster(entry.getKey()));
        broker.setCoverageTold(ratio);
      }
      connections(entry.getKey(), broker);
      described += broker.getDescribed() ? 1 : 0;
      observed += broker.getFirstObservedNanos() > 0 ? 1 : 0;
      info(entry.getKey(), broker);
      state.putBrokers(entry.getKey(), broker.build());
    }
    if (state.getBrokersDescribedNanos() > 0) {
      changed("brokers", MetricCatalog.KAFKA_BROKERS, described, cluster());
      changed("brokers known", MetricCatalog.BROKERS, described, cluster("known"));
    }
    changed("brokers observed", MetricCatalog.BROKERS, observed, cluster("observed"));
  }

  private void connections(String id, BrokerState.Builder broker) {
    Map<String, Long> open = new Connections(broker).open(nowNanos);
    Map<String, Long> told = broker.getConnectionsToldMap();
    open.forEach(
        (kind, count) -> {
          if (!count.equals(told.get(kind))) {
            gauge(MetricCatalog.CONNECTIONS, count, cluster(id, kind));
          }
        });
    told.keySet()
        .forEach(
            kind -> end(MetricCatalog.CONNECTIONS, !open.containsKey(kind), cluster(id, kind)));
    broker.clearConnectionsTold().putAllConnectionsTold(open);
  }

  private void info(String id, BrokerState.Builder broker) {
    String address = broker.getDescribed() ? broker.getAddress() : "";
    if (!address.equals(broker.getAddressTold())) {
      endInfo(id, broker.getAddressTold());
      if (!address.isEmpty()) {
        out.collect(
            Results.info(MetricCatalog.KAFKA_BROKER_INFO, List.of(cluster(id, address)), asOf));
      }
      broker.setAddressTold(address);
    }
  }

  private void endInfo(String id, String address) {
    end(MetricCatalog.KAFKA_BROKER_INFO, !address.isEmpty(), cluster(id, address));
  }

  void endBroker(String id, BrokerState broker) {
    end(MetricCatalog.BROKER_COVERAGE_RATIO, broker.hasCoverageTold(), cluster(id));
    endInfo(id, broker.getAddressTold());
    broker
        .getConnectionsToldMap()
        .keySet()
        .forEach(kind -> end(MetricCatalog.CONNECTIONS, true, cluster(id, kind)));
  }

  /** Nothing of the cluster is left. */
  void endCluster() {
    end(MetricCatalog.KAFKA_BROKERS, state.containsGaugesTold("brokers"), cluster());
    for (String kind : List.of("known", "observed")) {
      end(MetricCatalog.BROKERS, state.containsGaugesTold("brokers " + kind), cluster(kind));
      end(MetricCatalog.TOPICS, state.containsGaugesTold("topics " + kind), cluster(kind));
    }
  }

  void topicCounts(int described, int observed) {
    changed("topics known", MetricCatalog.TOPICS, described, cluster("known"));
    changed("topics observed", MetricCatalog.TOPICS, observed, cluster("observed"));
  }

  void topic(String name, TopicState.Builder topic, boolean sweep) {
    TopicView view = new TopicView(topic);
    OptionalDouble ratio = view.coverage(coverage);
    ratio.ifPresent(value -> topicCoverage.put(name, value));
    if (ratio.isPresent()
        && (!topic.hasCoverageTold() || topic.getCoverageTold() != ratio.getAsDouble())) {
      gauge(MetricCatalog.TOPIC_COVERAGE_RATIO, ratio.getAsDouble(), cluster(name));
      topic.setCoverageTold(ratio.getAsDouble());
    }
    if (topic.getDescribedNanos() == 0) {
      return;
    }
    boolean fresh = view.detailsFresh(nowNanos);
    if (!topic.getDetailsTold() && fresh) {
      tellDetails(name, topic);
    } else if (sweep && topic.getDetailsTold() && !fresh) {
      endDetails(name, topic);
      topic.setDetailsTold(false);
    }
    if (sweep || topic.getPartitionsTold() == 0) {
      double age = Math.max(0, (nowNanos - topic.getDescribedNanos()) / 1e9);
      gauge(MetricCatalog.METADATA_AGE_SECONDS, age, cluster(name));
    }
    int partitions = described(topic);
    if (topic.getPartitionsTold() != partitions) {
      gauge(MetricCatalog.KAFKA_TOPIC_PARTITIONS, partitions, cluster(name));
      topic.setPartitionsTold(partitions);
    }
  }

  private static int described(TopicState.Builder topic) {
    return (int)
        topic.getPartitionsMap().values().stream().filter(TopicPartitionState::hasLeader).count();
  }

  private void tellDetails(String name, TopicState.Builder topic) {
    topic
        .getPartitionsMap()
        .forEach(
            (partition, details) -> {
              if (!details.hasLeader()) {
                return;
              }
              String[] labels = cluster(name, Integer.toString(partition));
              int replicas = details.getReplicasCount();
              int inSync = details.getInSyncReplicasCount();
              boolean preferred = replicas > 0 && details.getReplicas(0) == details.getLeader();
              gauge(MetricCatalog.KAFKA_TOPIC_PARTITION_LEADER, details.getLeader(), labels);
              gauge(MetricCatalog.KAFKA_TOPIC_PARTITION_REPLICAS, replicas, labels);
              gauge(MetricCatalog.KAFKA_TOPIC_PARTITION_IN_SYNC_REPLICA, inSync, labels);
              gauge(
                  MetricCatalog.KAFKA_TOPIC_PARTITION_LEADER_IS_PREFERRED,
                  preferred ? 1 : 0,
                  labels);
              gauge(
                  MetricCatalog.KAFKA_TOPIC_PARTITION_UNDER_REPLICATED_PARTITION,
                  inSync < replicas ? 1 : 0,
                  labels);
            });
    topic.setDetailsTold(true);
  }

  private void endDetails(String name, TopicState.Builder topic) {
    for (int partition : topic.getPartitionsMap().keySet()) {
      String[] labels = cluster(name, Integer.toString(partition));
      for (MetricDefinition metric : DETAILS) {
        end(metric, true, labels);
      }
    }
  }

  void endTopic(String name, TopicState topic) {
    end(MetricCatalog.TOPIC_COVERAGE_RATIO, topic.hasCoverageTold(), cluster(name));
    end(MetricCatalog.KAFKA_TOPIC_PARTITIONS, topic.getPartitionsTold() > 0, cluster(name));
    end(MetricCatalog.METADATA_AGE_SECONDS, topic.getDescribedNanos() > 0, cluster(name));
    if (topic.getDetailsTold()) {
      endDetails(name, topic.toBuilder());
    }
  }

  /**
   * Minimum over the group's topics and its coordinator: the broker that served its commits.
   *
   * @return whether it changed; it is in the state
   */
  boolean group(String name, GroupCoverageState.Builder group) {
    double minimum = coverage.getOrDefault(group.getCoordinator(), 0.0);
    for (String topic : group.getTopicsMap().keySet()) {
      minimum = Math.min(minimum, topicCoverage.getOrDefault(topic, 1.0));
    }
    if (!group.hasCoverageTold() || group.getCoverageTold() != minimum) {
      gauge(MetricCatalog.CONSUMERGROUP_COVERAGE_RATIO, minimum, cluster(name));
      group.setCoverageTold(minimum);
      return true;
    }
    return false;
  }

  void endGroup(String name, GroupCoverageState group) {
    end(MetricCatalog.CONSUMERGROUP_COVERAGE_RATIO, group.hasCoverageTold(), cluster(name));
  }

  private void changed(String key, MetricDefinition metric, double value, String... labels) {
    if (!state.containsGaugesTold(key) || state.getGaugesToldOrThrow(key) != value) {
      gauge(metric, value, labels);
      state.putGaugesTold(key, value);
    }
  }

  /** Label values of a metric of this cluster. */
  private String[] cluster(String... values) {
    String[] all = new String[values.length + 1];
    all[0] = state.getCluster();
    System.arraycopy(values, 0, all, 1, values.length);
    return all;
  }

  private void gauge(MetricDefinition metric, double value, String... labels) {
    out.collect(Results.gauge(metric, List.of(labels), value, asOf));
  }

  private void end(MetricDefinition metric, boolean told, String... labels) {
    if (told) {
      out.collect(Results.tombstone(metric, List.of(labels), asOf));
    }
  }
}
