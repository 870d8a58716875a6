package io.streamgauge.jobs.bus;

import io.streamgauge.events.v1.Alert;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.Result;
import io.streamgauge.events.v1.TraceSpan;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;

/**
 * The bus as a source and a sink. Our client ids begin with {@code streamgauge-}: by that agents
 * know our own traffic.
 *
 * @param bootstrap {@code host:port,…}
 * @param spansTopic where sampled exchanges go; empty for nowhere
 * @param client further properties of Kafka's clients, security for instance
 */
public record Bus(
    String bootstrap,
    String eventsTopic,
    String resultsTopic,
    String alertsTopic,
    String findingsTopic,
    String spansTopic,
    Properties client) {
  private static final String CLIENT_ID = "streamgauge-jobs";
  private static final String ALERTS = "streamgauge.alerts";
  private static final String FINDINGS = "streamgauge.findings";

  /** With the usual topics of alerts and findings, and no spans. */
  public Bus(String bootstrap, String eventsTopic, String resultsTopic, Properties client) {
    this(bootstrap, eventsTopic, resultsTopic, ALERTS, FINDINGS, "", client);
  }

  /**
   * A job without state reads what the bus still holds, so that it knows as much as it can; one
   * with state goes on where its checkpoint says.
   */
  public KafkaSource<EventBatch> source() {
    return KafkaSource.<EventBatch>builder()
        .setProperties(client)
        .setBootstrapServers(bootstrap)
        .setTopics(eventsTopic)
        .setGroupId(CLIENT_ID)
        .setClientIdPrefix(CLIENT_ID)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new EventBatchDeserializer())
        .build();
  }

  /** Results, for a job of its own that reads them. */
  public KafkaSource<Result> results() {
    return KafkaSource.<Result>builder()
        .setProperties(client)
        .setBootstrapServers(bootstrap)
        .setTopics(resultsTopic)
        .setGroupId(CLIENT_ID + "-alerts")
        .setClientIdPrefix(CLIENT_ID + "-alerts")
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new ResultDeserializer())
        .build();
  }

  /** At least once: an alert that is told twice is the same one. */
  public KafkaSink<Alert> alertSink() {
    return KafkaSink.<Alert>builder()
        .setKafkaProducerConfig(client)
        .setProperty("client.id", CLIENT_ID + "-alerts")
        .setBootstrapServers(bootstrap)
        .setRecordSerializer(new AlertSerializer(alertsTopic))
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .build();
  }

  /** Takes the results that are findings. At least once: one that is told twice is the same one. */
  public KafkaSink<Result> findingSink() {
    return KafkaSink.<Result>builder()
        .setKafkaProducerConfig(client)
        .setProperty("client.id", CLIENT_ID + "-findings")
        .setBootstrapServers(bootstrap)
        .setRecordSerializer(new FindingSerializer(findingsTopic))
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .build();
  }

  /** Whether sampled exchanges go anywhere. */
  public boolean takesSpans() {
    return !spansTopic.isEmpty();
  }

  /** At least once: a span that is told twice has the same id. */
  public KafkaSink<TraceSpan> spanSink() {
    return KafkaSink.<TraceSpan>builder()
        .setKafkaProducerConfig(client)
        .setProperty("client.id", CLIENT_ID + "-spans")
        .setProperty("compression.type", "lz4")
        .setBootstrapServers(bootstrap)
        .setRecordSerializer(new SpanSerializer(spansTopic))
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .build();
  }

  /** At least once: results are idempotent. */
  public KafkaSink<Result> sink() {
    return KafkaSink.<Result>builder()
        .setKafkaProducerConfig(client)
        .setProperty("client.id", CLIENT_ID + "-results")
        .setProperty("compression.type", "lz4")
        .setBootstrapServers(bootstrap)
        .setRecordSerializer(new ResultSerializer(resultsTopic))
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .build();
  }
}
