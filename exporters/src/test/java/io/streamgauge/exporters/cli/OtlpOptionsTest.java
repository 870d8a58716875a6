package io.streamgauge.exporters.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.exporters.otlp.OtlpSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class OtlpOptionsTest {
  @TempDir private Path folder;

  private static OtlpSettings settings(String... arguments) {
    OtlpOptions options = new OtlpOptions();
    CommandLine line = new CommandLine(CommandLine.Model.CommandSpec.create());
    line.addMixin("otlp", options);
    line.parseArgs(arguments);
    return options.settings(line.getCommandSpec());
  }

  @Test
  void nothingIsPushedUnlessItIsSaidWhere() {
    assertThat(settings().endpoint()).isEmpty();
    assertThat(settings("--otlp-endpoint=http://collector:4317").spansTopic()).isEmpty();
  }

  @Test
  void optionsSayWhereHowAndAsWhat() {
    OtlpSettings settings =
        settings(
            "--otlp-endpoint=http://collector:4318",
            "--otlp-protocol=http/protobuf",
            "--otlp-interval=7",
            "--otlp-resource=deployment.environment.name=prod,service.name=river",
            "--spans-topic=streamgauge.spans");

    assertThat(settings.endpoint()).contains(URI.create("http://collector:4318"));
    assertThat(settings.protocol()).isEqualTo(OtlpSettings.Protocol.HTTP);
    assertThat(settings.interval()).isEqualTo(Duration.ofSeconds(7));
    assertThat(settings.spansTopic()).isEqualTo("streamgauge.spans");
    assertThat(settings.resource())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("deployment.environment.name", "prod", "service.name", "river"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--otlp-endpoint=collector:4317",
        "--otlp-endpoint=ftp://collector",
        "--otlp-endpoint=http://collector:4317?tenant=a",
        "--otlp-endpoint=http://collector:4317#a",
        "--otlp-protocol=json",
        "--otlp-interval=0",
        "--otlp-headers=/nowhere",
        "--otlp-ca=/nowhere",
      })
  void wrongInputNamesItsOption(String wrong) {
    assertThatThrownBy(() -> settings("--otlp-endpoint=http://collector:4317", wrong))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(wrong.substring(0, wrong.indexOf('=')));
  }

  @Test
  void spansNeedAReceiver() {
    assertThatThrownBy(() -> settings("--spans-topic=streamgauge.spans"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--spans-topic needs --otlp-endpoint");
  }

  @Test
  void aFileThatIsNoneOfItsKindIsRefused() throws Exception {
    Path junk = Files.writeString(folder.resolve("junk"), "junk\n");

    assertThatThrownBy(() -> settings("--otlp-endpoint=http://c:1", "--otlp-ca=" + junk))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--otlp-ca: " + junk + " is no certificate");
    Path torn = Files.writeString(folder.resolve("torn"), "-----BEGIN CERTIFICATE-----\njunk\n");
    assertThatThrownBy(() -> settings("--otlp-endpoint=http://c:1", "--otlp-ca=" + torn))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--otlp-ca: " + torn);
    assertThatThrownBy(() -> settings("--otlp-endpoint=http://c:1", "--otlp-headers=" + junk))
        .hasMessageContaining("NAME: VALUE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://user:secret@collector:4317",
        "http://secret@collector:4317",
        "http://user:se cret@collector:4317",
        "https://user:secret@my_collector",
        "http://collector:4317?token=secret",
      })
  void anEndpointWithASecretIsRefusedAndNotRepeated(String endpoint) {
    assertThatThrownBy(() -> settings("--otlp-endpoint=" + endpoint))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--otlp-endpoint")
        .hasMessageNotContainingAny("secret", "cret@");
  }

  @Test
  void headersOfAFileAreThoseOfRequests() throws Exception {
    Path file = Files.writeString(folder.resolve("headers"), "Authorization: Bearer a:b\n");

    OtlpSettings settings = settings("--otlp-endpoint=http://c:1", "--otlp-headers=" + file);

    assertThat(settings.headers().get()).isEqualTo(Map.of("Authorization", "Bearer a:b"));
  }
}
