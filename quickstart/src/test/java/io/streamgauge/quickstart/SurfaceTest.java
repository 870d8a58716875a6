package io.streamgauge.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Commands, options and metrics that others build on stay, or the changelog says that they went
 * (docs/versioning.md). What is new needs no line here before the next release: {@code
 * -Dstreamgauge.rewrite=true} records what there is.
 */
class SurfaceTest {
  private static final Path RECORDED = Path.of("src/test/resources/surface.txt");
  private static final Path CHANGELOG = Path.of("../CHANGELOG.md");
  private static final Pattern REMOVED = Pattern.compile("(?ms)^### Removed$(.*?)(?=^##|\\z)");

  @Test
  void nothingThatOthersBuildOnWentUnsaid() throws IOException {
    List<String> now = surface();
    List<String> recorded = Files.readAllLines(RECORDED);

    assertThat(goneUnsaid(recorded, now, Files.readString(CHANGELOG))).isEmpty();
    assertThat(recorded).hasSizeGreaterThan(200);
    if (Boolean.getBoolean("streamgauge.rewrite")) {
      Files.write(RECORDED, now);
    }
  }

  @Test
  void whatWentIsAllowedWhereItIsSaidUnderRemoved() {
    List<String> recorded = List.of("option agent --bus", "metric kafka_lag gauge records {topic}");
    String said = "### Removed\n- `--bus`, use `--bootstrap`.\n\n### Fixed\n- `kafka_lag`.\n";

    assertThat(goneUnsaid(recorded, List.of(), said)).containsExactly(recorded.get(1));
    assertThat(goneUnsaid(recorded, recorded, "")).isEmpty();
  }

  private static List<String> goneUnsaid(
      List<String> recorded, List<String> now, String changelog) {
    String removed =
        REMOVED
            .matcher(changelog)
            .results()
            .map((MatchResult section) -> section.group(1))
            .collect(Collectors.joining());
    return recorded.stream()
        .filter(line -> !now.contains(line) && !removed.contains("`" + subject(line) + "`"))
        .toList();
  }

  /** {@code --bus} of {@code option agent --bus}; of a metric its name. */
  private static String subject(String line) {
    String[] words = line.split(" ");
    return words[0].equals("metric") ? words[1] : words[words.length - 1];
  }

  private static List<String> surface() {
    List<String> lines = new ArrayList<>();
    for (CommandLine command : Main.commandLine(Map.of()).getSubcommands().values()) {
      String name = command.getCommandName();
      lines.add("command " + name);
      command.getCommandSpec().options().stream()
          .filter(option -> !option.hidden())
          .map(OptionSpec::longestName)
          .sorted()
          .forEach(option -> lines.add("option " + name + " " + option));
    }
    MetricCatalog.all().stream().map(SurfaceTest::line).sorted().forEach(lines::add);
    return lines;
  }

  private static String line(MetricDefinition metric) {
    return "metric %s %s %s {%s}"
        .formatted(
            metric.name(),
            metric.type().name().toLowerCase(Locale.ROOT),
            metric.unit().isEmpty() ? "-" : metric.unit(),
            String.join(",", metric.labelNames()));
  }
}
