package io.streamgauge.quickstart.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
  @TempDir private Path folder;

  @Test
  void aFileIsWrittenAndAnOlderOneReplaced() throws IOException {
    Path path = Files.writeString(folder.resolve("out.html"), "older");
    ReportFile file = new ReportFile(path);

    assertThat(file.objection()).isEmpty();
    file.write("é");

    assertThat(path).hasContent("é");
    assertThat(left()).containsExactly(path);
  }

  @Test
  void whatIsNoFileOrInNoFolderIsObjectedTo() {
    assertThat(new ReportFile(folder).objection()).hasValue(folder + " is no file");
    assertThat(new ReportFile(Path.of("/dev/null")).objection()).hasValue("/dev/null is no file");
    assertThat(new ReportFile(folder.resolve("gone/out.html")).objection())
        .hasValue("there is no folder " + folder.resolve("gone"));
    assertThat(new ReportFile(Path.of("out.html")).objection()).isEmpty();
  }

  @Test
  void aFailureLeavesWhatWasThereAndNothingElse() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("out.html"));
    Files.createFile(taken.resolve("inside"));

    assertThatThrownBy(() -> new ReportFile(taken).write("text")).isInstanceOf(IOException.class);

    assertThat(left()).containsExactly(taken);
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
