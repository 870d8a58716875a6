package io.streamgauge.exporters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ExporterCommandTest {
  @ParameterizedTest
  @CsvSource({
    "--alertmanager=localhost:9093,        --alertmanager must be a URL such as",
    "--alertmanager=ftp://host,            --alertmanager must be a URL such as",
    "--alertmanager=http://user:pw@host,   --alertmanager must hold no user and password",
    "--alertmanager-resend=0,              --alertmanager-resend must be at least 1",
    "--alertmanager-auth=/nowhere,         cannot read /nowhere",
    "--tls-cert=/nowhere,                  --tls-cert and --tls-key belong together",
    "--users=/nowhere,                     there is no /nowhere",
    "--listen=nowhere,                     --listen must be HOST:PORT",
    "--stale-after=0,                      --stale-after must be at least 1",
  })
  void wrongInputIsOneLineThatSaysWhatWouldBeRight(String argument, String said) {
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new ExporterCommand())
            .setErr(new PrintWriter(err))
            .execute(argument, "--bootstrap=localhost:1");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString().lines().findFirst()).get().asString().contains(said);
  }
}
