package io.streamgauge.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SeedCommandTest {
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new SeedCommand()).setErr(new PrintWriter(err)).execute(arguments);
  }

  @Test
  void theClusterToAskHasNoDefault() {
    assertThat(run()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("--bootstrap");
  }

  @Test
  void anAddressThatIsNoneIsSaidInOneLine() {
    assertThat(run("--bootstrap", "nonsense")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("the cluster at nonsense");
  }
}
