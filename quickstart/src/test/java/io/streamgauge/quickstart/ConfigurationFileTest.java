package io.streamgauge.quickstart;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.quickstart.cli.ConfigurationDefaults;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code --config FILE}: precedence, and one line for whatever is wrong. */
class ConfigurationFileTest {
  @TempDir private Path directory;

  private final StringWriter err = new StringWriter();
  private final Probe probe = new Probe();

  @Command(name = "probe")
  static final class Probe implements Callable<Integer> {
    @Option(names = "--name", description = "Its name.", required = true)
    String name;

    @Option(names = "--metrics-port", description = "A port.", defaultValue = "9404")
    int metricsPort;

    @Option(names = "--discover", description = "A flag.")
    boolean discover;

    @Option(names = "--topic", description = "Topics.", split = ",", defaultValue = "all")
    List<String> topics;

    @Override
    public Integer call() {
      return 0;
    }
  }

  private int run(Map<String, String> environment, String... args) {
    CommandLine command = new CommandLine(probe);
    ConfigurationDefaults.offer(command);
    return Main.commandLine(environment)
        .addSubcommand(Main.prepare(command, environment))
        .setErr(new PrintWriter(err))
        .execute(args);
  }

  private Path file(String... lines) throws IOException {
    return Files.write(directory.resolve("process.properties"), List.of(lines));
  }

  private void assertOneLine(int code, Object... parts) {
    assertThat(code).isEqualTo(2);
    String line = err.toString();
    assertThat(line.lines()).hasSize(1);
    for (Object part : parts) {
      assertThat(line).contains(part.toString());
    }
  }

  @Test
  void aFileGivesOptionsOfEveryKind() throws IOException {
    Path file = file("# mine", "name = é", "metrics-port=1", "discover = true", "topic = a,b");

    assertThat(run(Map.of(), "probe", "--config", file.toString())).isZero();

    assertThat(probe.name).isEqualTo("é");
    assertThat(probe.metricsPort).isEqualTo(1);
    assertThat(probe.discover).isTrue();
    assertThat(probe.topics).containsExactly("a", "b");
  }

  @Test
  void anEmptyValueAndAFlagThatIsFalseAreAsIfTheyWereNotThere() throws IOException {
    Path file = file("name=x", "metrics-port=", "discover=false");

    assertThat(run(Map.of(), "probe", "--config", file.toString())).isZero();

    assertThat(probe.metricsPort).isEqualTo(9404);
    assertThat(probe.discover).isFalse();
  }

  @Test
  void theEnvironmentWinsOverTheFileAndTheCommandLineOverBoth() throws IOException {
    Path file = file("name=file", "metrics-port=1", "topic=file");

    int code =
        run(
            Map.of("STREAMGAUGE_METRICS_PORT", "2", "STREAMGAUGE_TOPIC", "environment"),
            "probe",
            "--topic=command",
            "--config",
            file.toString());

    assertThat(code).isZero();
    assertThat(probe.name).isEqualTo("file");
    assertThat(probe.metricsPort).isEqualTo(2);
    assertThat(probe.topics).containsExactly("command");
  }

  @Test
  void theEnvironmentMayNameTheFile() throws IOException {
    Path file = file("name=file");

    assertThat(run(Map.of("STREAMGAUGE_CONFIG", file.toString()), "probe")).isZero();

    assertThat(probe.name).isEqualTo("file");
  }

  @Test
  void theFileOfTheCommandLineWinsOverTheOneOfTheEnvironment() throws IOException {
    Path file = file("name=file");

    assertThat(run(Map.of("STREAMGAUGE_CONFIG", "/nowhere"), "probe", "--config=" + file)).isZero();
  }

  @Test
  void withoutAFileARequiredOptionIsMissing() {
    assertOneLine(run(Map.of(), "probe"), "--name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics_port", "--metrics-port", "config", "help", "verbose", "Name"})
  void aKeyThatIsNoOptionIsNamedWithItsFile(String key) throws IOException {
    Path file = file("name=x", key + "=1");

    assertOneLine(
        run(Map.of(), "probe", "--config", file.toString()), file, "no option for key", key);
  }

