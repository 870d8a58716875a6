package io.streamgauge.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.jobs.AdviceSettings;
import io.streamgauge.jobs.JobsRunner;
import io.streamgauge.jobs.client.UpgradeTarget;
import io.streamgauge.jobs.finding.FindingLimits;
import io.streamgauge.jobs.scaling.BrokerPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    assertThat(settings.bus().findingsTopic()).isEqualTo("streamgauge.findings");
    assertThat(settings("--findings-topic", "f").bus().findingsTopic()).isEqualTo("f");
    assertThat(settings.checkpointInterval()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void thePrometheusSwitchLeavesNoAlertsToTheJobs() {
    assertThat(settings().alerts().byJobs()).isTrue();
    assertThat(settings("--alerts-by", "prometheus").alerts().byJobs()).isFalse();
  }

  @Test
  void ceilingsAreLearnedAndClientsHeldAgainst40UnlessToldOtherwise() {
    assertThat(settings().advice()).isEqualTo(AdviceSettings.DEFAULTS);
    assertThat(
            settings(
                    "--broker-max-requests=5000",
                    "--broker-max-bytes=1e8",
                    "--broker-max-inflight-bytes=2e7",
                    "--broker-max-latency=0.2",
                    "--upgrade-target=4.2")
                .advice())
        .isEqualTo(
            new AdviceSettings(new BrokerPolicy(5_000, 1e8, 2e7, 0.2), new UpgradeTarget("4.2")));
  }

  @Test
  void anUnknownReleaseAndAnImpossibleCeilingAreToldInOneLine() {
    assertThatThrownBy(() -> settings("--upgrade-target=5"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("--upgrade-target must be one of 3.9, 4.0, 4.1, 4.2, 4.3, 4.4, not '5'");
    assertThatThrownBy(() -> settings("--broker-max-bytes=-1"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("--broker-max-bytes must be 0 or more, not -1.0");
  }

  @Test
  void limitsOfFindingsAreSetByKindAndAnUnknownKindIsToldInOneLine() {
    assertThat(settings("--finding-limit=acks_0=7,metadata_storm=9").advice().findings())
        .isEqualTo(FindingLimits.of(Map.of("acks_0", 7L, "metadata_storm", 9L)));
    assertThatThrownBy(() -> settings("--finding-limit=storms=1"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("--finding-limit knows no kind of finding storms");
    assertThatThrownBy(() -> settings("--finding-limit=acks_0=-1"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("--finding-limit acks_0 must be 0 or more, not -1");
  }

  @Test
  void aWrongOverridesFileIsToldInOneLine(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("overrides.yaml");
    Files.writeString(file, "groups:\n  - match: billing\n    colour: red\n");

    assertThatThrownBy(() -> settings("--overrides", file.toString()))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("overrides.yaml: unknown key 'colour' at groups[0].colour");
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
    "--command-config, no-such-file",
    "--overrides, no-such-file",
    "--alerts, no-such-file",
    "--alerts-by, nobody"
  })
  void wrongInputIsNamed(String option, String value) {
    assertThatThrownBy(() -> settings(option, value))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(option)
        .hasMessageContaining(value);
  }
}
