package io.streamgauge.exporters.compare;

import static io.streamgauge.exporters.compare.Counterpart.Verdict.BETTER;
import static io.streamgauge.exporters.compare.Counterpart.Verdict.NOT_AVAILABLE;
import static io.streamgauge.exporters.compare.Counterpart.Verdict.SAME;

import io.streamgauge.exporters.compare.Counterpart.Exporter;
import io.streamgauge.exporters.compare.Counterpart.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Metrics of kafka_exporter, Burrow and KMinion as they document them, with what stands for them.
 */
public final class Counterparts {
  private static final String FROM_METADATA =
      "From the Metadata that clients ask for: there while it is younger than 10 min"
          + " (`streamgauge_metadata_age_seconds`).";
  private static final String NOT_ON_THE_WIRE = "Nobody says it on the wire unless somebody asks.";
  private static final String REAL_TRAFFIC =
      "KMinion measures messages of its own. Here real requests are measured.";

  private static final List<Counterpart> ALL = new ArrayList<>();

  static {
    kafkaExporter();
    burrow();
    kminion();
  }

  private Counterparts() {}

  /** All of them, by exporter, in the order of its documentation. */
  public static List<Counterpart> all() {
    return List.copyOf(ALL);
  }

  /** What stands for a metric of any of the exporters; their names are all different. */
  public static Optional<Counterpart> of(String theirs) {
    return ALL.stream().filter(each -> each.theirs().equals(theirs)).findFirst();
  }

  private static void kafkaExporter() {
    Adder add = new Adder(Exporter.KAFKA_EXPORTER, Map.of());
    add.compared("kafka_brokers", "kafka_brokers", SAME, FROM_METADATA);
    add.asked(
        "kafka_broker_info", "kafka_broker_info", SAME, "The same labels; the value is always 1.");
    add.compared("kafka_topic_partitions", "kafka_topic_partitions", SAME, FROM_METADATA);
    add.compared(
        "kafka_topic_partition_current_offset",
        "kafka_topic_partition_current_offset",
        BETTER,
        "The high watermark as of the last second, not of the last poll.");
    add.compared(
        "kafka_topic_partition_oldest_offset",
        "kafka_topic_partition_oldest_offset",
        SAME,
        "As fetches and produces tell it; absent for partitions without any.");
    for (String name :
        List.of(
            "in_sync_replica",
            "leader",
            "leader_is_preferred",
            "replicas",
            "under_replicated_partition")) {
      String metric = "kafka_topic_partition_" + name;
      add.compared(metric, metric, SAME, FROM_METADATA);
    }
    add.compared(
        "kafka_consumergroup_current_offset",
        "kafka_consumergroup_current_offset",
        BETTER,
        "As it was committed, to the second; a transaction's offsets count when it commits.");
    add.compared(
        "kafka_consumergroup_current_offset_sum",
        "kafka_consumergroup_current_offset_sum",
        SAME,
        "Over the partitions whose offset is known.");
    add.compared(
        "kafka_consumergroup_lag",
        "kafka_consumergroup_lag",
        BETTER,
        "The same definition. Never negative, never −1: absent while it is not known. Beside it,"
            + " `streamgauge_consumergroup_lag_seconds` and `…_effective_lag_records`.");
    add.compared(
        "kafka_consumergroup_lag_sum",
        "kafka_consumergroup_lag_sum",
        SAME,
        "Over the partitions whose lag is known.");
    add.compared(
        "kafka_consumergroup_members",
        "kafka_consumergroup_members",
        SAME,
        "As joins, syncs and heartbeats tell it.");
    add.none(
        "kafka_consumergroupzookeeper_lag_zookeeper",
        "Offsets in ZooKeeper do not go through Kafka's protocol; no supported client keeps them"
            + " there.");
    add.asked(
        "kafka_exporter_build_info", "streamgauge_build_info", SAME, "One series per component.");
  }

  private static void burrow() {
    Adder add =
        new Adder(
            Exporter.BURROW, Map.of("cluster", "kafka_cluster", "consumer_group", "consumergroup"));
    add.compared(
        "burrow_kafka_consumer_partition_lag",
        "kafka_consumergroup_lag",
        BETTER,
        "Burrow asks brokers for their offsets every now and then; here both are as of the last"
            + " second.");
    add.asked(
        "burrow_kafka_consumer_lag_total",
        "consumergroup:kafka_lag:sum",
        SAME,
        "A recording rule of `dashboards/rules`.");
    add.asked(
        "burrow_kafka_consumer_status",
        "streamgauge_consumergroup_partitions",
        BETTER,
        "How many partitions are in which status, instead of a number that stands for the worst;"
            + " what each status means beside Burrow's: [status.md](status.md).");
    add.compared(
        "burrow_kafka_consumer_current_offset", "kafka_consumergroup_current_offset", SAME, "");
    add.compared(
        "burrow_kafka_topic_partition_offset", "kafka_topic_partition_current_offset", SAME, "");
  }