  @Test
  void anUnknownKeyIsSaidWhateverElseIsOnTheCommandLine() throws IOException {
    Path file = file("nonsense=1");

    int code =
        run(
            Map.of("STREAMGAUGE_METRICS_PORT", "2"),
            "probe",
            "--name=x",
            "--discover",
            "--topic=a",
            "--config=" + file);

    assertOneLine(code, file, "'nonsense'");
  }

  @ParameterizedTest
  @CsvSource({"metrics-port,many", "discover,perhaps"})
  void aWrongValueIsNamedWithFileAndKey(String key, String value) throws IOException {
    Path file = file("name=x", key + "=" + value);

    assertOneLine(
        run(Map.of(), "probe", "--config=" + file),
        "'" + value + "'",
        "from key '" + key + "' of " + file);
  }

  @Test
  void aWrongValueOfTheEnvironmentIsNotBlamedOnTheFile() throws IOException {
    Path file = file("name=x", "metrics-port=1");

    int code = run(Map.of("STREAMGAUGE_METRICS_PORT", "many"), "probe", "--config=" + file);

    assertOneLine(code, "from the environment's STREAMGAUGE_METRICS_PORT");
    assertThat(err.toString()).doesNotContain(file.toString());
  }

  @Test
  void aWrongValueOfTheCommandLineIsBlamedOnNothingElse() throws IOException {
    Path file = file("name=x", "metrics-port=1");

    assertOneLine(run(Map.of(), "probe", "--config=" + file, "--metrics-port=many"), "'many'");
    assertThat(err.toString()).doesNotContain(file.toString());
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    Path missing = directory.resolve("missing");
    assertOneLine(run(Map.of(), "probe", "--config=" + missing), missing, "no such file");
    err.getBuffer().setLength(0);

    assertOneLine(run(Map.of(), "probe", "--config=" + directory), directory, "a folder");
    err.getBuffer().setLength(0);

    Path latin = Files.write(directory.resolve("latin"), "name=é".getBytes(ISO_8859_1));
    assertOneLine(run(Map.of(), "probe", "--config=" + latin), latin, "UTF-8");
    err.getBuffer().setLength(0);

    Path file = file("name=\\u12");
    assertOneLine(run(Map.of(), "probe", "--config=" + file), file, "\\u");
  }

  @Test
  void aKeyThatComesTwiceIsNamed() throws IOException {
    Path file = file("name=x", "name=y");

    assertOneLine(run(Map.of(), "probe", "--config=" + file), file, "'name' comes twice");
  }

  @Test
  void aFileNamedByTheEnvironmentThatIsMissingIsBlamedOnIt() {
    assertOneLine(
        run(Map.of("STREAMGAUGE_CONFIG", "/nowhere"), "probe"), "/nowhere", "STREAMGAUGE_CONFIG");
  }

  @ParameterizedTest
  @CsvSource({
    "agent,workers,65",
    "agent,privacy,loud",
    "jobs,parallelism,0",
    "exporter,stale-after,0"
  })
  void theProcessesTakeAFileAndNameWhatIsWrongInIt(String process, String key, String value)
      throws IOException {
    Path file = file(key + "=" + value);

    assertOneLine(
        run(Map.of(), process, "--config=" + file), value, "from key '" + key + "' of " + file);
  }

  @Test
  void whatAProcessChecksItselfNamesTheEnvironmentToo() {
    assertOneLine(run(Map.of("STREAMGAUGE_WORKERS", "65"), "agent"), "65", "STREAMGAUGE_WORKERS");
  }

  @Test
  void theSeedsRequiredOptionMayStandInTheFile() throws IOException {
    Path file = file("bootstrap=127.0.0.1:1", "privacy=pseudonymous");

    assertOneLine(run(Map.of(), "seed", "--config=" + file), "--privacy-key");
    assertThat(err.toString()).doesNotContain("--bootstrap");
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent", "jobs", "exporter", "seed"})
  void helpIsGivenWhateverTheFileHolds(String process) {
    StringWriter out = new StringWriter();

    int code =
        Main.commandLine(Map.of("STREAMGAUGE_CONFIG", "/nowhere"))
            .setOut(new PrintWriter(out))
            .execute(process, "--help");

    assertThat(code).isZero();
    assertThat(out.toString()).contains("--config");
  }
}
