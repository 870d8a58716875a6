package io.streamgauge.traps;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A module whose code and tests the register speaks of, and where its parts are. */
enum Module {
  @JsonProperty("protocol")
  PROTOCOL("decoder/protocol", "io.streamgauge.protocol"),
  @JsonProperty("events")
  EVENTS("decoder/events", "io.streamgauge.events"),
  @JsonProperty("agent")
  AGENT("capture-agent", "io.streamgauge.agent"),
  @JsonProperty("jobs")
  JOBS("flink-jobs", "io.streamgauge.jobs");

  private static final Path ROOT = Path.of("..");

  private final String folder;
  private final String rootPackage;

  Module(String folder, String rootPackage) {
    this.folder = folder;
    this.rootPackage = rootPackage;
  }

  /** The module's folder as the repository knows it, for people. */
  String folder() {
    return folder;
  }

  /** Full name of a class that is named from the module's root package on. */
  String className(String name) {
    return rootPackage + "." + name;
  }

  /** The source file of a top-level class. */
  Path source(String name) {
    return ROOT.resolve(folder)
        .resolve("src/main/java")
        .resolve(className(name).replace('.', '/') + ".java");
  }

  Path classes() {
    return ROOT.resolve(folder).resolve("target/classes");
  }

  Path testClasses() {
    return ROOT.resolve(folder).resolve("target/test-classes");
  }

  /** The jars of others that the module's tests run with; written by the module's own build. */
  List<Path> libraries() {
    Path list = ROOT.resolve(folder).resolve("target/test-class-path");
    try {
      return Stream.of(Files.readString(list).trim().split(File.pathSeparator))
          .map(Path::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "build " + folder + " first, e.g. ./mvnw -pl traps -am verify", e);
    }
  }
}
