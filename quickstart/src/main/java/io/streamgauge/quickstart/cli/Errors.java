package io.streamgauge.quickstart.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns whatever a command throws into one line on standard error and an exit code. The stack trace
 * follows only with {@code --debug}.
 */
public final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final String DEBUG = "--debug";

  private static final Pattern OPTION_NAME = Pattern.compile("--[a-z][a-z0-9-]*");

  private final EnvironmentDefaults environment;
  private final ConfigurationDefaults defaults;

  /**
   * Errors that name the environment variable or the file and key where a wrong value came from.
   */
  public Errors(EnvironmentDefaults environment, ConfigurationDefaults defaults) {
    this.environment = environment;
    this.defaults = defaults;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    PrintWriter err = e.getCommandLine().getErr();
    err.println(command + ": " + oneLine(e) + origin(e, args) + suggestion(e) + help(e, command));
    trace(e, debug(List.of(args)), err);
    err.flush();
    return ExitCodes.USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    boolean debug = debug(parsed.expandedArgs());
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    boolean environmental = isEnvironmental(e);
    err.println(
        name
            + ": "
            + (environmental
                ? oneLine(e)
                : "this is a defect: " + e + (debug ? "" : "; --debug shows where")));
    trace(e, debug, err);
    err.flush();
    return environmental ? ExitCodes.USAGE : ExitCodes.FINDING;
  }

  private boolean debug(List<String> args) {
    return args.contains(DEBUG) || environment.isTrue(DEBUG);
  }

  /** Whether the message alone tells the user what to mend: bad input, files, network, ports. */
  private static boolean isEnvironmental(Exception e) {
    return e instanceof ParameterException
        || e instanceof IOException
        || e instanceof UncheckedIOException
        || e instanceof KafkaException
        || e instanceof EnvironmentException;
  }

  private static String oneLine(Exception e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.strip().replaceAll("\\s*\\R\\s*", "; ");
  }

  private String origin(ParameterException e, String[] args) {
    String origins =
        concerned(e)
            .filter(argument -> !givenOnCommandLine(argument, args))
            .flatMap(argument -> defaults.origin(argument).stream())
            .map(origin -> "from " + origin)
            .collect(Collectors.joining(" and "));
    return origins.isEmpty() ? "" : ", " + origins;
  }

  /** Commands that check a value themselves say no argument, but name it in what they say. */
  private static Stream<? extends ArgSpec> concerned(ParameterException e) {
    if (e.getArgSpec() != null) {
      return Stream.of(e.getArgSpec());
    }
    CommandSpec command = e.getCommandLine().getCommandSpec();
    return OPTION_NAME
        .matcher(oneLine(e))
        .results()
        .map(name -> command.findOption(name.group()))
        .filter(Objects::nonNull)
        .distinct();
  }

  private static boolean givenOnCommandLine(ArgSpec argument, String[] args) {
    return argument instanceof CommandLine.Model.OptionSpec option
        && List.of(args).stream()
            .anyMatch(
                a -> a.equals(option.longestName()) || a.startsWith(option.longestName() + "="));
  }

  private static String suggestion(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      return "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
    }
    return "";
  }

  /**
   * Where the right options stand; of no help to a command that objects to the input it was given.
   */
  private static String help(ParameterException e, String command) {
    boolean thrownByCommand =
        e.getClass().equals(ParameterException.class) && e.getArgSpec() == null;
    return thrownByCommand ? "" : " (see " + command + " --help)";
  }

  private static void trace(Exception e, boolean debug, PrintWriter err) {
    if (debug) {
      e.printStackTrace(err);
    }
  }
}
