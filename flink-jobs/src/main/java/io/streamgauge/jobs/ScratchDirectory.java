package io.streamgauge.jobs;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.WebOptions;

/**
 * Where an in-process Flink keeps its temporary files (21 MB and more), removed as a whole.
 *
 * <p>Flink removes most of them itself, but only some time after the job has ended, and not when
 * the JVM ends first.
 */
final class ScratchDirectory implements AutoCloseable {
  private static final String CLUSTER_PREFIX = "minicluster_";
  private static final int WAITS = 50;
  private static final long WAIT_MILLIS = 100;

  private final Path path;
  private final Thread hook = new Thread(this::delete, "delete-flink-files");

  private ScratchDirectory(Path path) {
    this.path = path;
  }

  /** Makes one; it is removed by {@link #close} or, if that is never called, when the JVM ends. */
  static ScratchDirectory create() throws IOException {
    ScratchDirectory directory =
        new ScratchDirectory(Files.createTempDirectory("streamgauge-jobs-"));
    Runtime.getRuntime().addShutdownHook(directory.hook);
    return directory;
  }

  /** Makes Flink use it. */
  void configure(Configuration configuration) {
    configuration.set(CoreOptions.TMP_DIRS, path.toString());
    configuration.set(WebOptions.TMP_DIR, path.toString());
  }

  /** Waits some seconds for the cluster to finish with its files, then removes them all. */
  @Override
  public void close() {
    try {
      for (int i = 0; i < WAITS && clusterHoldsFiles(); i++) {
        TimeUnit.MILLISECONDS.sleep(WAIT_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook finds nothing to do.
    }
  }

  private boolean clusterHoldsFiles() {
    try (Stream<Path> files = Files.list(path)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith(CLUSTER_PREFIX));
    } catch (IOException e) {
      return false;
    }
  }

  private void delete() {
    try {
      Files.walkFileTree(path, new Deletion());
    } catch (IOException e) {
      // Whatever is still written to now is left to whoever cleans temporary folders.
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
