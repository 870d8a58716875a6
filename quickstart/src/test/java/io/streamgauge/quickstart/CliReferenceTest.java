package io.streamgauge.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.quickstart.cli.CliReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CliReferenceTest {
  private static final Path REFERENCE = Path.of("../docs/cli.md");

  @Test
  void theCheckedInReferenceIsWhatTheCommandsSay() throws IOException {
    String reference = CliReference.markdown(Main.commandLine(Map.of()));
    if (Boolean.getBoolean("streamgauge.rewrite")) {
      Files.writeString(REFERENCE, reference);
    }

    assertThat(REFERENCE).hasContent(reference);
  }
}
