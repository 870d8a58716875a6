package io.streamgauge.quickstart.cli;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the reference of all commands from their own definitions, as Markdown. */
public final class CliReference {
  private static final String HEAD =
      """
      # Commands

      Generated from the commands' definitions; do not edit. Rewrite with
      `./mvnw -pl quickstart -am test -Dtest=CliReferenceTest -Dsurefire.failIfNoSpecifiedTests=false \
      -Dstreamgauge.rewrite=true`.

      `./streamgauge COMMAND --help` says the same in a terminal. Every option is also an environment
      variable; the command line wins. `--verbose` says on standard error what is being done, `--debug`
      adds stack traces to errors.

      | exit code | meaning |
      |---|---|
      | 0 | done |
      | 1 | a finding, or a failed check |
      | 2 | usage or environment: one line on standard error says what is wrong and what would be right |
      | 130 | interrupted |

      What `read --format jsonl` prints is a contract of its own: [jsonl.md](jsonl.md).
      """;

  private CliReference() {}

  /**
   * The whole document; lines end in line feeds.
   *
   * @param root the command line with all its subcommands
   */
  public static String markdown(CommandLine root) {
    return HEAD
        + root.getSubcommands().values().stream()
            .map(command -> section(command.getCommandSpec()))
            .collect(Collectors.joining());
  }

  private static String section(CommandSpec command) {
    String arguments =
        command.positionalParameters().stream()
            .map(PositionalParamSpec::paramLabel)
            .collect(Collectors.joining(" ", " ", ""));
    List<OptionSpec> options =
        command.options().stream()
            .filter(o -> !o.inherited() && !o.usageHelp() && !o.versionHelp() && !o.hidden())
            .sorted(Comparator.comparing(OptionSpec::longestName))
            .toList();
    return "\n## `%s`\n\n%s\n\n```\n./streamgauge %s%s\n```\n"
            .formatted(
                command.name(),
                text(command.usageMessage().description()),
                command.name() + (options.isEmpty() ? "" : " [OPTIONS]"),
                arguments.stripTrailing())
        + parameters(command)
        + (options.isEmpty() ? "" : "\n| option | environment | effect |\n|---|---|---|\n")
        + options.stream().map(CliReference::row).collect(Collectors.joining());
  }

  private static String parameters(CommandSpec command) {
    return command.positionalParameters().stream()
        .map(p -> "\n`%s`: %s\n".formatted(p.paramLabel(), text(p.description())))
        .collect(Collectors.joining());
  }

  private static String row(OptionSpec option) {
    String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    return "| `%s%s` | `%s` | %s |\n"
        .formatted(
            option.longestName(),
            value.replace("|", "\\|"),
            EnvironmentDefaults.variableName(option.longestName()),
            text(option.description())
                .replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValue()))
                .replace("|", "\\|"));
  }

  private static String text(String... lines) {
    return String.join(" ", lines).replace("%n", " ").replaceAll("\\s+", " ").strip();
  }
}
