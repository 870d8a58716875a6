package io.streamgauge.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What stops an agent before it captures, and what {@code topics print} says. */
class AgentCommandTest {
  private static final int USAGE = 2;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Callable<Integer> command, String... args) {
    return new CommandLine(command)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setParameterExceptionHandler(
            (e, given) -> {
              e.getCommandLine().getErr().println(e.getMessage());
              return USAGE;
            })
        .execute(args);
  }

  @ParameterizedTest
  @CsvSource({
    "--port, 0, between 1 and 65535",
    "--interface, eth0/1, a name of up to 15 characters",
    "--owns, elsewhere, 10.0.0.0/8",
    "--resolution, soon, 500ms",
    "--resolution, 61s, between 0 and 60s",
    "--health-address, here, HOST:PORT",
    "--capture-buffer, 0, between 1 and 2047 MB",
    "--publish-buffer, 4096, between 1 and 2047 MB",
    "--workers, 0, between 1 and 64",
    "--capture-threads, 17, between 1 and 16",
    "--cpus, two, 'such as 2,4-7, not two'",
    "--max-clients, 0, 1 or more",
    "--fold-client-ids, (, --fold-client-ids",
    "--command-config, /no/such/file, /no/such/file",
    "--privacy, PSEUDONYMOUS, needs --privacy-key FILE",
    "--privacy-key, /no/such/file, goes with --privacy pseudonymous only",
    "--deny-topic, '', not empty",
    "--deny-group, '', not empty",
    "--trace-ratio, 1.5, between 0 and 1",
    "--trace-ratio, NaN, between 0 and 1",
    "--trace-slow, 0, more than 0",
    "--trace-limit, 0, 1 or more",
  })
  void refusesWrongOptionsWithOneLine(String option, String value, String hint) {
    assertThat(run(new AgentCommand(), option, value)).isEqualTo(USAGE);
    assertThat(err.toString().strip()).contains(hint).doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource({"/no/such/file, no such file", "/dev/null, 16 to 4096 bytes"})
  void refusesAKeyThatIsNone(String file, String hint) {
    assertThat(run(new AgentCommand(), "--privacy=PSEUDONYMOUS", "--privacy-key", file))
        .isEqualTo(USAGE);
    assertThat(err.toString().strip()).contains(hint).doesNotContain("\n");
  }

  @Test
  void refusesSeveralCaptureThreadsWhereThereIsOneOnly() {
    assertThat(run(new AgentCommand(), "--capture=pcap", "--capture-threads=2")).isEqualTo(USAGE);
    assertThat(err.toString().strip()).contains("pcap captures with one thread");
  }

  @Test
  void printsTopicsAndRightsWithoutABus() {
    assertThat(run(new TopicsCommand(), "print", "--partitions", "3")).isZero();
    assertThat(out.toString())
        .contains(
            "--create --topic streamgauge.events --partitions 3 --config cleanup.policy=delete")
        .contains("kafka-acls.sh");
  }

  @ParameterizedTest
  @CsvSource({"--partitions, 0", "--replication-factor, 0"})
  void refusesWrongTopicsWithOneLine(String option, String value) {
    assertThat(run(new TopicsCommand(), "print", option, value)).isEqualTo(USAGE);
    assertThat(err.toString().strip()).contains(option).doesNotContain("\n");
  }
}
