package io.streamgauge.exporters.otlp;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.MetricType;
import io.streamgauge.events.v1.Label;
import io.streamgauge.events.v1.SpanSampled;
import io.streamgauge.events.v1.TraceSpan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What things are called in OpenTelemetry. The conventions for messaging are still in development
 * (https://opentelemetry.io/docs/specs/semconv/messaging/), so their names are in this class alone.
 *
 * <p>Metrics keep the names of the catalogue. Labels for which there is a convention are called by
 * it, the others keep their name.
 */
final class SemanticNames {
  static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
  static final AttributeKey<String> SERVICE_VERSION = AttributeKey.stringKey("service.version");

  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
  private static final AttributeKey<String> SERVER_ADDRESS =
      AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");
  private static final String CLUSTER = "kafka_cluster";
  private static final String SECONDS = "_seconds";

  private static final Map<String, AttributeKey<String>> ATTRIBUTES =
      Map.of(
          "topic", AttributeKey.stringKey("messaging.destination.name"),
          "partition", AttributeKey.stringKey("messaging.destination.partition.id"),
          "consumergroup", AttributeKey.stringKey("messaging.consumer.group.name"),
          "client_id", AttributeKey.stringKey("messaging.client.id"));

  private static final Map<SpanSampled.Kind, String> OPERATION_TYPES =
      Map.of(
          SpanSampled.Kind.SEND, "send",
          SpanSampled.Kind.POLL, "receive",
          SpanSampled.Kind.COMMIT, "settle");

  /** By the name in the catalogue: the name that OpenTelemetry's Kafka receiver made common. */
  private static final Map<String, String> ALIASES =
      Map.of(
          "kafka_consumergroup_lag", "kafka.consumer_group.lag",
          "kafka_consumergroup_lag_sum", "kafka.consumer_group.lag_sum",
          "kafka_consumergroup_current_offset", "kafka.consumer_group.offset",
          "kafka_consumergroup_members", "kafka.consumer_group.members",
          "kafka_topic_partition_current_offset", "kafka.partition.current_offset",
          "kafka_topic_partition_oldest_offset", "kafka.partition.oldest_offset");

  private SemanticNames() {}

  /**
   * The name of a metric. Histograms are pushed in the nanoseconds that they were counted in, whose
   * buckets have no counterpart in seconds: theirs loses its {@code _seconds}.
   */
  static String nameOf(MetricDefinition metric) {
    return isNanos(metric)
        ? metric.name().substring(0, metric.name().length() - SECONDS.length())
        : metric.name();
  }

  /** The other name of a metric, if it has one. */
  static Optional<String> aliasOf(MetricDefinition metric) {
    return Optional.ofNullable(ALIASES.get(metric.name()));
  }

  /** The unit of a metric, in UCUM. */
  static String unitOf(MetricDefinition metric) {
    if (isNanos(metric)) {
      return "ns";
    }
    return switch (metric.unit()) {
      case "seconds" -> "s";
      case "bytes" -> "By";
      case "ratio", "" -> "1";
      default -> "{" + metric.unit() + "}";
    };
  }

  /** The unit under the other name. */
  static String aliasUnitOf(MetricDefinition metric) {
    return metric.unit().equals("members") ? "{member}" : "{record}";
  }

  private static boolean isNanos(MetricDefinition metric) {
    return metric.type() == MetricType.HISTOGRAM && metric.name().endsWith(SECONDS);
  }

  /** The labels of a series. */
  static Attributes attributesOf(List<Label> labels) {
    AttributesBuilder attributes = Attributes.builder();
    for (Label label : labels) {
      String name = label.getName();
      if (name.equals(CLUSTER)) {
        attributes.put(SYSTEM, "kafka");
      }
      switch (name) {
        case "error" -> error(attributes, label.getValue());
        case "broker" -> broker(attributes, label.getValue());
        default ->
            attributes.put(
                ATTRIBUTES.getOrDefault(name, AttributeKey.stringKey(name)), label.getValue());
      }
    }
    return attributes.build();
  }

  /** What a span tells, where there is a convention for it. */
  static Attributes spanAttributes(String operation, TraceSpan span) {
    AttributesBuilder attributes =
        Attributes.builder()
            .put(SYSTEM, "kafka")
            .put(CLUSTER, span.getCluster())
            .put("messaging.operation.name", operation)
            .put("messaging.operation.type", OPERATION_TYPES.get(span.getKind()));
    broker(attributes, span.getBroker());
    putUnlessEmpty(attributes, "client_id", span.getClientId());
    putUnlessEmpty(attributes, "consumergroup", span.getGroup());
    if (!span.getTopic().isEmpty()) {
      putUnlessEmpty(attributes, "topic", span.getTopic());
      putUnlessEmpty(attributes, "partition", Integer.toUnsignedString(span.getPartition()));
    }
    if (span.getOffset() >= 0) {
      attributes.put("messaging.kafka.offset", span.getOffset());
    }
    if (span.getRecords() > 0) {
      attributes.put("messaging.batch.message_count", span.getRecords());
    }
    if (!span.getError().isEmpty()) {
      error(attributes, span.getError());
    }
    return attributes.build();
  }

  private static void putUnlessEmpty(AttributesBuilder attributes, String label, String value) {
    if (!value.isEmpty()) {
      attributes.put(ATTRIBUTES.get(label), value);
    }
  }

  /** The convention: what went well has no type of error. */
  private static void error(AttributesBuilder attributes, String name) {
    if (!name.equals("NONE")) {
      attributes.put(ERROR_TYPE, name);
    }
  }

  /** A broker whose id is not known yet is called by its address. */
  private static void broker(AttributesBuilder attributes, String broker) {
    int colon = broker.lastIndexOf(':');
    if (colon > 0 && broker.substring(colon + 1).matches("\\d{1,5}")) {
      attributes.put(SERVER_ADDRESS, broker.substring(0, colon).replaceAll("^\\[|]$", ""));
      attributes.put(SERVER_PORT, Long.parseLong(broker.substring(colon + 1)));
    } else {
      attributes.put("broker", broker);
    }
  }
}
