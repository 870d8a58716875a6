package io.streamgauge.benchmarks.jobs;

import io.streamgauge.events.ClientRef;
import io.streamgauge.events.EventBatchReader;
import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.TopicRef;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.OffsetCommitted;
import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.events.v1.RequestRollup;
import io.streamgauge.events.v1.TopicRollup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up, without the jobs, what batches of a made-up cluster tell. */
final class MadeUpSums {
  private static final String CLUSTER = "made-up";
  private static final Map<Integer, String> APIS =
      Map.of(0, "Produce", 1, "Fetch", 8, "OffsetCommit", 12, "Heartbeat");

  private final Map<String, Long> sums = new TreeMap<>();
  private final Map<List<String>, Long> ends = new HashMap<>();
  private final Map<List<String>, Long> committed = new HashMap<>();

  static MadeUpSums of(List<EventBatch> batches) {
    MadeUpSums sums = new MadeUpSums();
    for (EventBatch batch : batches) {
      EventBatchReader tables = new EventBatchReader(batch);
      tables.events().forEach(event -> sums.add(event, tables));
    }
    return sums;
  }

  /** How a series is named here. */
  static String series(String metric, List<String> labels) {
    return metric + labels;
  }

  /** Value of each series that must be told, histograms by their number of values. */
  Map<String, Long> bySeries() {
    Map<String, Long> all = new TreeMap<>(sums);
    ends.forEach(
        (partition, end) ->
            all.put(
                series(MetricCatalog.KAFKA_TOPIC_PARTITION_CURRENT_OFFSET.name(), partition), end));
    committed.forEach(
        (key, offset) -> {
          long end = ends.get(List.of(CLUSTER, key.get(2), key.get(3)));
          all.put(series(MetricCatalog.KAFKA_CONSUMERGROUP_LAG.name(), key), end - offset);
        });
    return all;
  }

  private void add(Event event, EventBatchReader tables) {
    switch (event.getBodyCase()) {
      case REQUESTS -> requests(event.getRequests(), event.getListener(), tables);
      case TOPIC_TRAFFIC -> traffic(event.getTopicTraffic(), tables);
      case PARTITION_OFFSETS -> offsets(event.getPartitionOffsets(), tables);
      case OFFSET_COMMITTED -> commit(event.getOffsetCommitted(), tables);
      default -> {
        // What the others make is not a sum.
      }
    }
  }

  private void requests(RequestRollup rollup, int listener, EventBatchReader tables) {
    ClientRef client = tables.client(rollup.getClient()).orElseThrow();
    String api = APIS.get(rollup.getApiKey());
    String[] labels = {CLUSTER, api, client.clientId(), client.address()};
    plus(MetricCatalog.REQUESTS_TOTAL, rollup.getRequests(), labels);
    plus(MetricCatalog.REQUEST_BYTES_TOTAL, rollup.getRequestBytes(), labels);
    plus(MetricCatalog.RESPONSE_BYTES_TOTAL, rollup.getResponseBytes(), labels);
    plus(MetricCatalog.API_VERSION_REQUESTS_TOTAL, rollup.getRequests(), CLUSTER, api, "9");
    String broker =
        Integer.toString(tables.listener(listener).orElseThrow().nodeId().orElseThrow());
    plus(
        MetricCatalog.REQUEST_DURATION_SECONDS,
        rollup.getBrokerTime().getCount(),
        CLUSTER,
        broker,
        api);
  }

  private void traffic(TopicRollup rollup, EventBatchReader tables) {
    ClientRef client = tables.client(rollup.getClient()).orElseThrow();
    String[] labels = {
      CLUSTER, topic(rollup.getTopic(), tables), client.clientId(), client.address()
    };
    boolean produces = rollup.getKind() == TopicRollup.Kind.PRODUCE;
    plus(
        produces ? MetricCatalog.PRODUCED_RECORDS_TOTAL : MetricCatalog.CONSUMED_RECORDS_TOTAL,
        rollup.getRecords(),
        labels);
    plus(
        produces ? MetricCatalog.PRODUCED_BYTES_TOTAL : MetricCatalog.CONSUMED_BYTES_TOTAL,
        rollup.getBytes(),
        labels);
  }

  private void offsets(PartitionOffsets offsets, EventBatchReader tables) {
    long end = Math.max(offsets.getLogEndOffset(), offsets.getHighWatermark());
    String partition = Integer.toString(offsets.getPartition());
    ends.merge(List.of(CLUSTER, topic(offsets.getTopic(), tables), partition), end, Math::max);
  }

  private void commit(OffsetCommitted commit, EventBatchReader tables) {
    String group = tables.string(commit.getGroup());
    plus(MetricCatalog.CONSUMERGROUP_COMMITS_TOTAL, 1, CLUSTER, group);
    String partition = Integer.toString(commit.getPartition());
    committed.put(
        List.of(CLUSTER, group, topic(commit.getTopic(), tables), partition), commit.getOffset());
  }

  private static String topic(int number, EventBatchReader tables) {
    return tables.topic(number).map(TopicRef::name).orElseThrow();
  }

  private void plus(MetricDefinition metric, long more, String... labels) {
    sums.merge(series(metric.name(), List.of(labels)), more, Long::sum);
  }
}
