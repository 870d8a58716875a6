package io.streamgauge.protocol.generator;

import io.streamgauge.protocol.details.assembly.DetailsPrograms;
import io.streamgauge.protocol.details.capture.CaptureCalls;
import io.streamgauge.protocol.details.rows.PartitionApis;
import io.streamgauge.protocol.details.rows.RowCalls;
import io.streamgauge.protocol.program.BodyWriter;
import io.streamgauge.protocol.program.Program;
import io.streamgauge.protocol.program.ProgramSet;
import io.streamgauge.protocol.program.SinkCalls;
import io.streamgauge.protocol.schema.Direction;
import io.streamgauge.protocol.schema.SchemaCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes Java code for the programs that are {@link Covered}, and lists of it. Run by the build
 * between the compilation of what programs are made by, and that of everything.
 */
public final class GenerateBodies {
  private final Path directory;
  private final ProgramSet programs;
  private final Set<Path> written = new HashSet<>();

  private GenerateBodies(Path directory) {
    this.directory = directory;
    this.programs = DetailsPrograms.compile(SchemaCatalog.load()).programs();
  }

  /** Argument: the source directory to write to. */
  public static void main(String[] args) throws IOException {
    new GenerateBodies(Path.of(args[0])).run();
  }

  private void run() throws IOException {
    List<String> rows = new ArrayList<>();
    List<String> captures = new ArrayList<>();
    for (Covered covered : Covered.ALL) {
      boolean partitions = PartitionApis.contains(covered.apiKey());
      List<String> names = partitions ? rows : captures;
      for (int version = covered.oldest(); version <= covered.newest(); version++) {
        for (Direction direction : Direction.values()) {
          names.add(write(covered.apiKey(), version, direction, calls(partitions, direction)));
        }
      }
    }
    list("RowBodies", calls(true, Direction.REQUEST), rows);
    list("CaptureBodies", calls(false, Direction.REQUEST), captures);
    deleteStale();
  }

  /**
   * What an earlier run wrote of programs that are not covered any more would still be compiled.
   */
  private void deleteStale() throws IOException {
    List<Path> stale;
    try (Stream<Path> files = Files.walk(directory)) {
      stale =
          files
              .filter(file -> file.toString().endsWith(".java") && !written.contains(file))
              .toList();
    }
    for (Path file : stale) {
      Files.delete(file);
    }
  }

  private static SinkCalls calls(boolean partitions, Direction direction) {
    if (!partitions) {
      return new CaptureCalls();
    }
    return new RowCalls(direction == Direction.REQUEST ? "RequestSink" : "ResponseSink");
  }

  private String write(int apiKey, int version, Direction direction, SinkCalls calls)
      throws IOException {
    Program program = programs.find(apiKey, version, direction);
    if (program == null) {
      throw new IllegalStateException("No release has " + apiKey + " v" + version);
    }
    save(BodyWriter.className(program), calls, BodyWriter.write(program, calls));
    return BodyWriter.className(program);
  }

  private void list(String name, SinkCalls calls, List<String> classes) throws IOException {
    String made =
        classes.stream()
            .map(each -> "        new %s()".formatted(each))
            .collect(Collectors.joining(",\n"));
    save(
        name,
        calls,
        """
        package %s;

        import io.streamgauge.protocol.program.BodyCode;
        import java.util.List;

        /** The code that the build has made for this package's sinks. */
        public final class %s {
          private %s() {}

          /** All of it. */
          public static List<BodyCode> all() {
            return List.of(
        %s);
          }
        }
        """
            .formatted(calls.packageName(), name, name, made));
  }

  private void save(String name, SinkCalls calls, String source) throws IOException {
    Path file = directory.resolve(calls.packageName().replace('.', '/')).resolve(name + ".java");
    Files.createDirectories(file.getParent());
    written.add(file);
    // what did not change keeps its time, so that the compiler need not look at it again
    if (!Files.exists(file) || !Files.readString(file).equals(source)) {
      Files.writeString(file, source);
    }
  }
}
