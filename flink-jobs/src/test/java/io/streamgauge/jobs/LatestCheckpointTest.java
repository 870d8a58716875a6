package io.streamgauge.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatestCheckpointTest {
  @TempDir Path directory;

  private void checkpoint(String name, boolean complete, long millis) throws Exception {
    Path path = Files.createDirectories(directory.resolve(name));
    if (complete) {
      Path metadata = Files.createFile(path.resolve("_metadata"));
      Files.setLastModifiedTime(metadata, FileTime.fromMillis(millis));
    }
  }

  @Test
  void theNewestCompleteCheckpointOfAnyJobIsFound() throws Exception {
    checkpoint("job-1/chk-9", true, 1000);
    checkpoint("job-2/chk-2", true, 3000);
    checkpoint("job-2/chk-3", false, 0);
    checkpoint("job-2/shared", true, 9000);

    assertThat(LatestCheckpoint.in(directory)).hasValue(directory.resolve("job-2/chk-2"));
  }

  @Test
  void withoutAnyTheJobStartsAnew() {
    assertThat(LatestCheckpoint.in(directory)).isEmpty();
    assertThat(LatestCheckpoint.in(directory.resolve("missing"))).isEmpty();
  }
}
