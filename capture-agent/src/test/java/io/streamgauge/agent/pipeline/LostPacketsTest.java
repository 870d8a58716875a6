package io.streamgauge.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.link.TcpSegment;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets that a capture lost cost what they carried, add nothing and change nothing. */
class LostPacketsTest {
  private static final int ROUNDS = 25;

  @ParameterizedTest
  @ValueSource(strings = {"java-4.3.1-mixed.pcap", "librdkafka-mixed.pcap"})
  void lostPacketsAddNothingAndMislabelNothing(String capture) throws IOException {
    // Given
    Recording recording = Recording.read(capture, 65_535);
    List<RecordedPacket> packets = recording.packets();
    ReplayedExchanges original = recording.exchanges();
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      Set<Integer> lost = dataPackets(packets, random, 1 + random.nextInt(3));

      // When
      ReplayedExchanges found = ReplayedExchanges.of(Losses.without(packets, lost));

      // Then
      Set<String> hurt = new HashSet<>();
      lost.forEach(index -> hurt.add(packets.get(index).connection()));
      for (String connection : original.byConnection.keySet()) {
        String what = "seed " + seed + " connection " + connection;
        if (!hurt.contains(connection)) {
          assertThat(found.lines().get(connection))
              .as(what)
              .isEqualTo(original.lines().get(connection));
        } else {
          isPartOf(found, recording, connection, what);
        }
      }
      assertThat(original.byConnection.keySet()).containsAll(found.byConnection.keySet());
    }
  }

  private static void isPartOf(
      ReplayedExchanges found, Recording original, String connection, String what) {
    original.checkNothingAdded(connection, found, what);
    ReplayedExchanges.Bytes before = original.exchanges().bytes.get(connection);
    ReplayedExchanges.Bytes after = found.bytes.get(connection);
    if (after != null) {
      assertThat(after.requests()).as(what).isLessThanOrEqualTo(before.requests());
      assertThat(after.responses()).as(what).isLessThanOrEqualTo(before.responses());
    }
  }

  private static Set<Integer> dataPackets(List<RecordedPacket> packets, Random random, int count) {
    Set<Integer> chosen = new HashSet<>();
    while (chosen.size() < count) {
      int index = random.nextInt(packets.size());
      RecordedPacket packet = packets.get(index);
      if (packet.length() > 0 && !packet.has(TcpSegment.SYN)) {
        chosen.add(index);
      }
    }
    return chosen;
  }
}
