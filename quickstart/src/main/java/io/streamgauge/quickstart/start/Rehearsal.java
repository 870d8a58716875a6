package io.streamgauge.quickstart.start;

import io.streamgauge.quickstart.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Goes through what short commands do, in one process, so that the build can archive the classes
 * that this loads (JEP 350). Run by the build; what it prints goes into a log.
 */
public final class Rehearsal {
  private Rehearsal() {}

  /** Argument: a directory with captures, each of which {@code read} reads in every format. */
  public static void main(String[] args) throws IOException {
    List<String> captures;
    try (Stream<Path> files = Files.list(Path.of(args[0]))) {
      captures = files.map(Path::toString).filter(file -> file.endsWith(".pcap")).sorted().toList();
    }
    for (String format : List.of("summary", "table", "jsonl")) {
      List<String> read = new ArrayList<>(List.of("read", "--format", format));
      read.addAll(captures);
      run(read.toArray(new String[0]));
    }
    run("topics", "print");
    run("read", "--help");
    run("read", "--nonsense");
    run("--help");
  }

  private static void run(String... command) {
    System.out.println(Arrays.toString(command) + " ended with " + Main.run(command));
  }
}
