package io.streamgauge.exporters.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderFileTest {
  private static final Map<String, String> OLD = Map.of("Authorization", "Bearer a:b");

  @TempDir private Path folder;

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("headers"), text);
  }

  @Test
  void linesAreHeadersBesideCommentsAndEmptyOnes() throws Exception {
    Path file = write("# of ours, naïve\r\n\r\nAuthorization: Bearer a:b\r\n x-tenant :river \n");

    assertThat(new HeaderFile(file).get())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("Authorization", "Bearer a:b", "x-tenant", "river"));
  }

  @Test
  void aChangeCountsOnceTwoReadingsAgree() throws Exception {
    // Given a file with a token
    HeaderFile headers = new HeaderFile(write("Authorization: Bearer a:b\n"));

    // When another is written bit by bit
    write("Authorization: Bear");
    assertThat(headers.get()).isEqualTo(OLD);
    write("Authorization: Bearer new\n");
    assertThat(headers.get()).isEqualTo(OLD);

    // Then only what stands still is taken
    assertThat(headers.get()).isEqualTo(Map.of("Authorization", "Bearer new"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Authorization", "Authorization:", "Authorization: x\ny"})
  void headersStayWhileTheirFileIsHalfWritten(String half) throws Exception {
    HeaderFile headers = new HeaderFile(write("Authorization: Bearer a:b\n"));

    write(half);

    for (int i = 0; i < 3; i++) {
      assertThat(headers.get()).isEqualTo(OLD);
    }
  }

  @Test
  void headersStayWhileTheirFileIsAway() throws Exception {
    Path file = write("Authorization: Bearer a:b\n");
    HeaderFile headers = new HeaderFile(file);

    Files.delete(file);

    assertThat(headers.get()).isEqualTo(OLD);
    assertThat(headers.get()).isEqualTo(OLD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3cret",
        ": s3cret",
        "naïve: s3cret",
        "two words: s3cret",
        "x: s3cret\u00e9",
        "x: s3\tcret",
        "x: s3\u0000cret",
        "x: s3\rcret",
        "x: one\nX: s3cret",
      })
  void whatIsNoHeaderIsRefusedByItsLineAndNeverRepeated(String text) throws Exception {
    Path file = write("# first\n" + text + "\n");

    assertThatThrownBy(() -> new HeaderFile(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageMatching("line [23] of .*")
        .hasMessageNotContainingAny("s3", "cret");
  }

  @Test
  void aFileThatIsTooLongIsNotRead() throws Exception {
    Path file = write("x: " + "y".repeat(20_000) + "\n");

    assertThatThrownBy(() -> new HeaderFile(file)).hasMessageContaining("longer than 16384 bytes");
  }
}
