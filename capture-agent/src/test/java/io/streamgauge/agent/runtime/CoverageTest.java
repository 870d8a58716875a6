package io.streamgauge.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.mapping.MappingOptions;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.agent.testing.KafkaScript;
import io.streamgauge.events.AgentIdentity;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.ListenerRollup;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a listener's coverage is made of: every byte once, lost ones too. */
class CoverageTest {
  private static final int FILE_HEADER = 24;
  private static final int RECORD_HEADER = 16;
  private static final int HEADERS = 14 + 20 + 20;
  private static final int HANDSHAKE = 3;
  private static final int EXCHANGES = 200;
  private static final KafkaDecoder DECODER = KafkaDecoder.builder().build();

  @TempDir private Path folder;

  /** What a listener's rollups add up to, and the last running total. */
  private record Bytes(long decoded, long undecodable, long gap, long runningTotal) {
    long accounted() {
      return decoded + undecodable + gap;
    }
  }

  private static byte[] heartbeats() {
    KafkaScript script = new KafkaScript().open();
    for (int i = 1; i <= EXCHANGES; i++) {
      script.request(
          ApiKeys.HEARTBEAT,
          4,
          i,
          new HeartbeatRequestData().setGroupId("g").setMemberId("m").setGenerationId(1));
      script.response(ApiKeys.HEARTBEAT, 4, i, new HeartbeatResponseData());
    }
    return script.finish().build();
  }

  private static int packetBytes(byte[] capture, int at) {
    return ByteBuffer.wrap(capture).order(ByteOrder.LITTLE_ENDIAN).getInt(at + 8);
  }

  /** The capture without the packets of these numbers, counted from 0. */
  private static byte[] without(byte[] capture, IntPredicate lost) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    rest.write(capture, 0, FILE_HEADER);
    int number = 0;
    for (int at = FILE_HEADER; at < capture.length; number++) {
      int length = RECORD_HEADER + packetBytes(capture, at);
      if (!lost.test(number)) {
        rest.write(capture, at, length);
      }
      at += length;
    }
    return rest.toByteArray();
  }

  private static long payload(byte[] capture) {
    long sum = 0;
    for (int at = FILE_HEADER; at < capture.length; ) {
      int length = packetBytes(capture, at);
      sum += length - HEADERS;
      at += RECORD_HEADER + length;
    }
    return sum;
  }

  private Bytes run(byte[] capture) throws IOException {
    List<EventBatch> batches = new ArrayList<>();
    AgentPipeline pipeline =
        new AgentPipeline(
            new AgentIdentity("agent", 1, "node", "test"),
            PipelineOptions.forFiles(Set.of()),
            MappingOptions.DEFAULTS,
            DECODER,
            batches::add,
            () -> 0);
    Path file = Files.write(folder.resolve("x.pcap"), capture);
    try (CaptureFileSource source = CaptureFileSource.open(file)) {
      pipeline.run(source);
    }
    pipeline.finish();
    Bytes sum = new Bytes(0, 0, 0, 0);
    for (EventBatch batch : batches) {
      for (Event event : batch.getEventsList()) {
        if (event.hasListenerTraffic()) {
          ListenerRollup step = event.getListenerTraffic();
          sum =
              new Bytes(
                  sum.decoded + step.getDecodedBytes(),
                  sum.undecodable + step.getUndecodableBytes(),
                  sum.gap + step.getGapBytes(),
                  step.getAccountedBytesTotal());
        }
      }
    }
    return sum;
  }

  @Test
  void withoutLossEveryByteIsDecoded() throws IOException {
    // Given
    byte[] whole = heartbeats();
    // When
    Bytes bytes = run(whole);
    // Then
    assertThat(bytes).isEqualTo(new Bytes(payload(whole), 0, 0, payload(whole)));
  }

  @Test
  void lostPacketsLowerTheCoverageAndAreAccountedForOnce() throws IOException {
    // Given the whole bytes, and a capture that lacks every tenth packet after the first exchanges
    byte[] whole = heartbeats();
    byte[] lossy = without(whole, n -> n > HANDSHAKE + 20 && n % 10 == 0);
    // When
    Bytes bytes = run(lossy);
    // Then
    long lost = payload(whole) - payload(lossy);
    assertThat(bytes.decoded()).isPositive().isLessThanOrEqualTo(payload(lossy));
    assertThat(bytes.gap()).isPositive().isLessThanOrEqualTo(lost);
    assertThat(bytes.accounted()).isEqualTo(payload(whole)).isEqualTo(bytes.runningTotal());
  }
}
