package io.streamgauge.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamgauge.dist.Offline.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unpacked archive where there is no network, no Maven cache and no source tree. */
class OfflineIT {
  private static final Path CAPTURE =
      Path.of("..", "capture-agent/src/test/resources/captures/java-4.3.1-mixed.pcap")
          .toAbsolutePath()
          .normalize();

  /** A line of the demo's table: a group, and how far it is behind. */
  private static final Pattern GROUP = Pattern.compile("(?m)^group \\S+ +lag +\\d+ ");

  private static final int TERMINATED = 128 + 15;

  @TempDir private static Path folder;
  @TempDir private Path home;
  private static Path launcher;

  @BeforeAll
  static void unpack() throws Exception {
    Offline.requireNamespaces();
    launcher =
        Archive.unpack(Files.createDirectory(folder.resolve("a folder"))).resolve("streamgauge");
  }

  @Test
  void theDemoShowsItsGroups() throws Exception {
    Offline demo = Offline.start(home, home, launcher.toString(), "demo");
    try {
      await("the table")
          .atMost(Duration.ofSeconds(150))
          .until(() -> GROUP.matcher(demo.out()).find() || !demo.running());
      demo.terminate();
      Run run = demo.await();

      assertThat(run.out()).as(run.err()).contains("ready: ").containsPattern(GROUP);
      assertThat(run.code()).as(run.err()).isEqualTo(TERMINATED);
    } finally {
      demo.kill();
    }
  }

  @Test
  void readPrintsTheExchangesOfACapture() throws Exception {
    Run run =
        Offline.start(
                home, home, launcher.toString(), "read", "--format", "jsonl", CAPTURE.toString())
            .await();

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines()).hasSizeGreaterThan(50);
    assertThat(run.out()).contains("\"api\":\"Produce\"").contains("\"api\":\"Fetch\"");
  }

  @Test
  void analyzePrintsResultsOfTheWholePipeline() throws Exception {
    Run run = Offline.start(home, home, launcher.toString(), "analyze", CAPTURE.toString()).await();

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("orders-service", "apache-kafka-java 4.3.1");
  }

  @Test
  void itSaysTheVersionThatItsNameHas() throws Exception {
    Run run = Offline.start(home, home, launcher.toString(), "--version").await();

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Archive.file().getFileName())
        .hasToString(run.out().strip().replace(' ', '-') + ".tar.gz");
  }
}
