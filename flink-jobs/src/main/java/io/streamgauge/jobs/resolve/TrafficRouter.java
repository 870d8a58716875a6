package io.streamgauge.jobs.resolve;

import io.streamgauge.events.ClientRef;
import io.streamgauge.events.EventBatchReader;
import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.v1.AgentRollup;
import io.streamgauge.events.v1.AnomalyRollup;
import io.streamgauge.events.v1.CaptureCount;
import io.streamgauge.events.v1.ClientDescribed;
import io.streamgauge.events.v1.ErrorCount;
import io.streamgauge.events.v1.ListenerRollup;
import io.streamgauge.events.v1.RequestRollup;
import io.streamgauge.events.v1.TopicRollup;
import io.streamgauge.jobs.AdviceSettings;
import io.streamgauge.jobs.broker.Work;
import io.streamgauge.jobs.series.Increments;
import io.streamgauge.jobs.v1.ClusterFact;
import io.streamgauge.jobs.v1.Increment;
import java.util.Arrays;
import java.util.Locale;

/** Additive events: each becomes increments of series. */
final class TrafficRouter {
  private final Names names;
  private final Sink sink;
  private final UpgradeSights upgrades;
  private final FindingSights findings;

  TrafficRouter(Names names, Sink sink, AdviceSettings advice) {
    this.names = names;
    this.sink = sink;
    this.upgrades = new UpgradeSights(sink, advice.upgrade());
    this.findings = new FindingSights(advice.findings());
  }

  void requests(RequestRollup rollup, EventBatchReader tables, Place place) {
    String api = ApiNames.api(rollup.getApiKey());
    String[] client = client(api, rollup.getClient(), tables, place);
    counter(MetricCatalog.REQUESTS_TOTAL, rollup.getRequests(), place, client);
    counter(MetricCatalog.REQUEST_BYTES_TOTAL, rollup.getRequestBytes(), place, client);
    counter(MetricCatalog.RESPONSE_BYTES_TOTAL, rollup.getResponseBytes(), place, client);
    for (ErrorCount error : rollup.getErrorsList()) {
      String[] labels = with(client, ApiNames.error(error.getCode()));
      counter(MetricCatalog.RESPONSES_TOTAL, error.getCount(), place, labels);
    }
    if (rollup.getThrottleMillis() > 0) {
      sink.increment(
          of(MetricCatalog.THROTTLE_SECONDS_TOTAL, place, client)
              .setCounterDouble(rollup.getThrottleMillis() / 1e3));
    }
    counter(
        MetricCatalog.API_VERSION_REQUESTS_TOTAL,
        rollup.getRequests(),
        place,
        labels(place, api, Integer.toString(rollup.getApiVersion())));
    upgrades.used(client[2], client[3], rollup, place);
    findings.requests(
        rollup, tables.client(rollup.getClient()).orElse(ClientRef.NONE), client[3], place);
    sink.work(Work.of(api, rollup), place);
    String[] broker = labels(place, place.broker(), api);
    if (rollup.getBrokerTime().getCount() > 0) {
      sink.increment(
          of(MetricCatalog.REQUEST_DURATION_SECONDS, place, broker)
              .setHistogram(rollup.getBrokerTime()));
    }
    if (rollup.getWaitTime().getCount() > 0) {
      sink.increment(
          of(MetricCatalog.WAIT_SECONDS, place, broker).setHistogram(rollup.getWaitTime()));
    }
  }

  /** The batch is through. */
  void end() {
    findings.end(sink);
  }

  void topicTraffic(TopicRollup rollup, String topic, EventBatchReader tables, Place place) {
    findings.topicTraffic(
        rollup, tables.client(rollup.getClient()).orElse(ClientRef.NONE), topic, place);
    switch (rollup.getKind()) {
      case PRODUCE ->
          records(
              MetricCatalog.PRODUCED_RECORDS_TOTAL,
              MetricCatalog.PRODUCED_BYTES_TOTAL,
              rollup,
              topic,
              tables,
              place);
      case CONSUME ->
          records(
              MetricCatalog.CONSUMED_RECORDS_TOTAL,
              MetricCatalog.CONSUMED_BYTES_TOTAL,
              rollup,
              topic,
              tables,
              place);
      case REPLICATE ->
          counter(
              MetricCatalog.REPLICATED_BYTES_TOTAL,
              rollup.getBytes(),
              place,
              labels(place, place.broker(), topic));
      case KIND_UNSPECIFIED, UNRECOGNIZED -> {
        // A kind that a newer agent knows.
      }
    }
  }

  private void records(
      MetricDefinition records,
      MetricDefinition bytes,
      TopicRollup rollup,
      String topic,
      EventBatchReader tables,
      Place place) {
    String[] labels = client(topic, rollup.getClient(), tables, place);
    counter(records, rollup.getRecords(), place, labels);
    counter(bytes, rollup.getBytes(), place, labels);
  }

  void listenerTraffic(ListenerRollup rollup, Place place) {
    counter(
        MetricCatalog.SELF_BYTES_TOTAL,
        rollup.getSelfBytes(),
        place,
        labels(place, place.broker()));
    sink.cluster(
        ClusterFact.newBuilder()
            .setCluster(place.cluster())
            .setBroker(place.broker())
            .setListener(place.listener())
            .setAgent(place.agent())
            .setTimeNanos(place.timeNanos())
            .setTraffic(rollup)
            .build());
  }

