package io.streamgauge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.streamgauge.agent.cli.ReadCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReadContestTest {
  private static final ReadContest.Size TINY = new ReadContest.Size(2_000_000, 4_000_000, 1_000);

  @TempDir private Path folder;

  /** {@code streamgauge read} on this class path; the launcher may not be built yet. */
  static final class Command {
    private Command() {}

    public static void main(String[] args) {
      String[] rest = Arrays.copyOfRange(args, 1, args.length);
      System.exit(new CommandLine(new ReadCommand()).execute(rest));
    }
  }

  @BeforeEach
  void needsTheOthers() {
    CaptureReader.missing()
        .ifPresent(
            what -> {
              if (System.getenv("CI") != null) {
                throw new IllegalStateException(what);
              }
              abort(what);
            });
  }

  /**
   * No figure is looked at: before any is taken, both decoders must have found what was written.
   */
  @Test
  void allThreeReadBothCaptures() throws IOException, InterruptedException {
    // Given
    ReadContest contest = new ReadContest(folder, TINY, 1, streamgauge());

    // When
    List<String> rows = new ArrayList<>(contest.bulk());
    rows.addAll(contest.small());

    // Then
    assertThat(rows).hasSize(3 + 2 + 3);
    assertThat(rows).allMatch(row -> row.split("\\|", -1).length == 10);
    assertThat(rows.subList(0, 3))
        .allMatch(row -> row.startsWith("| 0.00 GB bulk | whole process"));
    assertThat(rows.get(1)).contains("tshark", "≥ 3.00");
    assertThat(rows.get(4)).contains("tcpdump", "per further GB", "≥ 0.25");
    assertThat(rows.get(6)).contains("1,000 small packets", "tshark", "≥ 20.00");
  }

  @Test
  void aReaderThatFindsSomethingElseIsNotCompared() {
    // Given
    ReadContest contest = new ReadContest(folder, TINY, 1, List.of("echo"));

    // When, Then
    assertThatThrownBy(contest::small)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("read finds something else than was written");
  }

  private static List<String> streamgauge() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        Command.class.getName());
  }
}
