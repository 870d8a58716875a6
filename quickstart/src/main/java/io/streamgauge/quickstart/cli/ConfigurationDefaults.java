package io.streamgauge.quickstart.cli;

import io.streamgauge.quickstart.cli.ConfigurationFile.WrongFileException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Defaults from the environment and behind it from the file that {@code --config} names. Picocli
 * asks for defaults after it has read the command line, so the file's name is known by then.
 */
public final class ConfigurationDefaults implements IDefaultValueProvider {
  /** The option that names the file. */
  static final String OPTION = "--config";

  private final EnvironmentDefaults environment;
  private ConfigurationFile file; // null before it was asked for

  /** Defaults from the given variables and from the file that is named there or as an option. */
  public ConfigurationDefaults(EnvironmentDefaults environment) {
    this.environment = environment;
  }

  /** Gives a command the option {@code --config}. */
  public static void offer(CommandLine command) {
    command
        .getCommandSpec()
        .addOption(
            OptionSpec.builder(OPTION)
                .type(Path.class)
                .paramLabel("FILE")
                .description(
                    "Properties file with values for these options, named as here without dashes"
                        + " (docs/configuration.md). The environment wins over it, and the command"
                        + " line over both. Default: none.")
                .build());
  }

  /** Whether a command takes a configuration file. */
  static boolean isOffered(CommandSpec command) {
    return command.findOption(OPTION) != null;
  }

  /** The options of a command that may stand in its configuration file. */
  static List<OptionSpec> configurable(CommandSpec command) {
    return command.options().stream().filter(ConfigurationDefaults::isConfigurable).toList();
  }

  /** {@code --foo-bar} → {@code foo-bar}. */
  static String key(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  @Override
  public String defaultValue(ArgSpec argument) {
    // The file is asked first so that what is wrong in it is said whatever the environment holds.
    String inFile = inFile(argument).orElse(null);
    String inEnvironment = environment.defaultValue(argument);
    return inEnvironment == null ? inFile : inEnvironment;
  }

  /** Where an option that is not on the command line has its value from, in words. */
  Optional<String> origin(ArgSpec argument) {
    Optional<String> variable = environment.variable(argument).map(v -> "the environment's " + v);
    try {
      return variable.isPresent() || inFile(argument).isEmpty()
          ? variable
          : Optional.of("key '" + key((OptionSpec) argument) + "' of " + file.path());
    } catch (ParameterException e) {
      return Optional.empty(); // the file itself is what is wrong, and said already
    }
  }

  private Optional<String> inFile(ArgSpec argument) {
    CommandSpec command = argument.command();
    if (command == null || !isOffered(command) || isHelpRequested(command)) {
      return Optional.empty();
    }
    load(command);
    return file == null || !(argument instanceof OptionSpec option) || !isConfigurable(option)
        ? Optional.empty()
        : file.value(key(option));
  }

  private void load(CommandSpec command) {
    OptionSpec option = command.findOption(OPTION);
    String inEnvironment = environment.defaultValue(option);
    try {
      Path path = option.getValue();
      if (path == null && inEnvironment != null) {
        path = Path.of(inEnvironment);
      }
      if (path == null) {
        file = null;
      } else if (file == null || !file.path().equals(path)) {
        file =
            ConfigurationFile.read(
                path, configurable(command).stream().map(ConfigurationDefaults::key).toList());
      }
    } catch (WrongFileException | InvalidPathException e) {
      throw new ParameterException(command.commandLine(), OPTION + ": " + e.getMessage(), e);
    }
  }

  private static boolean isHelpRequested(CommandSpec command) {
    return command.options().stream()
        .anyMatch(
            option ->
                (option.usageHelp() || option.versionHelp())
                    && Boolean.TRUE.equals(option.getValue()));
  }

  private static boolean isConfigurable(OptionSpec option) {
    return !option.inherited()
        && !option.usageHelp()
        && !option.versionHelp()
        && !option.longestName().equals(OPTION);
  }
}
