package io.streamgauge.quickstart.cli;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the reference of every process' configuration from the commands' own definitions. */
public final class ConfigurationReference {
  private static final Pattern DEFAULT =
      Pattern.compile("\\s*\\(?[Dd]efault: (?<value>.+?)\\)?\\.?$");

  private static final String HEAD =
      """
      # Configuration

      Generated from the commands' definitions; do not edit. Rewrite with
      `./mvnw -pl quickstart -am test -Dtest=ConfigurationReferenceTest -Dsurefire.failIfNoSpecifiedTests=false \
      -Dstreamgauge.rewrite=true`.

      A value comes from the first of these that has one:

      1. the command line: `--bootstrap bus:9092`;
      2. the environment: `STREAMGAUGE_BOOTSTRAP=bus:9092`;
      3. the file that `--config FILE` (or `STREAMGAUGE_CONFIG`) names: `bootstrap = bus:9092`;
      4. the default.

      The file is a Java properties file in UTF-8; its keys are the keys below, each once. Several values stand
      in one line, with commas; a flag is `true` or `false`; an empty value counts as unset, in the environment
      too, and a backslash is written twice. Paths are relative to the folder that the process was started in. Each
      process has a file of its own:

      ```
      # agent.properties
      bootstrap = bus-1:9092,bus-2:9092
      command-config = /etc/streamgauge/bus.properties
      port = 9092,9095
      discover = true
      ```

      What is wrong is said at the start, in one line on standard error, with the file and the key or with the
      variable, and the process exits with 2: a file that cannot be read, a key that is no option, a key that
      comes twice, a value outside its range. The file is read once; a change takes a restart.

      **Secrets stand in no option.** Options name files that hold them (`command-config`, `privacy-key`,
      `tls-key`, `users`, …), so that they are not in a process list, an environment or a configuration file.
      TLS and SASL to the bus are ordinary settings of Kafka's clients, in the file that `command-config` names.

      `--verbose` and `--debug` (`STREAMGAUGE_VERBOSE`, `STREAMGAUGE_DEBUG`) go with every command and stand in
      no file. Colours are left out where `NO_COLOR` is set and not empty. `STREAMGAUGE_JAVA_OPTS` is for the
      JVM that the launcher starts. Other commands: [cli.md](cli.md).
      """;

  private ConfigurationReference() {}

  /**
   * The whole document; lines end in line feeds.
   *
   * @param root the command line with all its subcommands
   */
  public static String markdown(CommandLine root) {
    return HEAD
        + root.getSubcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(ConfigurationDefaults::isOffered)
            .map(ConfigurationReference::section)
            .collect(Collectors.joining());
  }

  private static String section(CommandSpec command) {
    return "\n## `%s`\n\n| key | environment | default | values | effect |\n|---|---|---|---|---|\n"
            .formatted(command.name())
        + ConfigurationDefaults.configurable(command).stream()
            .sorted(Comparator.comparing(OptionSpec::longestName))
            .map(option -> row(command.name(), option))
            .collect(Collectors.joining());
  }

  private static String row(String command, OptionSpec option) {
    String description =
        String.join(" ", option.description())
            .replace("%n", " ")
            .replaceAll("\\s+", " ")
            .replace("|", "\\|")
            .strip();
    Matcher matcher = DEFAULT.matcher(description);
    boolean told = matcher.find();
    return "| `%s` | `%s` | %s | %s | %s |\n"
        .formatted(
            ConfigurationDefaults.key(option),
            EnvironmentDefaults.variableName(option.longestName()),
            told ? matcher.group("value") : untold(option),
            OptionValues.text(command, option),
            told ? sentence(description.substring(0, matcher.start())) : description);
  }

  /** The default where the description says none. */
  private static String untold(OptionSpec option) {
    return option.required() ? "required" : option.arity().max() == 0 ? "false" : "none";
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }
}
