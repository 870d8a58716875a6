package io.streamgauge.benchmarks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * CPU time of a process, to the nanosecond (proc(5): schedstat), where the JVM tells it in
 * hundredths of a second. Threads that ended are left out: differences are right only while none
 * ends, which {@link #OPTION} sees to for compilers.
 *
 * @param all nanoseconds that its threads had
 * @param compilers those of threads that compile
 */
record ThreadTimes(long all, long compilers) {
  /** For the JVM that is asked. */
  static final String OPTION = "-XX:-UseDynamicNumberOfCompilerThreads";

  /**
   * Of a process, as of now.
   *
   * @throws IOException if it is not there
   */
  static ThreadTimes of(long process) throws IOException {
    long all = 0;
    long compilers = 0;
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(process), "task"))) {
      for (Path thread : threads) {
        try {
          String times = Files.readString(thread.resolve("schedstat"));
          long nanos = Long.parseLong(times.substring(0, times.indexOf(' ')));
          String name = Files.readString(thread.resolve("comm"));
          all += nanos;
          compilers += name.startsWith("C1 Comp") || name.startsWith("C2 Comp") ? nanos : 0;
        } catch (NoSuchFileException e) {
          // It ended meanwhile.
        }
      }
    }
    return new ThreadTimes(all, compilers);
  }
}
