package io.streamgauge.events;

import static io.streamgauge.events.MetricType.COUNTER;
import static io.streamgauge.events.MetricType.GAUGE;
import static io.streamgauge.events.MetricType.HISTOGRAM;
import static io.streamgauge.events.MetricType.INFO;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one vocabulary of metric names, labels, units and help. Jobs, exporters, dashboards, rules
 * and documentation are checked against it.
 *
 * <p>Every series of a Kafka cluster carries {@code kafka_cluster} first: the display name given to
 * the agents, else Kafka's cluster id. Never a label: peer port, member id, correlation id,
 * principal.
 */
public final class MetricCatalog {
  private static final Map<String, MetricDefinition> BY_NAME = new LinkedHashMap<>();

  // The names that other exporters made common.

  public static final MetricDefinition KAFKA_CONSUMERGROUP_LAG =
      define(
          "kafka_consumergroup_lag",
          GAUGE,
          "records",
          "Records between the high watermark and the committed offset of a consumer group, 0 or"
              + " more.",
          List.of("kafka_cluster", "consumergroup", "topic", "partition"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition KAFKA_CONSUMERGROUP_CURRENT_OFFSET =
      define(
          "kafka_consumergroup_current_offset",
          GAUGE,
          "offset",
          "Committed offset of a consumer group.",
          List.of("kafka_cluster", "consumergroup", "topic", "partition"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition KAFKA_CONSUMERGROUP_LAG_SUM =
      define(
          "kafka_consumergroup_lag_sum",
          GAUGE,
          "records",
          "Lag of a consumer group summed over the partitions of a topic whose lag is known.",
          List.of("kafka_cluster", "consumergroup", "topic"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition KAFKA_CONSUMERGROUP_CURRENT_OFFSET_SUM =
      define(
          "kafka_consumergroup_current_offset_sum",
          GAUGE,
          "offset",
          "Committed offsets of a consumer group summed over the partitions of a topic.",
          List.of("kafka_cluster", "consumergroup", "topic"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition KAFKA_CONSUMERGROUP_MEMBERS =
      define(
          "kafka_consumergroup_members",
          GAUGE,
          "members",
          "Members of a consumer group.",
          List.of("kafka_cluster", "consumergroup"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition KAFKA_TOPIC_PARTITIONS =
      define(
          "kafka_topic_partitions",
          GAUGE,
          "partitions",
          "Partitions of a topic.",
          List.of("kafka_cluster", "topic"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition KAFKA_TOPIC_PARTITION_CURRENT_OFFSET =
      define(
          "kafka_topic_partition_current_offset",
          GAUGE,
          "offset",
          "High watermark of a partition.",
          List.of("kafka_cluster", "topic", "partition"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition KAFKA_TOPIC_PARTITION_OLDEST_OFFSET =
      define(
          "kafka_topic_partition_oldest_offset",
          GAUGE,
          "offset",
          "Log start offset of a partition.",
          List.of("kafka_cluster", "topic", "partition"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition KAFKA_TOPIC_PARTITION_LEADER =
      define(
          "kafka_topic_partition_leader",
          GAUGE,
          "broker",
          "Broker id of the leader of a partition, as last told by Metadata.",
          List.of("kafka_cluster", "topic", "partition"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition KAFKA_TOPIC_PARTITION_REPLICAS =
      define(
          "kafka_topic_partition_replicas",
          GAUGE,
          "replicas",
          "Replicas of a partition, as last told by Metadata.",
          List.of("kafka_cluster", "topic", "partition"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition KAFKA_TOPIC_PARTITION_IN_SYNC_REPLICA =
      define(
          "kafka_topic_partition_in_sync_replica",
          GAUGE,
          "replicas",
          "In-sync replicas of a partition, as last told by Metadata.",
          List.of("kafka_cluster", "topic", "partition"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition KAFKA_TOPIC_PARTITION_LEADER_IS_PREFERRED =
      define(
          "kafka_topic_partition_leader_is_preferred",
          GAUGE,
          "",
          "1 if the leader of a partition is its preferred replica.",
          List.of("kafka_cluster", "topic", "partition"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition KAFKA_TOPIC_PARTITION_UNDER_REPLICATED_PARTITION =
      define(
          "kafka_topic_partition_under_replicated_partition",
          GAUGE,
          "",
          "1 if a partition has fewer in-sync replicas than replicas.",
          List.of("kafka_cluster", "topic", "partition"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition KAFKA_BROKERS =
      define(
          "kafka_brokers",
          GAUGE,
          "brokers",
          "Brokers of the cluster, as last told by Metadata.",
          List.of("kafka_cluster"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition KAFKA_BROKER_INFO =
      define(
          "kafka_broker_info",
          INFO,
          "",
          "Brokers by id and advertised address.",
          List.of("kafka_cluster", "id", "address"),
          Staleness.KEPT);

  // Streamgauge's own.

  public static final MetricDefinition REQUESTS_TOTAL =
      define(
          "streamgauge_requests_total",
          COUNTER,
          "requests",
          "Requests seen, by api and client.",
          List.of("kafka_cluster", "api", "client_id", "workload"),
          Staleness.KEPT);

  public static final MetricDefinition RESPONSES_TOTAL =
      define(
          "streamgauge_responses_total",
          COUNTER,
          "responses",
          "Responses seen, by api, client and error; NONE is success.",
          List.of("kafka_cluster", "api", "client_id", "workload", "error"),
          Staleness.KEPT);

  public static final MetricDefinition REQUEST_DURATION_SECONDS =
      define(
          "streamgauge_request_duration_seconds",
          HISTOGRAM,
          "seconds",
          "Time brokers worked on requests, waiting on purpose and throttling left out.",
          List.of("kafka_cluster", "broker", "api"),
          Staleness.KEPT);

  public static final MetricDefinition WAIT_SECONDS =
      define(
          "streamgauge_wait_seconds",
          HISTOGRAM,
          "seconds",
          "Time requests waited on purpose: long polls and group joins.",
          List.of("kafka_cluster", "broker", "api"),
          Staleness.KEPT);

  public static final MetricDefinition REQUEST_BYTES_TOTAL =
      define(
          "streamgauge_request_bytes_total",
          COUNTER,
          "bytes",
          "Bytes of requests with their size prefix.",
          List.of("kafka_cluster", "api", "client_id", "workload"),
          Staleness.KEPT);

  public static final MetricDefinition RESPONSE_BYTES_TOTAL =
      define(
          "streamgauge_response_bytes_total",
          COUNTER,
          "bytes",
          "Bytes of responses with their size prefix.",
          List.of("kafka_cluster", "api", "client_id", "workload"),
          Staleness.KEPT);

  public static final MetricDefinition PRODUCED_RECORDS_TOTAL =
      define(
          "streamgauge_produced_records_total",
          COUNTER,
          "records",
          "Records that brokers accepted, control records left out.",
          List.of("kafka_cluster", "topic", "client_id", "workload"),
          Staleness.KEPT);

  public static final MetricDefinition PRODUCED_BYTES_TOTAL =
      define(
          "streamgauge_produced_bytes_total",
          COUNTER,
          "bytes",
          "Bytes of record sets that brokers accepted, as on the wire.",
          List.of("kafka_cluster", "topic", "client_id", "workload"),
          Staleness.KEPT);

  public static final MetricDefinition CONSUMED_RECORDS_TOTAL =
      define(
          "streamgauge_consumed_records_total",
          COUNTER,
          "records",
          "Records delivered to consumers, control records and truncated tails left out.",
          List.of("kafka_cluster", "topic", "client_id", "workload"),
          Staleness.KEPT);

  public static final MetricDefinition CONSUMED_BYTES_TOTAL =
      define(
          "streamgauge_consumed_bytes_total",
          COUNTER,
          "bytes",
          "Bytes of record sets delivered to consumers, as on the wire.",
          List.of("kafka_cluster", "topic", "client_id", "workload"),
          Staleness.KEPT);

  public static final MetricDefinition REPLICATED_BYTES_TOTAL =
      define(
          "streamgauge_replicated_bytes_total",
          COUNTER,
          "bytes",
          "Bytes of record sets that followers fetched from a broker.",
          List.of("kafka_cluster", "broker", "topic"),
          Staleness.KEPT);

  public static final MetricDefinition SELF_BYTES_TOTAL =
      define(
          "streamgauge_self_bytes_total",
          COUNTER,
          "bytes",
          "Bytes of Streamgauge's own traffic, which is part of no other figure.",
          List.of("kafka_cluster", "broker"),
          Staleness.KEPT);

  public static final MetricDefinition THROTTLE_SECONDS_TOTAL =
      define(
          "streamgauge_throttle_seconds_total",
          COUNTER,
          "seconds",
          "Time that brokers imposed on clients by quota.",
          List.of("kafka_cluster", "api", "client_id", "workload"),
          Staleness.KEPT);

  public static final MetricDefinition INFLIGHT_REQUESTS =
      define(
          "streamgauge_inflight_requests",
          GAUGE,
          "requests",
          "Requests that a broker has at once, mean over ten seconds.",
          List.of("kafka_cluster", "broker", "api"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition INFLIGHT_REQUESTS_MAX =
      define(
          "streamgauge_inflight_requests_max",
          GAUGE,
          "requests",
          "Requests that a broker has at once, mean of the fullest of ten seconds.",
          List.of("kafka_cluster", "broker", "api"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition INFLIGHT_REQUEST_BYTES =
      define(
          "streamgauge_inflight_request_bytes",
          GAUGE,
          "bytes",
          "Bytes of requests that a broker has at once, mean over ten seconds.",
          List.of("kafka_cluster", "broker", "api"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition INFLIGHT_REQUEST_BYTES_MAX =
      define(
          "streamgauge_inflight_request_bytes_max",
          GAUGE,
          "bytes",
          "Bytes of requests that a broker has at once, mean of the fullest of ten seconds.",
          List.of("kafka_cluster", "broker", "api"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition API_VERSION_REQUESTS_TOTAL =
      define(
          "streamgauge_api_version_requests_total",
          COUNTER,
          "requests",
          "Requests by api and api version.",
          List.of("kafka_cluster", "api", "version"),
          Staleness.KEPT);

  public static final MetricDefinition CLIENT_INFO =
      define(
          "streamgauge_client_info",
          INFO,
          "",
          "Client library and version, as clients say.",
          List.of("kafka_cluster", "client_id", "workload", "software_name", "software_version"),
          Staleness.KEPT);

  public static final MetricDefinition CLIENT_UPGRADE_BLOCKERS =
      define(
          "streamgauge_client_upgrade_blockers",
          GAUGE,
          "",
          "Api versions a client used in the last day that the target release no longer speaks.",
          List.of("kafka_cluster", "client_id", "workload", "target", "reason"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition TOPICS =
      define(
          "streamgauge_topics",
          GAUGE,
          "topics",
          "Topics known from Metadata, and topics with traffic.",
          List.of("kafka_cluster", "state"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition BROKERS =
      define(
          "streamgauge_brokers",
          GAUGE,
          "brokers",
          "Brokers known from Metadata, and brokers with traffic seen.",
          List.of("kafka_cluster", "state"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition CONNECTIONS =
      define(
          "streamgauge_connections",
          GAUGE,
          "connections",
          "Connections that are open, as far as agents saw traffic on them: plaintext, tls"
              + " (decrypted or not), or unknown.",
          List.of("kafka_cluster", "broker", "kind"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition CONSUMERGROUP_LAG_SECONDS =
      define(
          "streamgauge_consumergroup_lag_seconds",
          GAUGE,
          "seconds",
          "Age of the oldest record that the group has not committed; the worst partition.",
          List.of("kafka_cluster", "consumergroup", "topic"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition CONSUMERGROUP_EFFECTIVE_LAG_RECORDS =
      define(
          "streamgauge_consumergroup_effective_lag_records",
          GAUGE,
          "records",
          "Records that a group could read and has not committed: without open transactions and"
              + " trailing markers.",
          List.of("kafka_cluster", "consumergroup", "topic"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition CONSUMERGROUP_FETCH_LAG_RECORDS =
      define(
          "streamgauge_consumergroup_fetch_lag_records",
          GAUGE,
          "records",
          "Records between the high watermark and where members of a group fetch.",
          List.of("kafka_cluster", "consumergroup", "topic"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition CONSUMER_FETCH_LAG_RECORDS =
      define(
          "streamgauge_consumer_fetch_lag_records",
          GAUGE,
          "records",
          "Records between the high watermark and where a consumer without a group fetches.",
          List.of("kafka_cluster", "client_id", "workload", "topic"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition CONSUMERGROUP_ARRIVAL_RECORDS_PER_SECOND =
      define(
          "streamgauge_consumergroup_arrival_records_per_second",
          GAUGE,
          "records",
          "Rate at which records arrive for a group.",
          List.of("kafka_cluster", "consumergroup", "topic"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition CONSUMERGROUP_CONSUMPTION_RECORDS_PER_SECOND =
      define(
          "streamgauge_consumergroup_consumption_records_per_second",
          GAUGE,
          "records",
          "Rate at which a group commits records.",
          List.of("kafka_cluster", "consumergroup", "topic"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition CONSUMERGROUP_SERVICE_RECORDS_PER_SECOND =
      define(
          "streamgauge_consumergroup_service_records_per_second",
          GAUGE,
          "records",
          "Records that one member processes per second while it is busy.",
          List.of("kafka_cluster", "consumergroup"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition CONSUMERGROUP_TIME_TO_DRAIN_SECONDS =
      define(
          "streamgauge_consumergroup_time_to_drain_seconds",
          GAUGE,
          "seconds",
          "Time until the lag is gone at present rates, at most one day.",
          List.of("kafka_cluster", "consumergroup"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition CONSUMERGROUP_COMMITS_TOTAL =
      define(
          "streamgauge_consumergroup_commits_total",
          COUNTER,
          "commits",
          "Successful offset commits of partitions.",
          List.of("kafka_cluster", "consumergroup"),
          Staleness.KEPT);

  public static final MetricDefinition CONSUMERGROUP_REBALANCES_TOTAL =
      define(
          "streamgauge_consumergroup_rebalances_total",
          COUNTER,
          "rebalances",
          "Rebalances of a group.",
          List.of("kafka_cluster", "consumergroup", "reason"),
          Staleness.KEPT);

  public static final MetricDefinition CONSUMERGROUP_REBALANCE_SECONDS =
      define(
          "streamgauge_consumergroup_rebalance_seconds",
          HISTOGRAM,
          "seconds",
          "Duration of rebalances.",
          List.of("kafka_cluster", "consumergroup"),
          Staleness.KEPT);

  public static final MetricDefinition CONSUMERGROUP_LAST_COMMIT_TIMESTAMP_SECONDS =
      define(
          "streamgauge_consumergroup_last_commit_timestamp_seconds",
          GAUGE,
          "seconds",
          "When a group last committed.",
          List.of("kafka_cluster", "consumergroup", "topic"),
          Staleness.KEPT);

  public static final MetricDefinition CONSUMERGROUP_LAG_RETENTION_RATIO =
      define(
          "streamgauge_consumergroup_lag_retention_ratio",
          GAUGE,
          "ratio",
          "Lag in proportion to what retention keeps; at 1 records are lost unread. Absent while"
              + " retention has not shortened the log.",
          List.of("kafka_cluster", "consumergroup", "topic"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition CONSUMERGROUP_PARTITIONS =
      define(
          "streamgauge_consumergroup_partitions",
          GAUGE,
          "partitions",
          "Partitions of a group by lag status.",
          List.of("kafka_cluster", "consumergroup", "topic", "status"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition CONSUMERGROUP_STATE =
      define(
          "streamgauge_consumergroup_state",
          GAUGE,
          "",
          "1 for the state a group is in.",
          List.of("kafka_cluster", "consumergroup", "state"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition CONSUMERGROUP_STATUS_INFO =
      define(
          "streamgauge_consumergroup_status_info",
          INFO,
          "",
          "Lag status of a group, the partition that decides on it, and the rule where a status has"
              + " several.",
          List.of("kafka_cluster", "consumergroup", "status", "reason", "topic", "partition"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition SHAREGROUP_BACKLOG_RECORDS =
      define(
          "streamgauge_sharegroup_backlog_records",
          GAUGE,
          "records",
          "Records that a share group has not acknowledged, as far as the wire shows.",
          List.of("kafka_cluster", "group", "topic"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition AUTOSCALE_RECOMMENDED_REPLICAS =
      define(
          "streamgauge_autoscale_recommended_replicas",
          GAUGE,
          "replicas",
          "Replicas that would serve a group best.",
          List.of("kafka_cluster", "consumergroup"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition AUTOSCALE_REPLICAS =
      define(
          "streamgauge_autoscale_replicas",
          GAUGE,
          "replicas",
          "Replicas that a group runs, as observed.",
          List.of("kafka_cluster", "consumergroup"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition AUTOSCALE_DEMAND_MEMBERS =
      define(
          "streamgauge_autoscale_demand_members",
          GAUGE,
          "members",
          "Members that the load of a group demands.",
          List.of("kafka_cluster", "consumergroup"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition AUTOSCALE_MAX_USEFUL_MEMBERS =
      define(
          "streamgauge_autoscale_max_useful_members",
          GAUGE,
          "members",
          "Members beyond which more do not help.",
          List.of("kafka_cluster", "consumergroup"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition AUTOSCALE_UTILIZATION_RATIO =
      define(
          "streamgauge_autoscale_utilization_ratio",
          GAUGE,
          "ratio",
          "Arrival rate in proportion to what the members can process.",
          List.of("kafka_cluster", "consumergroup"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition AUTOSCALE_HOLD =
      define(
          "streamgauge_autoscale_hold",
          GAUGE,
          "",
          "1 while advice for a group is held, by reason.",
          List.of("kafka_cluster", "consumergroup", "reason"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition AUTOSCALE_RECOMMENDED_BROKERS =
      define(
          "streamgauge_autoscale_recommended_brokers",
          GAUGE,
          "brokers",
          "Brokers that would serve a cluster best.",
          List.of("kafka_cluster"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition BROKER_SCALE_PRESSURE_RATIO =
      define(
          "streamgauge_broker_scale_pressure_ratio",
          GAUGE,
          "ratio",
          "Load of a broker in proportion to its ceiling.",
          List.of("kafka_cluster", "broker"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition FINDINGS =
      define(
          "streamgauge_findings",
          GAUGE,
          "findings",
          "Findings about requests that are open: at how many of a client's addresses"
              + " (docs/findings.md).",
          List.of("kafka_cluster", "kind", "client_id", "workload"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition TOPIC_COVERAGE_RATIO =
      define(
          "streamgauge_topic_coverage_ratio",
          GAUGE,
          "ratio",
          "Share of the Kafka bytes behind a topic that could be read.",
          List.of("kafka_cluster", "topic"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition CONSUMERGROUP_COVERAGE_RATIO =
      define(
          "streamgauge_consumergroup_coverage_ratio",
          GAUGE,
          "ratio",
          "Share of the Kafka bytes behind a group that could be read.",
          List.of("kafka_cluster", "consumergroup"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition BROKER_COVERAGE_RATIO =
      define(
          "streamgauge_broker_coverage_ratio",
          GAUGE,
          "ratio",
          "Share of the Kafka bytes of a broker that could be read; 0 without a live agent.",
          List.of("kafka_cluster", "broker"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition METADATA_AGE_SECONDS =
      define(
          "streamgauge_metadata_age_seconds",
          GAUGE,
          "seconds",
          "Age of the newest Metadata about a topic.",
          List.of("kafka_cluster", "topic"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition ANOMALIES_TOTAL =
      define(
          "streamgauge_anomalies_total",
          COUNTER,
          "anomalies",
          "What could not be read as it should, by reason.",
          List.of("node", "reason"),
          Staleness.KEPT);

  public static final MetricDefinition CAPTURE_PACKETS_TOTAL =
      define(
          "streamgauge_capture_packets_total",
          COUNTER,
          "packets",
          "Packets captured.",
          List.of("node"),
          Staleness.KEPT);

  public static final MetricDefinition CAPTURE_DROPPED_PACKETS_TOTAL =
      define(
          "streamgauge_capture_dropped_packets_total",
          COUNTER,
          "packets",
          "Packets dropped before the agent saw them.",
          List.of("node"),
          Staleness.KEPT);

  public static final MetricDefinition CAPTURE_BYTES_TOTAL =
      define(
          "streamgauge_capture_bytes_total",
          COUNTER,
          "bytes",
          "Bytes captured: kafka, opaque or other.",
          List.of("node", "kind"),
          Staleness.KEPT);

  public static final MetricDefinition TCP_GAP_BYTES_TOTAL =
      define(
          "streamgauge_tcp_gap_bytes_total",
          COUNTER,
          "bytes",
          "Bytes of connections that were never captured.",
          List.of("node"),
          Staleness.KEPT);

  public static final MetricDefinition FRAMES_TOTAL =
      define(
          "streamgauge_frames_total",
          COUNTER,
          "frames",
          "Kafka frames read.",
          List.of("node"),
          Staleness.KEPT);

  public static final MetricDefinition FLOWS =
      define(
          "streamgauge_flows",
          GAUGE,
          "flows",
          "TCP connections tracked.",
          List.of("node"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition HALF_SEEN_FLOWS =
      define(
          "streamgauge_half_seen_flows",
          GAUGE,
          "flows",
          "TCP connections of which only one direction is seen.",
          List.of("node"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition FOLDED_FLOWS_TOTAL =
      define(
          "streamgauge_folded_flows_total",
          COUNTER,
          "flows",
          "TCP connections seen under two pairs of addresses, and counted as one.",
          List.of("node"),
          Staleness.KEPT);

  public static final MetricDefinition BOUNDARY_SEARCHES_REFUSED_TOTAL =
      define(
          "streamgauge_boundary_searches_refused_total",
          COUNTER,
          "places",
          "Places where a lost frame boundary may have been that a limit kept from being followed.",
          List.of("node"),
          Staleness.KEPT);

  public static final MetricDefinition ENCAPSULATIONS_TOTAL =
      define(
          "streamgauge_encapsulations_total",
          COUNTER,
          "layers",
          "Wrappings of packets that were opened: VLAN tags and tunnels.",
          List.of("node", "kind"),
          Staleness.KEPT);

  public static final MetricDefinition FRAGMENTS_DROPPED_TOTAL =
      define(
          "streamgauge_fragments_dropped_total",
          COUNTER,
          "fragments",
          "IP fragments that did not become a datagram, by reason.",
          List.of("node", "reason"),
          Staleness.KEPT);

  public static final MetricDefinition REASSEMBLED_DATAGRAMS_TOTAL =
      define(
          "streamgauge_reassembled_datagrams_total",
          COUNTER,
          "datagrams",
          "IP datagrams that were put together from their fragments.",
          List.of("node"),
          Staleness.KEPT);

  public static final MetricDefinition UNDECODED_PACKETS_TOTAL =
      define(
          "streamgauge_undecoded_packets_total",
          COUNTER,
          "packets",
          "Captured packets without a TCP segment, by reason.",
          List.of("node", "reason"),
          Staleness.KEPT);

  public static final MetricDefinition TLS_CONNECTIONS_TOTAL =
      define(
          "streamgauge_tls_connections_total",
          COUNTER,
          "connections",
          "TLS connections: decrypted, or why they, or the rest of them, stay opaque.",
          List.of("node", "outcome"),
          Staleness.KEPT);

  public static final MetricDefinition DISCOVERED_LISTENERS =
      define(
          "streamgauge_discovered_listeners",
          GAUGE,
          "ports",
          "Ports of listeners that discovery found.",
          List.of("node"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition DISCOVERY_REFUSED_TOTAL =
      define(
          "streamgauge_discovery_refused_total",
          COUNTER,
          "ports",
          "Listeners found and left out because of a limit, each time counted.",
          List.of("node"),
          Staleness.KEPT);

  public static final MetricDefinition CLOCK_SKEW_SECONDS =
      define(
          "streamgauge_clock_skew_seconds",
          GAUGE,
          "seconds",
          "Agent's clock minus the bus's.",
          List.of("node"),
          Staleness.WITHDRAWN);

  public static final MetricDefinition WATERMARK_TIMESTAMP_SECONDS =
      define(
          "streamgauge_watermark_timestamp_seconds",
          GAUGE,
          "seconds",
          "Event time that results have reached.",
          List.of(),
          Staleness.KEPT);

  public static final MetricDefinition LATE_EVENTS_TOTAL =
      define(
          "streamgauge_late_events_total",
          COUNTER,
          "events",
          "Events that came after their second was closed; they are counted all the same.",
          List.of("node"),
          Staleness.KEPT);

  public static final MetricDefinition LOST_BATCHES_TOTAL =
      define(
          "streamgauge_lost_batches_total",
          COUNTER,
          "batches",
          "Batches of events that never arrived.",
          List.of("node"),
          Staleness.KEPT);

  public static final MetricDefinition UNOBSERVED_SECONDS_TOTAL =
      define(
          "streamgauge_unobserved_seconds_total",
          COUNTER,
          "seconds",
          "Time in which an agent did not observe: between two of its processes.",
          List.of("node"),
          Staleness.KEPT);

  public static final MetricDefinition LABEL_VALUES_DROPPED_TOTAL =
      define(
          "streamgauge_label_values_dropped_total",
          COUNTER,
          "values",
          "Label values beyond a limit, counted under __other__.",
          List.of("node"),
          Staleness.KEPT);

  public static final MetricDefinition SPANS_TOTAL =
      define(
          "streamgauge_spans_total",
          COUNTER,
          "spans",
          "Sampled spans of exchanges: told by the agent, or kept back by its limit (limited).",
          List.of("node", "outcome"),
          Staleness.KEPT);

  public static final MetricDefinition OTLP_SPANS_TOTAL =
      define(
          "streamgauge_otlp_spans_total",
          COUNTER,
          "spans",
          "Spans pushed by OTLP: accepted by the receiver, refused by it within a request that it"
              + " took, or lost because it did not take the request.",
          List.of("outcome"),
          Staleness.KEPT);

  public static final MetricDefinition OTLP_POINTS_TOTAL =
      define(
          "streamgauge_otlp_points_total",
          COUNTER,
          "points",
          "Data points pushed by OTLP: accepted by the receiver, refused by it within a request"
              + " that it took, or lost because it did not take the request or the push failed.",
          List.of("outcome"),
          Staleness.KEPT);

  public static final MetricDefinition BUILD_INFO =
      define(
          "streamgauge_build_info",
          INFO,
          "",
          "Versions of the running parts.",
          List.of("component", "version"),
          Staleness.KEPT);

  private enum Staleness {
    WITHDRAWN,
    KEPT
  }

  private MetricCatalog() {}

  /** All metrics, in the order of the documentation. */
  public static List<MetricDefinition> all() {
    return List.copyOf(BY_NAME.values());
  }

  /** The metric of a name. */
  public static Optional<MetricDefinition> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  private static MetricDefinition define(
      String name,
      MetricType type,
      String unit,
      String help,
      List<String> labelNames,
      Staleness staleness) {
    MetricDefinition definition =
        new MetricDefinition(
            name,
            type,
            unit,
            help,
            labelNames,
            name.startsWith("kafka_"),
            staleness == Staleness.WITHDRAWN);
    if (BY_NAME.put(name, definition) != null) {
      throw new IllegalStateException(name + " is defined twice");
    }
    return definition;
  }
}
