package io.streamgauge.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One line for wrong input, environment variables for options, exit codes. */
class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Command(name = "probe")
  static final class Probe implements Callable<Integer> {
    @Option(names = "--metrics-port", description = "A port.", defaultValue = "9404")
    int metricsPort;

    @Option(names = "--fail", description = "How to fail.", defaultValue = "")
    String fail;

    @Override
    public Integer call() throws Exception {
      switch (fail) {
        case "io" -> throw new java.io.IOException("no such file: x");
        case "defect" -> throw new IllegalArgumentException("oops");
        default -> {
          return 0;
        }
      }
    }
  }

  private final Probe probe = new Probe();

  private int run(Map<String, String> environment, String... args) {
    CommandLine commandLine = Main.commandLine(environment);
    commandLine.addSubcommand(Main.prepare(new CommandLine(probe), environment));
    return commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--frobnicate         | Unknown option: '--frobnicate'",
        "prbe                 | 'prbe'",
        "probe --metrics-port=x | Invalid value for option '--metrics-port'",
        "probe --metrics      | Unknown option: '--metrics'; did you mean --metrics-port",
      })
  void wrongInputIsOneLineThatSaysWhatIsWrong(String arguments, String message) {
    int code = run(Map.of(), arguments.split(" "));

    assertThat(code).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains(message);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aCommandThatIsCalledIsMadeAloneAndIsTheSame() {
    Map<String, CommandLine> all = Main.commandLine(Map.of()).getSubcommands();

    all.forEach(
        (name, command) -> {
          CommandLine called = Main.commandLine(Map.of(), name);
          if (name.equals("completion")) {
            assertThat(called.getSubcommands()).containsOnlyKeys(all.keySet());
          } else {
            assertThat(called.getSubcommands()).containsOnlyKeys(name);
          }
          assertThat(called.getSubcommands().get(name).getUsageMessage())
              .isEqualTo(command.getUsageMessage());
        });
    for (String other : new String[] {"", "--help", "--verbose", "raed"}) {
      assertThat(Main.commandLine(Map.of(), other).getSubcommands()).hasSameSizeAs(all);
    }
  }

  @Test
  void everyCommandIsOfferedWhereEverythingIs() {
    assertThat(Main.commandLine(Map.of()).getSubcommands())
        .containsOnlyKeys(Commands.NAMES.toArray(String[]::new));
  }

  @Test
  void noCommandIsWrongInput() {
    assertThat(run(Map.of())).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains("which command?");
  }

  @Test
  void anEnvironmentVariableIsTheDefaultOfItsOption() {
    assertThat(run(Map.of("STREAMGAUGE_METRICS_PORT", "1234"), "probe")).isZero();

    assertThat(probe.metricsPort).isEqualTo(1234);
  }

  @Test
  void theCommandLineWinsOverTheEnvironment() {
    assertThat(run(Map.of("STREAMGAUGE_METRICS_PORT", "1234"), "probe", "--metrics-port=5"))
        .isZero();

    assertThat(probe.metricsPort).isEqualTo(5);
  }

  @Test
  void anEmptyEnvironmentVariableCountsAsUnset() {
    assertThat(run(Map.of("STREAMGAUGE_METRICS_PORT", ""), "probe")).isZero();

    assertThat(probe.metricsPort).isEqualTo(9404);
  }

  @Test
  void aWrongValueFromTheEnvironmentNamesTheVariable() {
    assertThat(run(Map.of("STREAMGAUGE_METRICS_PORT", "many"), "probe")).isEqualTo(2);

    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("STREAMGAUGE_METRICS_PORT")
        .contains("'many'");
  }

  @Test
  void aFailureOfTheEnvironmentIsOneLineAndExitsWith2() {
    assertThat(run(Map.of(), "probe", "--fail=io")).isEqualTo(2);

    assertThat(err.toString().strip()).isEqualTo("streamgauge probe: no such file: x");
  }

  @Test
  void aDefectIsOneLineAndExitsWith1() {
    assertThat(run(Map.of(), "probe", "--fail=defect")).isEqualTo(1);

    assertThat(err.toString().lines()).singleElement().asString().contains("oops", "--debug");
  }

  @Test
  void debugShowsTheStackTrace() {
    assertThat(run(Map.of(), "probe", "--fail=defect", "--debug")).isEqualTo(1);

    assertThat(err.toString()).contains("\tat ");
  }

  @Test
  void debugFromTheEnvironmentShowsTheStackTraceToo() {
    assertThat(run(Map.of("STREAMGAUGE_DEBUG", "true"), "probe", "--fail=defect")).isEqualTo(1);

    assertThat(err.toString()).contains("\tat ");
  }

  @ParameterizedTest
  @CsvSource({"--version", "--help", "probe --help", "probe --version"})
  void helpAndVersionGoToStandardOutput(String arguments) {
    assertThat(run(Map.of(), arguments.split(" "))).isZero();

    assertThat(out.toString()).contains("streamgauge");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void everyCommandExplainsEveryOption() {
    Main.commandLine(Map.of()).getSubcommands().values().forEach(MainTest::assertExplained);
  }

  private static void assertExplained(CommandLine command) {
    assertThat(command.getCommandSpec().usageMessage().description())
        .as(command.getCommandSpec().qualifiedName())
        .isNotEmpty();
    command
        .getCommandSpec()
        .options()
        .forEach(
            option ->
                assertThat(option.description())
                    .as(command.getCommandSpec().qualifiedName() + " " + option.longestName())
                    .isNotEmpty());
    command.getSubcommands().values().forEach(MainTest::assertExplained);
  }
}
