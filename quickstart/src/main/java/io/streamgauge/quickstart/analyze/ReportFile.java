package io.streamgauge.quickstart.analyze;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The file of a report: there as a whole or not at all.
 *
 * @param path that need not exist
 */
record ReportFile(Path path) {
  /** Why no file can be written there, as far as that shows beforehand; empty if one can. */
  Optional<String> objection() {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      return Optional.of(path + " is no file");
    }
    if (!Files.isDirectory(folder())) {
      return Optional.of("there is no folder " + folder());
    }
    return Files.isWritable(folder())
        ? Optional.empty()
        : Optional.of("no permission to write in " + folder());
  }

  /**
   * Writes the file, over one that is there.
   *
   * @throws IOException if it cannot be written; one that was there is as it was
   */
  void write(String text) throws IOException {
    Path half =
        folder().resolve("." + path.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      Files.writeString(half, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
      try {
        Files.move(half, path, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(half, path, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(half);
    }
  }

  private Path folder() {
    return path.toAbsolutePath().getParent();
  }
}