  void anomalies(AnomalyRollup rollup, EventBatchReader tables, Place place) {
    counter(
        MetricCatalog.ANOMALIES_TOTAL,
        rollup.getCount(),
        place,
        place.node(),
        tables.string(rollup.getReason()));
  }

  void agent(AgentRollup rollup, Place place) {
    String node = place.node();
    always(MetricCatalog.CAPTURE_PACKETS_TOTAL, rollup.getPackets(), place, node);
    always(MetricCatalog.CAPTURE_DROPPED_PACKETS_TOTAL, rollup.getDroppedPackets(), place, node);
    always(MetricCatalog.TCP_GAP_BYTES_TOTAL, rollup.getTcpGapBytes(), place, node);
    always(MetricCatalog.FRAMES_TOTAL, rollup.getFrames(), place, node);
    counter(MetricCatalog.LABEL_VALUES_DROPPED_TOTAL, rollup.getLabelValuesDropped(), place, node);
    counter(MetricCatalog.FOLDED_FLOWS_TOTAL, rollup.getFoldedFlows(), place, node);
    counter(
        MetricCatalog.BOUNDARY_SEARCHES_REFUSED_TOTAL, rollup.getSearchesRefused(), place, node);
    captured("kafka", rollup.getKafkaBytes(), place);
    captured("opaque", rollup.getOpaqueBytes(), place);
    captured("other", rollup.getOtherBytes(), place);
    gauge(MetricCatalog.FLOWS, (double) rollup.getFlows(), place, node);
    gauge(MetricCatalog.HALF_SEEN_FLOWS, (double) rollup.getHalfSeenFlows(), place, node);
    if (rollup.getDiscoveredListeners() > 0) {
      double listeners = rollup.getDiscoveredListeners();
      gauge(MetricCatalog.DISCOVERED_LISTENERS, listeners, place, node);
    }
    rollup.getCountsList().forEach(each -> captureCount(each, place));
  }

  /** What comes before the first underscore of its name is the metric, the rest the label. */
  private void captureCount(CaptureCount each, Place place) {
    String[] name = each.getCounter().name().split("_", 2);
    String label = name[name.length - 1].toLowerCase(Locale.ROOT);
    String node = place.node();
    switch (name[0]) {
      case "ENCAPSULATION" ->
          counter(MetricCatalog.ENCAPSULATIONS_TOTAL, each.getCount(), place, node, label);
      case "FRAGMENT" ->
          counter(MetricCatalog.FRAGMENTS_DROPPED_TOTAL, each.getCount(), place, node, label);
      case "REASSEMBLED" ->
          counter(MetricCatalog.REASSEMBLED_DATAGRAMS_TOTAL, each.getCount(), place, node);
      case "UNDECODED" ->
          counter(MetricCatalog.UNDECODED_PACKETS_TOTAL, each.getCount(), place, node, label);
      case "TLS" ->
          counter(MetricCatalog.TLS_CONNECTIONS_TOTAL, each.getCount(), place, node, label);
      case "DISCOVERY" ->
          counter(MetricCatalog.DISCOVERY_REFUSED_TOTAL, each.getCount(), place, node);
      case "SPANS" -> counter(MetricCatalog.SPANS_TOTAL, each.getCount(), place, node, label);
      default -> {
        // A newer agent counts what this job does not know.
      }
    }
  }

  private void captured(String kind, long bytes, Place place) {
    always(MetricCatalog.CAPTURE_BYTES_TOTAL, bytes, place, place.node(), kind);
  }

  void client(ClientDescribed described, EventBatchReader tables, Place place) {
    String name = tables.string(described.getSoftwareName());
    if (name.isEmpty()) {
      return;
    }
    ClientRef client = tables.client(described.getClient()).orElse(ClientRef.NONE);
    gauge(
        MetricCatalog.CLIENT_INFO,
        1,
        place,
        labels(
            place,
            client.clientId(),
            names.workload(client.address(), place.timeNanos()),
            name,
            tables.string(described.getSoftwareVersion())));
  }

  void counter(MetricDefinition metric, long value, Place place, String... labels) {
    if (value > 0) {
      always(metric, value, place, labels);
    }
  }

  /** A counter that exists from the first word of its agent, also at zero. */
  void always(MetricDefinition metric, long value, Place place, String... labels) {
    sink.increment(of(metric, place, labels).setCounter(value));
  }

  void gauge(MetricDefinition metric, double value, Place place, String... labels) {
    sink.increment(of(metric, place, labels).setGauge(value));
  }

  static Increment.Builder of(MetricDefinition metric, Place place, String... labels) {
    return Increments.of(metric, place.timeNanos(), labels);
  }

  private String[] client(String first, int number, EventBatchReader tables, Place place) {
    ClientRef client = tables.client(number).orElse(ClientRef.NONE);
    return labels(
        place, first, client.clientId(), names.workload(client.address(), place.timeNanos()));
  }

  /** Label values of a metric that belongs to a cluster. */
  static String[] labels(Place place, String... values) {
    String[] all = new String[values.length + 1];
    all[0] = place.cluster();
    System.arraycopy(values, 0, all, 1, values.length);
    return all;
  }

  private static String[] with(String[] values, String last) {
    String[] all = Arrays.copyOf(values, values.length + 1);
    all[values.length] = last;
    return all;
  }
}
