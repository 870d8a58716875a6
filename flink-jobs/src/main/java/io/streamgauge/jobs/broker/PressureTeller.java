package io.streamgauge.jobs.broker;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.Results;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.scaling.BrokerAdvice;
import io.streamgauge.jobs.v1.BrokerAdviceState;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.util.Collector;

/** Words one look at the brokers of a cluster; what is no longer known ends. */
final class PressureTeller {
  private final BrokerAdviceState.Builder state;
  private final long asOf;
  private final Collector<Result> out;

  PressureTeller(BrokerAdviceState.Builder state, long asOf, Collector<Result> out) {
    this.state = state;
    this.asOf = asOf;
    this.out = out;
  }

  void tell(BrokerAdvice advice) {
    for (String broker : List.copyOf(new TreeMap<>(state.getPressureToldMap()).keySet())) {
      if (!advice.pressure().containsKey(broker)) {
        endPressure(broker);
      }
    }
    new TreeMap<>(advice.pressure())
        .forEach(
            (broker, ratio) -> {
              out.collect(
                  Results.gauge(
                      MetricCatalog.BROKER_SCALE_PRESSURE_RATIO, labels(broker), ratio, asOf));
              state.putPressureTold(broker, true);
            });
    if (advice.recommendedBrokers().isPresent()) {
      out.collect(
          Results.gauge(
              MetricCatalog.AUTOSCALE_RECOMMENDED_BROKERS,
              List.of(state.getCluster()),
              advice.recommendedBrokers().getAsInt(),
              asOf));
      state.setRecommendedTold(true);
    } else {
      endRecommended();
    }
  }

  /** Nothing of the cluster is left. */
  void end() {
    List.copyOf(new TreeMap<>(state.getPressureToldMap()).keySet()).forEach(this::endPressure);
    endRecommended();
  }

  private void endPressure(String broker) {
    out.collect(Results.tombstone(MetricCatalog.BROKER_SCALE_PRESSURE_RATIO, labels(broker), asOf));
    state.removePressureTold(broker);
  }

  private void endRecommended() {
    if (state.getRecommendedTold()) {
      out.collect(
          Results.tombstone(
              MetricCatalog.AUTOSCALE_RECOMMENDED_BROKERS, List.of(state.getCluster()), asOf));
      state.setRecommendedTold(false);
    }
  }

  private List<String> labels(String broker) {
    return List.of(state.getCluster(), broker);
  }
}
