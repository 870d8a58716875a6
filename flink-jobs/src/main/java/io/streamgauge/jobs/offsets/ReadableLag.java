package io.streamgauge.jobs.offsets;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.Results;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.v1.GroupState;
import io.streamgauge.jobs.v1.LagPart;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.util.Collector;

/**
 * Words what a group could still read: effective lag and lag by fetches, each summed over the
 * partitions of a topic of which it is known. Lag by fetches is absent for a topic in which the
 * group's readers cannot be told from another group's; the group's state says so.
 */
final class ReadableLag {
  private static final String AMBIGUOUS = "ambiguous";

  private final GroupState.Builder state;
  private final long asOf;
  private final Collector<Result> out;
  private final Map<String, Sum> sums = new TreeMap<>();

  private static final class Sum {
    boolean changed;
    boolean ambiguous;
    int effectiveParts;
    long effective;
    int fetchParts;
    long fetch;
  }

  ReadableLag(GroupState.Builder state, long asOf, Collector<Result> out) {
    this.state = state;
    this.asOf = asOf;
    this.out = out;
  }

  void add(LagPart part) {
    Sum sum = sums.computeIfAbsent(part.getTopic(), topic -> new Sum());
    sum.changed |= part.getChanged();
    if (part.getRemoved()) {
      return;
    }
    sum.ambiguous |= part.getAmbiguous();
    if (part.hasEffectiveLag()) {
      sum.effectiveParts++;
      sum.effective += part.getEffectiveLag();
    }
    if (part.hasFetchLag()) {
      sum.fetchParts++;
      sum.fetch += part.getFetchLag();
    }
  }

  /** Tells the topics that changed; those that have ended end. */
  void tell() {
    boolean ambiguous = false;
    for (Map.Entry<String, Sum> entry : sums.entrySet()) {
      Sum sum = entry.getValue();
      ambiguous |= sum.ambiguous;
      if (sum.changed) {
        tellEffective(entry.getKey(), sum);
        tellFetch(entry.getKey(), sum);
      }
    }
    tellState(ambiguous);
  }

  private void tellEffective(String topic, Sum sum) {
    MetricDefinition metric = MetricCatalog.CONSUMERGROUP_EFFECTIVE_LAG_RECORDS;
    if (sum.effectiveParts > 0) {
      gauge(metric, (double) sum.effective, topic);
      state.putEffectiveTold(topic, true);
    } else if (state.containsEffectiveTold(topic)) {
      end(metric, topic);
      state.removeEffectiveTold(topic);
    }
  }

  private void tellFetch(String topic, Sum sum) {
    MetricDefinition metric = MetricCatalog.CONSUMERGROUP_FETCH_LAG_RECORDS;
    if (sum.fetchParts > 0 && !sum.ambiguous) {
      gauge(metric, (double) sum.fetch, topic);
      state.putFetchTold(topic, true);
    } else if (state.containsFetchTold(topic)) {
      end(metric, topic);
      state.removeFetchTold(topic);
    }
  }

  private void tellState(boolean ambiguous) {
    MetricDefinition metric = MetricCatalog.CONSUMERGROUP_STATE;
    boolean ended = state.getEffectiveToldCount() == 0 && !ambiguous;
    if (state.hasAmbiguousTold() && ended) {
      end(metric, AMBIGUOUS);
      state.clearAmbiguousTold();
    } else if (ambiguous ? !state.getAmbiguousTold() : state.getAmbiguousTold()) {
      gauge(metric, ambiguous ? 1 : 0, AMBIGUOUS);
      state.setAmbiguousTold(ambiguous);
    }
  }

  private void gauge(MetricDefinition metric, double value, String last) {
    out.collect(Results.gauge(metric, labels(last), value, asOf));
  }

  private void end(MetricDefinition metric, String last) {
    out.collect(Results.tombstone(metric, labels(last), asOf));
  }

  private List<String> labels(String last) {
    return List.of(state.getCluster(), state.getGroup(), last);
  }
}
