package io.streamgauge.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.quickstart.Launcher.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The archive of loaded classes that the build makes: short commands use it, or go without. */
class StartArchiveIT {
  private static final Path BUILT = Path.of("target").toAbsolutePath();
  private static final String JAR = "streamgauge-quickstart.jar";
  private static final String ARCHIVE = "start.jsa";
  private static final String MADE = ARCHIVE + ".made";
  private static final String FROM_ARCHIVE = "source: shared objects file (top)";
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path directory;

  @Test
  void classesOfTheDecoderComeFromTheArchive() throws Exception {
    Path capture = Path.of("../capture-agent/src/test/resources/golden/01-fetch-v12-ok.pcap");

    String loaded = loaded(run(Launcher.script(), "read", capture.toAbsolutePath().toString()));

    assertThat(loaded)
        .contains("io.streamgauge.protocol.exchange.KafkaDecoder " + FROM_ARCHIVE)
        .contains("io.streamgauge.agent.cli.ReadCommand " + FROM_ARCHIVE);
  }

  @Test
  void whatRunsForLongGoesWithout() throws Exception {
    Run run = run(Launcher.script(), "agent", "--help");

    assertThat(run.code()).isZero();
    assertThat(loaded(run)).doesNotContain(FROM_ARCHIVE);
  }

  /** What may have become of the archive, or of what it was made from. */
  private enum Damage {
    NONE,
    CUT,
    EMPTY,
    ALTERED,
    GONE,
    FROM_ANOTHER_JAVA,
    FROM_ANOTHER_JAR;

    void inflict(Path target) throws IOException {
      Path archive = target.resolve(ARCHIVE);
      switch (this) {
        case NONE -> {}
        case CUT -> write(archive, 0, Files.size(archive) / 2);
        case EMPTY -> write(archive, 0, 0);
        case ALTERED -> write(archive, 64, Files.size(archive));
        case GONE -> Files.delete(archive);
        case FROM_ANOTHER_JAVA ->
            Files.writeString(
                target.resolve(MADE), Files.size(archive) + " /opt/java 17.0.0\n", UTF_8);
        case FROM_ANOTHER_JAR -> { // the same bytes in another file, at another time
          Files.delete(target.resolve(JAR));
          Files.copy(BUILT.resolve(JAR), target.resolve(JAR));
        }
      }
    }

    /** Keeps the first bytes, with every other of the latter half inverted. */
    private static void write(Path archive, int inverted, long length) throws IOException {
      byte[] bytes = Arrays.copyOf(Files.readAllBytes(archive), (int) length);
      for (int i = 0; i < inverted; i++) {
        bytes[bytes.length / 2 + 2 * i] ^= (byte) 0xff;
      }
      Files.delete(archive);
      Files.write(archive, bytes);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anArchiveThatCannotBeUsedIsNeitherUsedNorSpokenOf(Damage damage) throws Exception {
    Path script = copyOfTheTree();
    damage.inflict(script.resolveSibling("quickstart/target"));

    Run run = run(script, "--version");

    assertThat(run.code()).isZero();
    assertThat(run.out()).matches("streamgauge \\S+\\R");
    assertThat(run.err()).isEmpty();
    assertThat(loaded(run).contains(FROM_ARCHIVE)).isEqualTo(damage == Damage.NONE);
  }

  /** A tree of its own, of which the archive and the first jar may be altered. */
  private Path copyOfTheTree() throws IOException {
    Path target = Files.createDirectories(directory.resolve("quickstart/target"));
    Files.createDirectories(directory.resolve("decoder/protocol"));
    for (String pom : new String[] {"pom.xml", "quickstart/pom.xml", "decoder/protocol/pom.xml"}) {
      Path file = Files.createFile(directory.resolve(pom));
      Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
    }
    Files.createFile(target.resolve("launcher-built"));
    Files.createSymbolicLink(target.resolve("lib"), BUILT.resolve("lib"));
    Files.createSymbolicLink(target.resolve(JAR), BUILT.resolve(JAR));
    Files.copy(BUILT.resolve(ARCHIVE), target.resolve(ARCHIVE));
    Files.copy(BUILT.resolve(MADE), target.resolve(MADE));
    return Files.copy(Launcher.script(), directory.resolve("streamgauge"));
  }

  /** With the Java that runs this test, which is the one that built. */
  private Run run(Path script, String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = script.toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Map<String, String> environment =
        Map.of(
            "JAVA_HOME",
            System.getProperty("java.home"),
            "STREAMGAUGE_JAVA_OPTS",
            "-Xlog:class+load:file=" + directory.resolve("loaded"));
    return Launcher.start(directory, environment, command).await();
  }

  private String loaded(Run run) throws IOException {
    assertThat(run.code()).as(run.err()).isZero();
    return Files.readString(directory.resolve("loaded"), UTF_8);
  }
}
