package io.streamgauge.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.tcp.Endpoint;
import io.streamgauge.agent.testing.KafkaScript;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What else is found on a broker's port: counted for what it is, and nothing else. */
class OtherProtocolsTest {
  private static final KafkaDecoder DECODER = KafkaDecoder.builder().build();

  @TempDir private Path folder;
  private int kafkaConnections;
  private long opaqueBytes;

  private final ExchangeObserver observer =
      new ExchangeObserver() {
        @Override
        public ConnectionObserver onConnection(Connection connection) {
          kafkaConnections++;
          return new Silent();
        }

        @Override
        public void onOpaqueBytes(Endpoint broker, long bytes) {
          opaqueBytes += bytes;
        }
      };

  private static final class Silent implements ConnectionObserver {
    @Override
    public void onExchange(Exchange exchange) {}

    @Override
    public void onAnomaly(Anomaly anomaly) {}
  }

  private CapturePipeline run(byte[] capture) throws IOException {
    CapturePipeline pipeline =
        new CapturePipeline(PipelineOptions.forFiles(Set.of(9092)), DECODER, observer);
    Path file = Files.write(folder.resolve("x.pcap"), capture);
    try (CaptureFileSource source = CaptureFileSource.open(file)) {
      pipeline.run(source);
    }
    return pipeline;
  }

  private static byte[] ascii(String text) {
    return text.replace("~", "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "an HTTP health check, GET /health HTTP/1.1~Host: broker:9092~~, HTTP/1.1 400 Bad Request~~",
    "Redis, *1~$4~PING~, +PONG~",
    "a line of text, hello~, what?~"
  })
  void isNoKafkaAndCountedAsOther(String what, String request, String answer) throws IOException {
    byte[] asked = ascii(request);
    byte[] answered = ascii(answer);
    KafkaScript script = new KafkaScript().open();
    for (int i = 0; i < 100; i++) {
      script.clientBytes(asked).brokerBytes(answered);
    }

    CapturePipeline pipeline = run(script.finish().build());
    pipeline.finish();

    assertThat(kafkaConnections).as("neither exchanges nor anomalies").isZero();
    assertThat(pipeline.totals().otherBytes()).isEqualTo(100L * (asked.length + answered.length));
    assertThat(pipeline.totals().kafkaBytes()).isZero();
    assertThat(opaqueBytes).isZero();
  }

  @Test
  void tlsIsOpaqueAndCountedByTheByte() throws IOException {
    // Given a ClientHello, a ServerHello and application data with the bytes of a Kafka request
    HexFormat hex = HexFormat.of();
    byte[] hello = hex.parseHex("16030100050100000100");
    byte[] answer = hex.parseHex("16030300050200000100");
    byte[] data = hex.parseHex("17030300140000001000030008000000010003617070000000000000");
    KafkaScript script = new KafkaScript().open().clientBytes(hello).brokerBytes(answer);

    CapturePipeline pipeline = run(script.clientBytes(data).finish().build());
    pipeline.finish();

    assertThat(kafkaConnections).isZero();
    assertThat(pipeline.totals().opaqueConnections()).isEqualTo(1);
    assertThat(pipeline.totals().opaqueBytes())
        .isEqualTo(opaqueBytes)
        .isEqualTo(hello.length + answer.length + data.length);
    assertThat(pipeline.totals().otherBytes()).isZero();
  }

  private static KafkaScript beat(KafkaScript script, boolean answers) {
    for (int i = 1; i <= 3; i++) {
      script.request(ApiKeys.HEARTBEAT, 4, i, new HeartbeatRequestData().setGroupId("g"));
      if (answers) {
        script.response(ApiKeys.HEARTBEAT, 4, i, new HeartbeatResponseData());
      }
    }
    return script;
  }

  @Test
  void aConnectionOfWhichOneDirectionIsSeenIsCountedUntilItEndsOrTheOtherComes()
      throws IOException {
    CapturePipeline open = run(beat(new KafkaScript(), false).build());
    assertThat(open.totals().openFlows()).isEqualTo(1);
    assertThat(open.totals().halfSeenFlows()).isEqualTo(1);

    open.finish();
    assertThat(open.totals().halfSeenFlows()).isZero();

    CapturePipeline whole = run(beat(new KafkaScript(), true).build());
    assertThat(whole.totals().openFlows()).isEqualTo(1);
    assertThat(whole.totals().halfSeenFlows()).isZero();
  }
}
