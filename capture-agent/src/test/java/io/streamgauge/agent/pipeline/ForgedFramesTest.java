package io.streamgauge.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records made to look like Kafka, under loss. */
class ForgedFramesTest {
  private static final int EFFORT = Integer.getInteger("streamgauge.loss.effort", 1);
  private static final int LAST_FORGED_AHEAD = 4;
  private static final String PRODUCER = "40001-9092";
  private static final String CONSUMER = "40002-9092";

  @TempDir private Path folder;

  @ParameterizedTest(name = "Produce v{0}, ids {1} ahead")
  @CsvSource({"8, 0", "8, 1", "8, 2", "9, 0", "9, 1", "9, 2"})
  void noForgedExchangeIsEverSeenAndNothingElseChanges(int version, int lookAhead)
      throws IOException {
    // Given
    List<RecordedPacket> packets =
        new ForgedTraffic(version, lookAhead).packets(folder.resolve("forged.pcap"));
    Recording original = Recording.of(packets);
    assertThat(original.exchanges().lines().values())
        .allSatisfy(l -> assertThat(l).hasSize(1 + ForgedTraffic.EXCHANGES + ForgedTraffic.PLAIN));
    for (Set<Integer> lost : losses(packets)) {
      // When
      ReplayedExchanges found = ReplayedExchanges.of(Losses.without(packets, lost));

      // Then
      original
          .connections()
          .forEach(
              (name, connection) -> {
                String where = name + ", lost " + lost;
                ExpectedExchanges expected = new ExpectedExchanges(connection, lost);
                original.checkBytes(connection, expected, found, lost, where);
                if (lost.stream().noneMatch(i -> packets.get(i).connection().equals(name))) {
                  assertThat(found.lines().get(name))
                      .as(where)
                      .isEqualTo(original.exchanges().lines().get(name));
                } else {
                  check(original, connection, expected, found, where);
                }
              });
    }
  }

  private static void check(
      Recording original,
      RecordedConnection connection,
      ExpectedExchanges expected,
      ReplayedExchanges found,
      String where) {
    List<String> lines = found.lines().getOrDefault(connection.name(), List.of());
    Set<Integer> spoiled = expected.touched();
    assertThat(lines).as(where).noneMatch(line -> line.contains(ForgedTraffic.MARK));
    original.checkNothingAdded(connection.name(), found, where);
    if (connection.name().equals(PRODUCER)) {
      // requests that cannot be told from forged ones confirm nothing
      IntStream.rangeClosed(1, ForgedTraffic.EXCHANGES + LAST_FORGED_AHEAD).forEach(spoiled::add);
    }
    original.checkSurvivors(connection, expected.without(spoiled), found, where);
    List<Integer> ids =
        found.byConnection.getOrDefault(connection.name(), List.of()).stream()
            .map(one -> one.exchange().correlationId())
            .toList();
    assertThat(ids).as(where).doesNotHaveDuplicates();
  }

  /**
   * Packets of the two (all with more effort), and some pairs and runs of packets near each other.
   */
  private static Set<Set<Integer>> losses(List<RecordedPacket> packets) {
    List<Integer> data = new ArrayList<>();
    for (int i = 0; i < packets.size(); i++) {
      String connection = packets.get(i).connection();
      if (packets.get(i).length() > 0
          && (connection.equals(PRODUCER) || connection.equals(CONSUMER))) {
        data.add(i);
      }
    }
    Set<Set<Integer>> losses = new LinkedHashSet<>();
    for (int i = 0; i < data.size(); i += EFFORT > 1 ? 1 : 3) {
      losses.add(Set.of(data.get(i)));
    }
    Random random = new Random(data.size());
    for (int i = 0; i < 15 * EFFORT; i++) {
      Set<Integer> some = new TreeSet<>();
      int from = random.nextInt(data.size());
      int count = 2 + random.nextInt(3);
      int within = random.nextBoolean() ? count : 40;
      for (int j = 0; j < count; j++) {
        some.add(
            data.get(
                Math.min(data.size() - 1, from + (within == count ? j : random.nextInt(within)))));
      }
      losses.add(some);
    }
    return losses;
  }
}
