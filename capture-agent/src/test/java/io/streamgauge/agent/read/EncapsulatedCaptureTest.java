package io.streamgauge.agent.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.identity.TopicNames;
import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.pipeline.CapturePipeline;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.agent.testing.Wrapping;
import io.streamgauge.agent.testing.Wrappings;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden captures give the same exchanges when every packet of theirs is wrapped or cut. */
class EncapsulatedCaptureTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden");
  private static final KafkaDecoder DECODER = KafkaDecoder.builder().build();
  private static final List<String> CAPTURES =
      List.of("01-fetch-v12-ok", "05-produce-v9-ok-and-error", "09-list-offsets-v7-ipv6");

  private int identification;

  static Stream<Arguments> wrapped() {
    return CAPTURES.stream()
        .flatMap(name -> Wrappings.all().keySet().stream().map(kind -> Arguments.of(name, kind)));
  }

  static Stream<String> captures() {
    return CAPTURES.stream();
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("wrapped")
  void whatIsWrappedIsReadAsIfItWereNot(String name, String kind) throws IOException {
    UnaryOperator<byte[]> wrapping = Wrappings.all().get(kind);

    String lines = read(name, (frame, next) -> next.onFrame(wrapping.apply(frame)));

    assertThat(lines).isEqualTo(expected(name));
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("wrapped")
  void whatIsSeenInsideAndOutsideOfATunnelCountsOnce(String name, String kind) throws IOException {
    UnaryOperator<byte[]> wrapping = Wrappings.all().get(kind);

    String lines =
        read(
            name,
            (frame, next) -> {
              next.onFrame(frame);
              next.onFrame(wrapping.apply(frame));
            });

    assertThat(lines).isEqualTo(expected(name));
  }

  @ParameterizedTest
  @MethodSource("captures")
  void whatIsCutIntoFragmentsIsReadAsIfItWereNot(String name) throws IOException {
    String lines =
        read(
            name,
            (frame, next) ->
                Wrapping.fragments(frame, 40, identification++).forEach(next::onFrame));

    assertThat(lines).isEqualTo(expected(name));
  }

  private interface Frames {
    void onFrame(byte[] frame);
  }

  private static String expected(String name) throws IOException {
    return Files.readString(FOLDER.resolve(name + ".expected.jsonl"));
  }

  private static String read(String name, BiConsumer<byte[], Frames> change) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TopicNames names = new TopicNames(TopicNames.DEFAULT_LIMIT);
    try (JsonLinesWriter writer = new JsonLinesWriter(out, names);
        CaptureFileSource source = CaptureFileSource.open(FOLDER.resolve(name + ".pcap"))) {
      CapturePipeline pipeline =
          new CapturePipeline(
              PipelineOptions.forFiles(Set.of()), DECODER, new ReadObserver(writer, names, false));
      source.run(changed(pipeline, change));
      pipeline.finish();
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static PacketHandler changed(
      CapturePipeline pipeline, BiConsumer<byte[], Frames> change) {
    return (timestampNanos, linkType, buffer, offset, captured, wire) -> {
      byte[] frame = new byte[captured];
      buffer.get(offset, frame);
      change.accept(
          frame,
          bytes ->
              pipeline.onPacket(
                  timestampNanos,
                  LinkType.ETHERNET,
                  ByteBuffer.wrap(bytes),
                  0,
                  bytes.length,
                  bytes.length));
    };
  }
}
