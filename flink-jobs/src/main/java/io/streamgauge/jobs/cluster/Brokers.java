package io.streamgauge.jobs.cluster;

import io.streamgauge.jobs.v1.BrokerState;
import io.streamgauge.jobs.v1.BrokersSeen;
import io.streamgauge.jobs.v1.ClusterFact;
import io.streamgauge.jobs.v1.ClusterState;
import java.util.Map;

/** The brokers of one cluster: who was described, who is watched. Plain Java. */
final class Brokers {
  private final ClusterState.Builder state;

  Brokers(ClusterState.Builder state) {
    this.state = state;
  }

  /** What counts for the coverage of the fact's broker. */
  void observe(ClusterFact fact) {
    long time = fact.getTimeNanos();
    BrokerState.Builder broker = broker(fact.getBroker(), time);
    Coverage coverage = new Coverage(broker);
    switch (fact.getBodyCase()) {
      case TRAFFIC -> {
        coverage.traffic(fact.getTraffic(), time);
        new Connections(broker).told(fact);
      }
      case OBSERVED -> coverage.observed(time);
      case LOST_BYTES -> coverage.lost(fact.getLostBytes(), time);
      case UNOBSERVED -> coverage.unobserved(fact.getUnobserved());
      default -> throw new IllegalArgumentException("not of a broker: " + fact.getBodyCase());
    }
    state.putBrokers(fact.getBroker(), broker.build());
  }

  /** The whole list as Metadata or DescribeCluster gave it; an older one is left out. */
  void described(BrokersSeen seen, long time) {
    if (time < state.getBrokersDescribedNanos()) {
      return;
    }
    state.setBrokersDescribedNanos(time);
    for (Map.Entry<String, BrokerState> entry : Map.copyOf(state.getBrokersMap()).entrySet()) {
      state.putBrokers(entry.getKey(), entry.getValue().toBuilder().setDescribed(false).build());
    }
    for (BrokersSeen.Broker broker : seen.getBrokersList()) {
      state.putBrokers(
          broker.getId(),
          broker(broker.getId(), time).setDescribed(true).setAddress(broker.getAddress()).build());
    }
  }

  private BrokerState.Builder broker(String id, long time) {
    BrokerState.Builder broker =
        state.getBrokersOrDefault(id, BrokerState.getDefaultInstance()).toBuilder();
    return broker.setLastTimeNanos(Math.max(broker.getLastTimeNanos(), time));
  }

  /** Ends the brokers without news since the limit; returns how many. */
  int expire(long limitNanos, ClusterTeller teller) {
    int expired = 0;
    for (Map.Entry<String, BrokerState> entry : Map.copyOf(state.getBrokersMap()).entrySet()) {
      if (entry.getValue().getLastTimeNanos() <= limitNanos) {
        teller.endBroker(entry.getKey(), entry.getValue());
        state.removeBrokers(entry.getKey());
        expired++;
      }
    }
    return expired;
  }
}
