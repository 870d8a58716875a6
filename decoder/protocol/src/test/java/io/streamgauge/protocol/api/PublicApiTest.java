package io.streamgauge.protocol.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What semantic versioning speaks of. {@code -Dstreamgauge.rewrite=true} writes the listing anew: a
 * line that went or changed is a breaking change and belongs in CHANGELOG.md.
 */
class PublicApiTest {
  private static final Path SNAPSHOT = Path.of("src/test/resources/api.txt");
  private static final Path EXAMPLE =
      Path.of("src/test/java/io/streamgauge/protocol/api/DecodeCapture.java");
  private static final Path PAGE = Path.of("../../docs/library.md");

  private final ApiListing api = new ApiListing(Path.of("target/classes"));

  @Test
  void onlyTheseFourPackagesAreExported() throws Exception {
    assertThat(api.exportedPackages())
        .containsExactly(
            "io.streamgauge.protocol.details",
            "io.streamgauge.protocol.details.value",
            "io.streamgauge.protocol.detect",
            "io.streamgauge.protocol.exchange");
  }

  @Test
  void theSignaturesAreThoseThatWerePublished() throws Exception {
    List<String> lines = api.lines();
    if (Boolean.getBoolean("streamgauge.rewrite")) {
      Files.write(SNAPSHOT, lines);
    }

    assertThat(lines).containsExactlyElementsOf(Files.readAllLines(SNAPSHOT));
  }

  @Test
  void theExampleOnThePageIsTheOneThatRuns() throws Exception {
    String source = Files.readString(EXAMPLE);
    String example =
        source.substring(source.indexOf("// begin\n") + 9, source.indexOf("// end")).strip();

    assertThat(Files.readString(PAGE)).contains("```java\n" + example + "\n```");
  }

  @Test
  void theExampleDecodesInTwentyLines() throws Exception {
    List<String> source = Files.readAllLines(EXAMPLE);
    int from = source.indexOf("  public static void main(String[] file) throws IOException {") + 1;
    String body =
        source.subList(from, source.indexOf("  }")).stream()
            .map(String::strip)
            .collect(Collectors.joining("\n"));

    assertThat(body.lines().count()).isLessThanOrEqualTo(20);
  }
}
