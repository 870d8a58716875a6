package io.streamgauge.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code completion} prints is read by a real bash, which completes with it. */
class CompletionTest {
  @TempDir private Path directory;
  private Path script;

  @BeforeEach
  void write() throws IOException {
    script = directory.resolve("completion");
    Files.writeString(script, print("bash"));
  }

  private static String print(String shell) {
    StringWriter out = new StringWriter();
    int code = Main.commandLine(Map.of()).setOut(new PrintWriter(out)).execute("completion", shell);
    assertThat(code).isZero();
    return out.toString();
  }

  private static String bash(String... arguments) throws Exception {
    List<String> command =
        Stream.concat(Stream.of("bash", "--norc"), Stream.of(arguments)).toList();
    Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
    bash.getOutputStream().close();
    String out = new String(bash.getInputStream().readAllBytes(), UTF_8);
    assertThat(bash.waitFor()).as(out).isZero();
    return out;
  }

  @Test
  void bashAcceptsTheScript() throws Exception {
    assertThat(bash("-n", script.toString())).isEmpty();
  }

  /** Asks the function that the script registered for {@code streamgauge}, as bash does. */
  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "streamgauge ag, agent",
    "./streamgauge exp, exporter",
    "streamgauge agent --privacy-, --privacy-key",
    "streamgauge agent --privacy ps, pseudonymous",
    "streamgauge agent --conf, --config",
    "streamgauge topics cr, create"
  })
  void bashCompletesWithIt(String line, String completed) throws Exception {
    String asked =
        """
        source "$1"
        compopt() { :; } # bash has it while it completes, and nowhere else
        registered=$(complete -p streamgauge)
        [[ $registered =~ -F\\ ([^ ]+) ]]
        COMP_LINE=$2 COMP_POINT=${#2}
        read -ra COMP_WORDS <<<"$2"
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        ${BASH_REMATCH[1]} streamgauge "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\\n' "${COMPREPLY[@]}"
        """;

    assertThat(bash("-c", asked, "bash", script.toString(), line).lines())
        .map(String::strip)
        .containsExactly(completed);
  }

  @Test
  void zshGetsTheScriptWithWhatLetsItReadIt() {
    assertThat(print("zsh")).contains("ZSH_VERSION", "bashcompinit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fish", ""})
  void anotherShellIsWrongInput(String shell) {
    StringWriter err = new StringWriter();
    String[] line =
        shell.isEmpty() ? new String[] {"completion"} : new String[] {"completion", shell};

    int code = Main.commandLine(Map.of()).setErr(new PrintWriter(err)).execute(line);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains("SHELL");
  }
}
