package io.streamgauge.jobs.offsets;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.Results;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.lag.GroupLedger;
import io.streamgauge.jobs.lag.PartitionLedger;
import io.streamgauge.jobs.series.EventSeconds;
import io.streamgauge.jobs.v1.GroupState;
import io.streamgauge.jobs.v1.LagPart;
import io.streamgauge.jobs.v1.SharePart;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.flink.util.Collector;

/** Words one telling of a group: first every part, then the topics, then the members. */
final class GroupTeller {
  private final GroupState.Builder state;
  private final long timestamp;
  private final long asOf;
  private final Collector<Result> out;
  private final Map<String, TopicSum> sums = new TreeMap<>();
  private final ReadableLag readable;
  private final ShareLag shares;

  private static final class TopicSum {
    boolean changed;
    int parts;
    int lagParts;
    long lag;
    long offset;
    long lastCommit;
    double lagSeconds = Double.NaN;
  }

  GroupTeller(GroupState.Builder state, long timestamp, Collector<Result> out) {
    this.state = state;
    this.timestamp = timestamp;
    this.asOf = EventSeconds.asOf(timestamp, state.getLastTimeNanos());
    this.out = out;
    this.readable = new ReadableLag(state, asOf, out);
    this.shares = new ShareLag(state, asOf, out);
  }

  void share(SharePart part) {
    shares.add(part);
  }

  /** Tells the part if it changed; null when it has ended. */
  LagPart part(LagPart part) {
    TopicSum sum = sums.computeIfAbsent(part.getTopic(), topic -> new TopicSum());
    sum.changed |= part.getChanged();
    readable.add(part);
    String[] labels = labels(part.getTopic(), Integer.toString(part.getPartition()));
    if (part.getRemoved()) {
      end(MetricCatalog.KAFKA_CONSUMERGROUP_LAG, part.getLagTold(), labels);
      end(MetricCatalog.KAFKA_CONSUMERGROUP_CURRENT_OFFSET, part.getOffsetTold(), labels);
      return null;
    }
    OptionalLong lag =
        PartitionLedger.lag(
            part.hasHighWatermark() ? part.getHighWatermark() : null, part.getCommitted());
    add(sum, part, lag);
    if (!part.getChanged()) {
      return part;
    }
    gauge(MetricCatalog.KAFKA_CONSUMERGROUP_CURRENT_OFFSET, (double) part.getCommitted(), labels);
    if (lag.isPresent()) {
      gauge(MetricCatalog.KAFKA_CONSUMERGROUP_LAG, (double) lag.getAsLong(), labels);
    } else {
      end(MetricCatalog.KAFKA_CONSUMERGROUP_LAG, part.getLagTold(), labels);
    }
    return part.toBuilder()
        .setChanged(false)
        .setOffsetTold(true)
        .setLagTold(lag.isPresent())
        .build();
  }

  private void add(TopicSum sum, LagPart part, OptionalLong lag) {
    sum.parts++;
    sum.offset += part.getCommitted();
    sum.lastCommit = Math.max(sum.lastCommit, part.getCommittedNanos());
    if (lag.isEmpty()) {
      return;
    }
    sum.lagParts++;
    sum.lag += lag.getAsLong();
    double seconds = Double.NaN;
    boolean nothingToRead = part.hasEffectiveLag() && part.getEffectiveLag() == 0;
    if (lag.getAsLong() == 0 || nothingToRead) {
      seconds = 0;
    } else if (part.hasFirstUncommittedNanos()) {
      seconds = Math.max(0, (timestamp * 1_000_000L - part.getFirstUncommittedNanos()) / 1e9);
    }
    if (!Double.isNaN(seconds)) {
      sum.lagSeconds = Double.isNaN(sum.lagSeconds) ? seconds : Math.max(sum.lagSeconds, seconds);
    }
  }

  /** Whether some lag grows with time alone. */
  boolean topics() {
    boolean waiting = false;
    for (Map.Entry<String, TopicSum> entry : sums.entrySet()) {
      TopicSum sum = entry.getValue();
      String[] labels = labels(entry.getKey());
      if (sum.parts == 0) {
        endTopic(entry.getKey());
        continue;
      }
      waiting |= sum.lagSeconds > 0;
      if (sum.changed) {
        gauge(MetricCatalog.KAFKA_CONSUMERGROUP_CURRENT_OFFSET_SUM, (double) sum.offset, labels);
        if (sum.lastCommit > 0) {
          gauge(
              MetricCatalog.CONSUMERGROUP_LAST_COMMIT_TIMESTAMP_SECONDS,
              sum.lastCommit / 1e9,
              labels);
        }
        tellLagSum(sum, labels);
      }
      tellLagSeconds(entry.getKey(), sum, labels);
    }
    readable.tell();
    shares.tell();
    return waiting;
  }

  private void tellLagSum(TopicSum sum, String[] labels) {
    if (sum.lagParts > 0) {
      gauge(MetricCatalog.KAFKA_CONSUMERGROUP_LAG_SUM, (double) sum.lag, labels);
    } else {
      end(MetricCatalog.KAFKA_CONSUMERGROUP_LAG_SUM, state.containsTopicsTold(labels[2]), labels);
    }
  }

  private void tellLagSeconds(String topic, TopicSum sum, String[] labels) {
    boolean told = state.getTopicsToldOrDefault(topic, false);
    boolean known = !Double.isNaN(sum.lagSeconds);
    if (known && (sum.changed || sum.lagSeconds > 0)) {
      gauge(MetricCatalog.CONSUMERGROUP_LAG_SECONDS, sum.lagSeconds, labels);
    } else if (!known) {
      end(MetricCatalog.CONSUMERGROUP_LAG_SECONDS, told, labels);
    }
    state.putTopicsTold(topic, known);
  }

  private void endTopic(String topic) {
    String[] labels = labels(topic);
    boolean told = state.containsTopicsTold(topic);
    end(MetricCatalog.KAFKA_CONSUMERGROUP_LAG_SUM, told, labels);
    end(MetricCatalog.KAFKA_CONSUMERGROUP_CURRENT_OFFSET_SUM, told, labels);
    end(MetricCatalog.CONSUMERGROUP_LAST_COMMIT_TIMESTAMP_SECONDS, told, labels);
    end(
        MetricCatalog.CONSUMERGROUP_LAG_SECONDS,
        state.getTopicsToldOrDefault(topic, false),
        labels);
    state.removeTopicsTold(topic);
  }

  void members() {
    String[] labels = {state.getCluster(), state.getGroup()};
    int live = new GroupLedger(state).liveMembers(timestamp * 1_000_000L);
    if (!state.getMembershipSeen()) {
      end(MetricCatalog.KAFKA_CONSUMERGROUP_MEMBERS, state.hasMembersTold(), labels);
      state.clearMembersTold();
    } else if (!state.hasMembersTold() || state.getMembersTold() != live) {
      gauge(MetricCatalog.KAFKA_CONSUMERGROUP_MEMBERS, live, labels);
      state.setMembersTold(live);
    }
  }

  private String[] labels(String topic) {
    return new String[] {state.getCluster(), state.getGroup(), topic};
  }

  private String[] labels(String topic, String partition) {
    return new String[] {state.getCluster(), state.getGroup(), topic, partition};
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
