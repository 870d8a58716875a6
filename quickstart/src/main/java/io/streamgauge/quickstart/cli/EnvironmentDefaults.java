package io.streamgauge.quickstart.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Gives every option an environment variable: {@code --foo-bar} takes its default from {@code
 * STREAMGAUGE_FOO_BAR}. The command line wins; an empty variable counts as unset.
 */
public final class EnvironmentDefaults implements IDefaultValueProvider {
  private static final String PREFIX = "STREAMGAUGE_";

  private final Map<String, String> environment;

  /** Defaults from the given variables, as {@link System#getenv()} gives them. */
  public EnvironmentDefaults(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public String defaultValue(ArgSpec argument) {
    return variable(argument).map(environment::get).orElse(null);
  }

  /** The variable that is set for this option and not empty, if there is one. */
  Optional<String> variable(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
      return Optional.empty();
    }
    String name = variableName(option.longestName());
    return environment.getOrDefault(name, "").isEmpty() ? Optional.empty() : Optional.of(name);
  }

  /** Whether the variable of a flag is set to {@code true}. */
  boolean isTrue(String flag) {
    return Boolean.parseBoolean(environment.get(variableName(flag)));
  }

  /** {@code --foo-bar} → {@code STREAMGAUGE_FOO_BAR}. */
  static String variableName(String option) {
    return PREFIX + option.replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