  private static void kminion() {
    Adder add =
        new Adder(
            Exporter.KMINION,
            Map.of(
                "group_id", "consumergroup", "topic_name", "topic", "partition_id", "partition"));
    add.asked(
        "kminion_exporter_up",
        "up",
        SAME,
        "Prometheus' own; results that stand still show as `StreamgaugeMetricsStale`.");
    add.none(
        "kminion_exporter_offset_consumer_records_consumed_total",
        "Nothing here consumes `__consumer_offsets`.");
    add.asked(
        "kminion_kafka_broker_info",
        "kafka_broker_info",
        SAME,
        "Without rack and controller; the port is part of `address`.");
    add.asked(
        "kminion_kafka_cluster_info",
        "streamgauge_brokers",
        SAME,
        "The cluster's id is the label `kafka_cluster`; no release of the brokers.");
    add.none("kminion_kafka_broker_log_dir_size_total_bytes", NOT_ON_THE_WIRE);
    add.none("kminion_kafka_topic_log_dir_size_total_bytes", NOT_ON_THE_WIRE);
    add.asked(
        "kminion_kafka_topic_info",
        "kafka_topic_partitions",
        SAME,
        "The count is the value. `kafka_topic_partition_replicas` has the replication factor;"
            + " configuration is not on the wire unless somebody asks.");
    add.compared(
        "kminion_kafka_topic_partition_low_water_mark",
        "kafka_topic_partition_oldest_offset",
        SAME,
        "");
    add.asked(
        "kminion_kafka_topic_low_water_mark_sum",
        "sum by (topic) (kafka_topic_partition_oldest_offset)",
        SAME,
        "");
    add.compared(
        "kminion_kafka_topic_partition_high_water_mark",
        "kafka_topic_partition_current_offset",
        BETTER,
        "As of the last second.");
    add.asked(
        "kminion_kafka_topic_high_water_mark_sum",
        "sum by (topic) (kafka_topic_partition_current_offset)",
        SAME,
        "");
    add.asked(
        "kminion_kafka_consumer_group_info",
        "streamgauge_consumergroup_state",
        SAME,
        "State alone; protocol and coordinator are not labels here.");
    add.compared("kminion_kafka_consumer_group_members", "kafka_consumergroup_members", SAME, "");
    add.none(
        "kminion_kafka_consumer_group_empty_members",
        "Members beyond `streamgauge_autoscale_max_useful_members` are those without work.");
    add.none("kminion_kafka_consumer_group_topic_members", "Members are counted per group.");
    add.none(
        "kminion_kafka_consumer_group_topic_assigned_partitions",
        "`streamgauge_consumergroup_partitions` counts partitions by status.");
    add.compared(
        "kminion_kafka_consumer_group_topic_offset_sum",
        "kafka_consumergroup_current_offset_sum",
        SAME,
        "");
    add.compared(
        "kminion_kafka_consumer_group_topic_partition_lag",
        "kafka_consumergroup_lag",
        BETTER,
        "And in time: `streamgauge_consumergroup_lag_seconds`.");
    add.compared(
        "kminion_kafka_consumer_group_topic_lag", "kafka_consumergroup_lag_sum", BETTER, "");
    add.asked(
        "kminion_kafka_consumer_group_offset_commits_total",
        "streamgauge_consumergroup_commits_total",
        SAME,
        "Both count from their own start.");
    for (String name :
        List.of(
            "messages_produced_total",
            "commits_total",
            "messages_acked_total",
            "messages_received_total")) {
      add.none("kminion_end_to_end_" + name, REAL_TRAFFIC);
    }
    add.asked(
        "kminion_end_to_end_produce_latency_seconds",
        "streamgauge_request_duration_seconds{api=\"Produce\"}",
        BETTER,
        REAL_TRAFFIC);
    add.asked(
        "kminion_end_to_end_commit_latency_seconds",
        "streamgauge_request_duration_seconds{api=\"OffsetCommit\"}",
        BETTER,
        REAL_TRAFFIC);
    add.asked(
        "kminion_end_to_end_roundtrip_latency_seconds",
        "streamgauge_consumergroup_lag_seconds",
        BETTER,
        REAL_TRAFFIC);
  }

  /** Adds metrics of one exporter. */
  private record Adder(Exporter exporter, Map<String, String> labels) {
    /** One whose series say the same of the same. */
    void compared(String theirs, String ours, Verdict verdict, String note) {
      ALL.add(new Counterpart(exporter, theirs, ours, labels, verdict, true, note));
    }

    /** One that has an answer here, by another question. */
    void asked(String theirs, String ours, Verdict verdict, String note) {
      ALL.add(new Counterpart(exporter, theirs, ours, labels, verdict, false, note));
    }

    void none(String theirs, String why) {
      ALL.add(new Counterpart(exporter, theirs, "", labels, NOT_AVAILABLE, false, why));
    }
  }
}
