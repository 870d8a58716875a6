package io.streamgauge.jobs.offsets;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.Results;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.v1.GroupState;
import io.streamgauge.jobs.v1.SharePart;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.util.Collector;

/**
 * Words the backlog of a share group, summed over the partitions of a topic of which it is known.
 */
final class ShareLag {
  private final GroupState.Builder state;
  private final long asOf;
  private final Collector<Result> out;
  private final Map<String, Long> sums = new TreeMap<>();

  ShareLag(GroupState.Builder state, long asOf, Collector<Result> out) {
    this.state = state;
    this.asOf = asOf;
    this.out = out;
  }

  void add(SharePart part) {
    if (part.hasBacklog()) {
      sums.merge(part.getTopic(), part.getBacklog(), Long::sum);
    }
  }

  void tell() {
    sums.forEach(
        (topic, backlog) -> {
          out.collect(
              Results.gauge(
                  MetricCatalog.SHAREGROUP_BACKLOG_RECORDS, labels(topic), (double) backlog, asOf));
          state.putBacklogTold(topic, true);
        });
    for (String topic : List.copyOf(state.getBacklogToldMap().keySet())) {
      if (!sums.containsKey(topic)) {
        out.collect(
            Results.tombstone(MetricCatalog.SHAREGROUP_BACKLOG_RECORDS, labels(topic), asOf));
        state.removeBacklogTold(topic);
      }
    }
  }

  private List<String> labels(String topic) {
    return List.of(state.getCluster(), state.getGroup(), topic);
  }
}
