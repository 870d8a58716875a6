package io.streamgauge.agent.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/safety.md says of every field whether it leaves a node, and names tests that there are. */
class SafetyDocumentTest {
  private static final Path ROOT = Path.of("..");
  private static final Path DOCUMENT = ROOT.resolve("docs/safety.md");
  private static final String SWITCH = "streamgauge.rewrite";
  private static final Pattern TEST_NAME = Pattern.compile("`(\\w+(?:Test|IT))`");

  @Test
  void everyFieldOfTheContractHasAKindAndNoOtherHas() {
    assertThat(
            FieldRegister.messages().stream()
                .map(Descriptor::getFields)
                .mapToInt(
                    fields -> {
                      fields.forEach(FieldRegister::kind);
                      return fields.size();
                    })
                .sum())
        .isEqualTo(FieldRegister.size());
  }

  @Test
  void theListOfFieldsIsWhatTheContractSays() throws IOException {
    // Given
    String document = Files.readString(DOCUMENT);
    String before = document.substring(0, document.indexOf(SafetyReference.BEGIN));
    String after =
        document.substring(document.indexOf(SafetyReference.END) + SafetyReference.END.length());
    // When
    String expected = before + SafetyReference.markdown() + after;
    if (Boolean.getBoolean(SWITCH)) {
      Files.writeString(DOCUMENT, expected);
    }
    // Then
    assertThat(document)
        .as("%s; if the change is meant, rewrite it with -D%s=true", DOCUMENT, SWITCH)
        .isEqualTo(expected);
  }

  @Test
  void eachTestThatHoldsAPromiseExists() throws IOException {
    // Given
    Set<String> named =
        TEST_NAME
            .matcher(Files.readString(DOCUMENT))
            .results()
            .map((MatchResult found) -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    // When
    Set<String> existing;
    try (Stream<Path> files = Files.walk(ROOT)) {
      existing =
          files
              .filter(file -> file.toString().contains("/src/test/java/"))
              .map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
              .collect(Collectors.toSet());
    }
    // Then
    assertThat(named).hasSizeGreaterThan(10).isSubsetOf(existing);
  }
}
