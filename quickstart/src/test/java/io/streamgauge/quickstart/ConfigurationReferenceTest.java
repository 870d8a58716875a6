package io.streamgauge.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.quickstart.cli.ConfigurationReference;
import io.streamgauge.quickstart.cli.OptionValues;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** docs/configuration.md says what the commands say, and the ranges in it are theirs. */
class ConfigurationReferenceTest {
  private static final Path REFERENCE = Path.of("../docs/configuration.md");
  private static final List<String> PROCESSES = List.of("agent", "jobs", "exporter", "seed");

  @Test
  void theCheckedInReferenceIsWhatTheCommandsSay() throws IOException {
    String reference = ConfigurationReference.markdown(Main.commandLine(Map.of()));
    if (Boolean.getBoolean("streamgauge.rewrite")) {
      Files.writeString(REFERENCE, reference);
    }

    assertThat(REFERENCE).hasContent(reference);
  }

  @Test
  void everyNumberHasARange() {
    for (String process : PROCESSES) {
      List<String> numbers =
          command(process).getCommandSpec().options().stream()
              .filter(ConfigurationReferenceTest::isNumber)
              .map(OptionSpec::longestName)
              .toList();

      assertThat(OptionValues.ranges(process).keySet()).as(process).containsAll(numbers);
    }
  }

  @Test
  void everyRangeIsOfAnOption() {
    for (String process : PROCESSES) {
      List<String> options =
          command(process).getCommandSpec().options().stream()
              .map(OptionSpec::longestName)
              .toList();

      assertThat(options).as(process).containsAll(OptionValues.ranges(process).keySet());
    }
  }

  static Stream<Arguments> outside() {
    return PROCESSES.stream()
        .flatMap(
            process ->
                OptionValues.ranges(process).entrySet().stream()
                    .flatMap(
                        range ->
                            range.getValue().refused().stream()
                                .map(value -> Arguments.of(process, range.getKey(), value))));
  }

  @ParameterizedTest(name = "{0} {1}={2}")
  @MethodSource("outside")
  void whatIsOutsideItsRangeIsRefusedInOneLine(String process, String option, String value) {
    StringWriter err = new StringWriter();

    int code =
        Main.commandLine(Map.of())
            .setErr(new PrintWriter(err))
            .execute(process, option + "=" + value);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains(option);
  }

  private static CommandLine command(String name) {
    return Main.commandLine(Map.of()).getSubcommands().get(name);
  }

  private static boolean isNumber(OptionSpec option) {
    Class<?> type = option.auxiliaryTypes()[0];
    return type == int.class || type == double.class || type == long.class || type == Integer.class;
  }
}
