package io.streamgauge.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.jobs.JobsRunner;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class JobsCommandTest {
  private static JobsRunner.Settings settings(String... arguments) {
    JobsCommand command = new JobsCommand();
    new CommandLine(command).parseArgs(arguments);
    return command.settings();
  }

  @Test
  void defaultsAreThoseOfTheBus() {
    JobsRunner.Settings settings = settings();

    assertThat(settings.bus().bootstrap()).isEqualTo("localhost:19092");
    assertThat(settings.bus().eventsTopic()).isEqualTo("streamgauge.events");
    assertThat(settings.bus().resultsTopic()).isEqualTo("streamgauge.results");
    assertThat(settings.checkpointInterval()).isEqualTo(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @CsvSource({"500ms, 500", "10s, 10000", "1m, 60000"})
  void intervalsHaveUnits(String text, long millis) {
    assertThat(settings("--checkpoint-interval", text).checkpointInterval())
        .isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({
    "--parallelism, 0",
    "--checkpoint-interval, soon",
    "--checkpoint-interval, 1ms",
    "--command-config, no-such-file"
  })
  void wrongInputIsNamed(String option, String value) {
    assertThatThrownBy(() -> settings(option, value))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(option)
        .hasMessageContaining(value);
  }
}
