package io.streamgauge.protocol.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar in the hands of a stranger: on the module path, with nothing else of ours. */
class LibraryIT {
  private static final Path JAR = Path.of(System.getProperty("streamgauge.jar"));
  private static final Path DEPENDENCIES = Path.of(System.getProperty("streamgauge.dependencies"));
  private static final String MODULE_PATH = JAR + ":" + DEPENDENCIES;
  private static final Path CAPTURE =
      Path.of("../../capture-agent/src/test/resources/golden/05-produce-v9-ok-and-error.pcap");

  @TempDir private Path directory;

  private record Outcome(int code, String said) {}

  @BeforeEach
  void writeModule() throws IOException {
    source("module-info.java", "module stranger { requires io.streamgauge.protocol; }");
  }

  @Test
  void theExampleRunsAsAModuleOfItsOwn() throws Exception {
    String example =
        Files.readString(Path.of("src/test/java/io/streamgauge/protocol/api/DecodeCapture.java"))
            .replace("package io.streamgauge.protocol.api;", "package stranger;");
    source("stranger/DecodeCapture.java", example);
    assertThat(compile()).isEqualTo(new Outcome(0, ""));

    Outcome run = run();

    assertThat(run.said().lines())
        .containsExactly(
            "app ApiVersions 1000 µs NONE", "app Produce 1000 µs NOT_LEADER_OR_FOLLOWER");
    assertThat(run.code()).isZero();
  }

  @Test
  void internalsCannotBeReached() throws Exception {
    for (String internal :
        List.of(
            "program.Program",
            "schema.SchemaCatalog",
            "frame.FrameScanner",
            "records.RecordBatch",
            "details.assembly.DetailsAssembler",
            "details.capture.CaptureSpec",
            "details.rows.Row",
            "details.wire.StringInterner")) {
      source(
          "stranger/Nosy.java",
          "package stranger; class Nosy { io.streamgauge.protocol." + internal + " it; }");

      Outcome outcome = compile();

      assertThat(outcome.code()).as(internal).isNotZero();
      assertThat(outcome.said())
          .contains("in module io.streamgauge.protocol, which does not export it");
    }
  }

  @Test
  void itBringsCodecsOnly() throws Exception {
    try (Stream<Path> jars = Files.list(DEPENDENCIES)) {
      assertThat(jars.map(jar -> jar.getFileName().toString().replaceAll("-[0-9].*", "")))
          .containsExactlyInAnyOrder("lz4-java", "snappy-java");
    }
  }

  /**
   * Every exported element has a comment; tags that repeat the first sentence are not asked for.
   */
  @Test
  void theDocumentationBuildsAndLeavesNothingOut() {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);

    int code =
        ToolProvider.findFirst("javadoc")
            .orElseThrow()
            .run(
                out,
                out,
                "-quiet",
                "-Xdoclint:all",
                "-Xmaxwarns",
                "10000",
                "-d",
                directory.resolve("doc").toString(),
                "--module-path",
                DEPENDENCIES.toString(),
                "--module",
                "io.streamgauge.protocol",
                "--module-source-path",
                "io.streamgauge.protocol=src/main/java"
                    + File.pathSeparator
                    + "target/generated-sources/bodies");

    assertThat(code).as(said.toString()).isZero();
    assertThat(said.toString().lines().filter(line -> line.matches(".*: (warning|error): .*")))
        .allMatch(line -> line.matches(".*: warning: no @(return|param).*"));
  }

  private void source(String name, String text) throws IOException {
    Path file = directory.resolve("src").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, UTF_8);
  }

  private Outcome compile() throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("-classpath", "", "-Xlint:all", "-Werror", "-encoding", "UTF-8"));
    arguments.addAll(List.of("--module-path", MODULE_PATH, "-d", classes()));
    try (Stream<Path> files = Files.walk(directory.resolve("src"))) {
      files.filter(Files::isRegularFile).map(Path::toString).forEach(arguments::add);
    }
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int code =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(out, out, arguments.toArray(String[]::new));
    return new Outcome(code, said.toString());
  }

  private Outcome run() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfile.encoding=UTF-8",
                "--module-path",
                MODULE_PATH + ":" + classes(),
                "--module",
                "stranger/stranger.DecodeCapture",
                CAPTURE.toAbsolutePath().toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), said);
  }

  private String classes() {
    return directory.resolve("classes").toString();
  }
}
