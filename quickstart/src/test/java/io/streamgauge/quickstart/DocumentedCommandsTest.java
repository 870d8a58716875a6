package io.streamgauge.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every {@code ./streamgauge …} that a document shows is a command with options that there are. */
class DocumentedCommandsTest {
  private static final List<Path> DOCUMENTS =
      Stream.of(
              "README.md",
              "SECURITY.md",
              "CONTRIBUTING.md",
              "dashboards/README.md",
              "docs/architecture.md",
              "docs/migrate.md",
              "docs/operations.md",
              "docs/otlp.md",
              "docs/overrides.md",
              "docs/runbook.md",
              "docs/safety.md",
              "docs/scaling.md",
              "docs/versioning.md")
          .map(Path.of("..")::resolve)
          .toList();

  /** A line of a fenced block, or a code span, which may run over the end of a line. */
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?m)^ *(?:/opt/streamgauge|\\.)/streamgauge ([^\\n]+)$|`\\./streamgauge ([^`]+)`");

  private static final Pattern OPTION = Pattern.compile("`(--[a-z][a-z-]*)[^`]*`");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  static Stream<Arguments> commands() {
    return DOCUMENTS.stream()
        .flatMap(
            document ->
                COMMAND
                    .matcher(text(document))
                    .results()
                    .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                    .distinct()
                    .flatMap(DocumentedCommandsTest::alternatives)
                    .map(command -> Arguments.of(document.toString(), command)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("commands")
  void aDocumentedCommandParses(String document, String command) {
    CommandLine streamgauge = Main.commandLine(Map.of());
    String[] words = words(command);

    if (words.length == 1) { // a name in a sentence, without what it requires
      assertThat(streamgauge.getSubcommands()).containsKey(words[0]);
    } else {
      assertThatCode(() -> streamgauge.parseArgs(words)).doesNotThrowAnyException();
    }
  }

  @Test
  void theReadmeShowsTheCommandsThatOneBeginsWith() {
    assertThat(commands().map(shown -> shown.get()[1]))
        .contains("demo", "read FILE", "analyze FILE", "topics check");
  }

  @Test
  void everyOptionThatTheReadmeNamesIsThere() {
    List<String> options =
        Main.commandLine(Map.of()).getSubcommands().values().stream()
            .flatMap(command -> command.getCommandSpec().optionsMap().keySet().stream())
            .toList();
    List<String> named =
        OPTION
            .matcher(text(DOCUMENTS.get(0)))
            .results()
            .map(found -> found.group(1).replaceFirst("-$", ""))
            .distinct()
            .toList();

    assertThat(named).contains("--config", "--owns");
    assertThat(options).containsAll(named);
  }

  /** A backslash goes on with the command in the next line. */
  private static String text(Path document) {
    try {
      return Files.readString(document).replaceAll("\\\\\n *", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code create|check} is two commands; in tables the bar is escaped. */
  private static Stream<String> alternatives(String shown) {
    String command = shown.replaceAll("\\s+", " ").replace("\\|", "|").replace("…", "").strip();
    List<String> all = new ArrayList<>(List.of(""));
    for (String word : command.split(" ")) {
      all =
          all.stream()
              .flatMap(
                  begun -> Arrays.stream(word.split("\\|")).map(a -> (begun + " " + a).strip()))
              .toList();
    }
    return all.stream();
  }

  private static String[] words(String command) {
    return WORD.matcher(command).results().map(DocumentedCommandsTest::word).toArray(String[]::new);
  }

  private static String word(MatchResult found) {
    return found.group(1) == null ? found.group(2) : found.group(1);
  }
}
