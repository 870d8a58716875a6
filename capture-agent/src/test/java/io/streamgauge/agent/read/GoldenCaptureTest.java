package io.streamgauge.agent.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.identity.TopicNames;
import io.streamgauge.agent.pipeline.CapturePipeline;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads each golden capture and compares with what lies beside it. {@code
 * -Dstreamgauge.rewrite=true} writes captures and expectations anew, for review.
 */
class GoldenCaptureTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden");
  private static final boolean REWRITE = Boolean.getBoolean("streamgauge.rewrite");
  private static final KafkaDecoder DECODER = KafkaDecoder.builder().build();

  static Stream<String> names() {
    return GoldenCaptures.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void readsTheCaptureAsExpected(String name) throws IOException {
    // Given
    Path capture = FOLDER.resolve(name + ".pcap");
    Path expected = FOLDER.resolve(name + ".expected.jsonl");
    if (REWRITE) {
      Files.createDirectories(FOLDER);
      Files.write(capture, GoldenCaptures.all().get(name));
    }
    // When
    String lines = read(capture);
    // Then
    if (REWRITE) {
      Files.writeString(expected, lines);
    }
    assertThat(lines).isEqualTo(Files.readString(expected));
  }

  @ParameterizedTest
  @MethodSource("names")
  void theCaptureIsWhatTheScriptMakes(String name) throws IOException {
    assertThat(Files.readAllBytes(FOLDER.resolve(name + ".pcap")))
        .isEqualTo(GoldenCaptures.all().get(name));
  }

  private static String read(Path capture) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TopicNames names = new TopicNames(TopicNames.DEFAULT_LIMIT);
    try (JsonLinesWriter writer = new JsonLinesWriter(out, names);
        CaptureFileSource source = CaptureFileSource.open(capture)) {
      CapturePipeline pipeline =
          new CapturePipeline(
              PipelineOptions.forFiles(Set.of()), DECODER, new ReadObserver(writer, names, false));
      pipeline.run(source);
      pipeline.finish();
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
