package io.streamgauge.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds where a job that ran before on this machine left off. */
final class LatestCheckpoint {
  private static final String METADATA = "_metadata";

  private LatestCheckpoint() {}

  /** The newest complete checkpoint ({@code JOB/chk-N/_metadata}) below a directory. */
  static Optional<Path> in(Path directory) {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.find(directory, 3, (path, attributes) -> isMetadata(path))) {
      return files.max(Comparator.comparingLong(LatestCheckpoint::modified)).map(Path::getParent);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read checkpoint directory " + directory, e);
    }
  }

  private static boolean isMetadata(Path path) {
    return path.endsWith(METADATA) && path.getParent().getFileName().toString().startsWith("chk-");
  }

  private static long modified(Path path) {
    try {
      return Files.getLastModifiedTime(path).toMillis();
    } catch (IOException e) {
      // Removed by a job that still runs.
      return Long.MIN_VALUE;
    }
  }
}
