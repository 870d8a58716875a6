package io.streamgauge.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.quickstart.Launcher.Run;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a user meets it: {@code ./streamgauge} in a process of its own. */
class LauncherIT {
  private static final int PCAP_MAGIC = 0xa1b2c3d4;
  private static final int ETHERNET = 1;

  @TempDir private Path directory;

  @Test
  void versionGoesToStandardOutputAlone() throws Exception {
    Run run = Launcher.run("--version");

    assertThat(run.code()).isZero();
    assertThat(run.out()).matches("streamgauge \\d+\\.\\d+\\.\\d+\\S*\\R");
  }

  @Test
  void itRunsThroughALinkFromAFolderWithASpace() throws Exception {
    Path folder = Files.createDirectory(directory.resolve("a folder"));
    Path link = Files.createSymbolicLink(folder.resolve("sg"), Launcher.script());

    Run run = Launcher.start(folder, Map.of(), link.toString(), "--version").await();

    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("streamgauge ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "read",
        "analyze",
        "agent",
        "jobs",
        "exporter",
        "topics",
        "doctor",
        "completion"
      })
  void everyCommandHasHelp(String command) throws Exception {
    Run run = Launcher.run(command, "--help");

    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("Usage: streamgauge " + command);
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "read --nonsense", "read", "demo --port=lots"})
  void wrongUsageIsOneLineAndExitsWith2(String arguments) throws Exception {
    Run run = Launcher.run(arguments.isEmpty() ? new String[0] : arguments.split(" "));

    assertOneLine(run, "streamgauge");
  }

  @Test
  void anOldJavaIsSaidWithWhatMendsIt() throws Exception {
    Path home = directory.resolve("jdk");
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho unreachable\n", UTF_8);
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n", UTF_8);

    Run run =
        Launcher.start(
                directory,
                Map.of("JAVA_HOME", home.toString()),
                Launcher.script().toString(),
                "--version")
            .await();

    assertOneLine(run, "Java 11.0.2", "17 or newer", "apt-get install openjdk-17");
  }

  @Test
  void theDefaultOfAnOptionComesFromTheEnvironment() throws Exception {
    Run run =
        Launcher.start(
                directory,
                Map.of("STREAMGAUGE_FORMAT", "parchment"),
                Launcher.script().toString(),
                "read",
                "x")
            .await();

    assertOneLine(run, "parchment", "STREAMGAUGE_FORMAT", "jsonl");
  }

  @ParameterizedTest
  @CsvSource({"'', true", "1, false"})
  void coloursAreLeftOutWhereTheUserWantsNone(String noColour, boolean coloured) throws Exception {
    Map<String, String> environment =
        Map.of("NO_COLOR", noColour, "STREAMGAUGE_JAVA_OPTS", "-Dpicocli.ansi=true");

    Run run =
        Launcher.start(directory, environment, Launcher.script().toString(), "--help").await();

    assertThat(run.code()).isZero();
    assertThat(run.out().contains("\u001b[")).isEqualTo(coloured);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"empty", "text", "random", "folder", "missing", "half-header", "unknown-link"})
  void whatIsNoCaptureIsOneLineAndExitsWith2(String kind) throws Exception {
    Path file = directory.resolve(kind + ".pcap");
    switch (kind) {
      case "empty" -> Files.createFile(file);
      case "text" -> Files.writeString(file, "Dear Sir or Madam,\nthis is a letter.\n", UTF_8);
      case "random" -> Files.write(file, noise(4_096));
      case "folder" -> Files.createDirectory(file);
      case "half-header" -> Files.write(file, pcapHeader(ETHERNET, 17));
      case "unknown-link" -> Files.write(file, pcapHeader(146, 24));
      default -> {}
    }

    for (String command : new String[] {"read", "analyze"}) {
      Run run = Launcher.run(command, file.toString());

      assertOneLine(run, "streamgauge " + command + ": ", file.toString());
    }
  }

  @Test
  void aCutLastPacketIsSaidAndTheRestIsRead() throws Exception {
    Path file = directory.resolve("cut.pcap");
    ByteBuffer capture = ByteBuffer.allocate(24 + 16 + 60 + 16 + 10).order(ByteOrder.BIG_ENDIAN);
    capture.put(pcapHeader(ETHERNET, 24));
    capture.putInt(1).putInt(0).putInt(60).putInt(60).put(new byte[60]);
    capture.putInt(2).putInt(0).putInt(60).putInt(60).put(new byte[10]);
    Files.write(file, capture.array());

    Run run = Launcher.run("read", "--format", "jsonl", file.toString());

    assertThat(run.code()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("cut");
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(17).nextBytes(bytes);
    return bytes;
  }

  private static byte[] pcapHeader(int linkType, int length) {
    ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.BIG_ENDIAN);
    header.putInt(PCAP_MAGIC).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    header.putInt(262_144).putInt(linkType);
    return Arrays.copyOf(header.array(), length);
  }

  private static void assertOneLine(Run run, String... parts) {
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).singleElement().asString().contains(parts);
  }
}
