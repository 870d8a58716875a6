package io.streamgauge.exporters.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

class ServerUrlTest {
  @Command
  private static final class Anything {}

  private static URI of(String text) {
    return ServerUrl.of(new CommandLine(new Anything()), "--there", text, "http://host:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://host", "https://host:9093/base", "http://[::1]:9404/metrics?a=b"})
  void anAddressIsTakenAsItIs(String text) {
    assertThat(of(text)).isEqualTo(URI.create(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://user:secret@host",
        "http://secret@host",
        "http://user:se cret@host",
        "user:secret@host",
        "ftp://host/?token=secret",
        "http://ho st/?token=secret",
      })
  void whatMayBeASecretIsRefusedAndNotRepeated(String text) {
    assertThatThrownBy(() -> of(text))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("--there must")
        .hasMessageContaining("http://host:1")
        .hasMessageNotContainingAny("secret", "cret@")
        .hasNoCause();
  }
}
