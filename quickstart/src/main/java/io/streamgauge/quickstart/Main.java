package io.streamgauge.quickstart;

import io.streamgauge.quickstart.cli.ConfigurationDefaults;
import io.streamgauge.quickstart.cli.EnvironmentDefaults;
import io.streamgauge.quickstart.cli.Errors;
import io.streamgauge.quickstart.cli.Logging;
import io.streamgauge.quickstart.cli.ManifestVersion;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The {@code streamgauge} command. */
@Command(
    name = "streamgauge",
    description = "Measures Kafka from the wire: who talks to it, how fast, and how far behind.",
    mixinStandardHelpOptions = true,
    versionProvider = ManifestVersion.class,
    scope = ScopeType.INHERIT,
    footer = {
      "",
      "Each option --foo-bar is also the environment variable STREAMGAUGE_FOO_BAR; agent, jobs,",
      "exporter and seed read foo-bar from a file, too (--config). The command line wins.",
      "Exit codes: 0 done, 1 a finding or a failed check, 2 usage or environment, 130 interrupted."
    })
public final class Main {
  /** What runs for long, and what has an agent's options. */
  private static final List<String> CONFIGURABLE = List.of("agent", "jobs", "exporter", "seed");

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Say on standard error what is being done.")
  private boolean verbose;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Log everything, and show stack traces with errors.")
  private boolean debug;

  private Main() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs one command, with the environment's defaults; returns its exit code. */
  public static int run(String... args) {
    return commandLine(System.getenv(), args.length == 0 ? "" : args[0]).execute(args);
  }

  /** The whole command tree, with the given environment variables as defaults. */
  static CommandLine commandLine(Map<String, String> environment) {
    return commandLine(environment, name -> true);
  }

  /**
   * What the first argument needs: a command alone where it names one that does not look at the
   * others, because reading the options of all takes longer than reading a small capture.
   */
  static CommandLine commandLine(Map<String, String> environment, String first) {
    boolean alone =
        !first.equals(Commands.COMPLETION)
            && Commands.NAMES.contains(first)
            && Commands.find(first).isPresent();
    return commandLine(environment, name -> !alone || name.equals(first));
  }

  private static CommandLine commandLine(
      Map<String, String> environment, Predicate<String> wanted) {
    Main main = new Main();
    CommandLine root = new CommandLine(main);
    for (String name : Commands.NAMES) {
      if (wanted.test(name)) {
        Commands.find(name).ifPresent(command -> offer(root, name, command));
      }
    }
    return prepare(root, environment).setExecutionStrategy(main::execute);
  }

  private static void offer(CommandLine root, String name, Class<?> type) {
    CommandLine command = new CommandLine(type);
    root.addSubcommand(name, command);
    if (CONFIGURABLE.contains(name)) {
      ConfigurationDefaults.offer(command);
    }
  }

  /** What holds for every command: defaults from environment and file, one-line errors. */
  static CommandLine prepare(CommandLine command, Map<String, String> environment) {
    EnvironmentDefaults variables = new EnvironmentDefaults(environment);
    ConfigurationDefaults defaults = new ConfigurationDefaults(variables);
    Errors errors = new Errors(variables, defaults);
    return command
        .setColorScheme(CommandLine.Help.defaultColorScheme(colours(environment)))
        .setDefaultValueProvider(defaults)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** Colours for terminals, unless the user wants none (https://no-color.org). */
  private static Ansi colours(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty() ? Ansi.AUTO : Ansi.OFF;
  }

  private int execute(ParseResult parsed) {
    if (!parsed.hasSubcommand()
        && !parsed.isUsageHelpRequested()
        && !parsed.isVersionHelpRequested()) {
      throw new ParameterException(
          parsed.commandSpec().commandLine(), "which command? (see streamgauge --help)");
    }
    (debug ? Logging.DEBUG : verbose ? Logging.VERBOSE : Logging.QUIET).apply();
    return new CommandLine.RunLast().execute(parsed);
  }
}
