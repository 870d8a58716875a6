package io.streamgauge.quickstart.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.streamgauge.agent.mapping.MappingOptions;
import io.streamgauge.agent.mapping.SpanOptions;
import io.streamgauge.agent.publish.BusTopics;
import io.streamgauge.agent.runtime.CaptureAgent;
import io.streamgauge.agent.testing.RequiresCapture;
import io.streamgauge.exporters.ExporterOptions;
import io.streamgauge.exporters.ExporterServer;
import io.streamgauge.exporters.otlp.OtlpSettings;
import io.streamgauge.jobs.JobsRunner;
import io.streamgauge.jobs.bus.Bus;
import io.streamgauge.quickstart.broker.BrokerSettings;
import io.streamgauge.quickstart.broker.EmbeddedBroker;
import io.streamgauge.quickstart.demo.Parts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/**
 * Records of a producer and a consumer that know nothing of tracing, from the wire to a receiver of
 * spans, with each codec.
 */
@RequiresCapture
class TracesIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");
  private static final int RECORDS = 20;

  @Test
  void eachRecordIsATraceFromProduceOverFetchToCommit() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.onFreePorts());
        TraceReceiver receiver = new TraceReceiver()) {
      String bus = broker.telemetryBootstrap();
      Parts.createTopics(bus);
      // Given an agent that follows all records, jobs and an exporter that pass them on
      try (JobsRunner jobs = jobs(bus);
          ExporterServer exporter = exporter(bus, receiver);
          CaptureAgent agent = agent(broker, bus)) {
        // When records are produced, consumed and committed
        String observed = broker.observedBootstrap();
        createTopics(observed);
        for (String codec : CODECS) {
          produce(observed, codec);
          consume(observed, codec);
        }

        // Then
        for (String codec : CODECS) {
          await(codec)
              .atMost(PATIENCE)
              .untilAsserted(() -> eachRecordIsATrace(receiver, topic(codec)));
        }
        assertThat(agent.ended()).isNotDone();
        assertThat(jobs.isRunning()).isTrue();
        await("results, too").atMost(PATIENCE).until(exporter::ready);
      }
    }
  }

  private static void eachRecordIsATrace(TraceReceiver receiver, String topic) {
    Map<ByteString, Span> sent = byTrace(receiver.named("send " + topic));
    Map<ByteString, Span> polled = byTrace(receiver.named("poll " + topic));
    Map<ByteString, Span> committed = byTrace(receiver.named("commit " + topic));
    assertThat(sent).hasSize(RECORDS);
    assertThat(polled).hasSize(RECORDS);
    assertThat(committed).hasSize(RECORDS);
    sent.forEach(
        (trace, send) -> {
          Span poll = polled.get(trace);
          Span commit = committed.get(trace);
          assertThat(poll.getParentSpanId()).isEqualTo(send.getSpanId());
          assertThat(commit.getParentSpanId()).isEqualTo(poll.getSpanId());
          // The broker had the record before the consumer, and the consumer before it was done
          // with it. Ends are compared: an answer is a round trip of two processes behind a
          // request,
          // longer than packets on a loopback may seem to come in the wrong order.
          assertThat(send.getStartTimeUnixNano()).isLessThan(send.getEndTimeUnixNano());
          assertThat(poll.getEndTimeUnixNano()).isGreaterThan(send.getStartTimeUnixNano());
          assertThat(commit.getEndTimeUnixNano()).isGreaterThan(poll.getEndTimeUnixNano());
        });
  }

  private static Map<ByteString, Span> byTrace(List<Span> spans) {
    return spans.stream().collect(Collectors.toMap(Span::getTraceId, span -> span));
  }

  private static String topic(String codec) {
    return "orders-" + codec;
  }

  private static CaptureAgent agent(EmbeddedBroker broker, String bus) throws Exception {
    String observed = broker.observedBootstrap();
    int port = Integer.parseInt(observed.substring(observed.indexOf(':') + 1));
    SpanOptions all = new SpanOptions(1, Duration.ofMinutes(1), 10_000);
    return Parts.agent("node-1", port, bus, MappingOptions.DEFAULTS.withSpans(all));
  }

  private static JobsRunner jobs(String bus) throws Exception {
    return Parts.jobs(
        new Bus(
            bus,
            BusTopics.EVENTS,
            BusTopics.RESULTS,
            BusTopics.ALERTS,
            BusTopics.FINDINGS,
            BusTopics.SPANS,
            new Properties()));
  }

  private static ExporterServer exporter(String bus, TraceReceiver receiver) throws Exception {
    ExporterOptions plain =
        ExporterOptions.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), bus);
    ExporterOptions pushing =
        plain.withOtlp(
            OtlpSettings.to(receiver.url(), OtlpSettings.Protocol.GRPC).withSpans(BusTopics.SPANS));
    return new ExporterServer(pushing, Clock.systemUTC());
  }

  private static void createTopics(String bootstrap) throws Exception {
    try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
      admin
          .createTopics(
              CODECS.stream().map(codec -> new NewTopic(topic(codec), 1, (short) 1)).toList())
          .all()
          .get();
    }
  }

  private static void produce(String bootstrap, String codec) throws Exception {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrap, "client.id", "shop", "compression.type", codec);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < RECORDS; i++) {
        var unused = producer.send(new ProducerRecord<>(topic(codec), new byte[100]));
        if (i % 7 == 0) {
          producer.flush();
        }
      }
    }
  }

  /**
   * Commits before it reads, too: what a commit adds is told only if the one before it was seen.
   */
  private static void consume(String bootstrap, String codec) {
    TopicPartition partition = new TopicPartition(topic(codec), 0);
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "client.id",
            "billing-1",
            "group.id",
            "billing",
            "enable.auto.commit",
            false);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.commitSync(Map.of(partition, new OffsetAndMetadata(0)));
      consumer.seekToBeginning(List.of(partition));
      while (consumer.position(partition) < RECORDS) {
        consumer.poll(Duration.ofMillis(100));
      }
      consumer.commitSync();
    }
  }
}
