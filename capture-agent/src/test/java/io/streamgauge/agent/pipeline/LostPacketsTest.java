package io.streamgauge.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.link.TcpSegment;
import io.streamgauge.protocol.exchange.ExchangeRecord;
import io.streamgauge.protocol.exchange.ExchangeStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets that a capture lost cost what they carried, add nothing and change nothing. */
class LostPacketsTest {
  private static final int ROUNDS = 25;

  @ParameterizedTest
  @ValueSource(strings = {"java-4.3.1-mixed.pcap", "librdkafka-mixed.pcap"})
  void lostPacketsAddNothingAndMislabelNothing(String capture) throws IOException {
    // Given
    List<RecordedPacket> packets =
        RecordedPacket.read(MetamorphicCaptureTest.FOLDER.resolve(capture));
    ReplayedExchanges original = ReplayedExchanges.of(packets);
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
          isPartOf(found, original, connection, what);
        }
      }
      assertThat(original.byConnection.keySet()).containsAll(found.byConnection.keySet());
    }
  }

  /** Each exchange was there before, and says nothing that is not so. */
  private static void isPartOf(
      ReplayedExchanges found, ReplayedExchanges original, String connection, String what) {
    List<String> lines = new ArrayList<>(original.lines().get(connection));
    Map<String, Integer> left = new TreeMap<>();
    for (ReplayedExchanges.Found exchange : original.byConnection.get(connection)) {
      left.merge(name(exchange.exchange()), 1, Integer::sum);
      left.merge(answer(exchange.exchange()), 1, Integer::sum);
    }
    for (ReplayedExchanges.Found exchange :
        found.byConnection.getOrDefault(connection, List.of())) {
      boolean requestSeen = exchange.exchange().apiKey() >= 0;
      String key = requestSeen ? name(exchange.exchange()) : answer(exchange.exchange());
      assertThat(left.merge(key, -1, Integer::sum)).as(what + " " + key).isNotNegative();
      if (exchange.exchange().status() == ExchangeStatus.COMPLETE) {
        assertThat(lines.remove(exchange.line())).as(what + " " + exchange.line()).isTrue();
      }
    }
    ReplayedExchanges.Bytes before = original.bytes.get(connection);
    ReplayedExchanges.Bytes after = found.bytes.get(connection);
    if (after != null) {
      assertThat(after.requests()).as(what).isLessThanOrEqualTo(before.requests());
      assertThat(after.responses()).as(what).isLessThanOrEqualTo(before.responses());
    }
  }

  private static String name(ExchangeRecord exchange) {
    return exchange.apiKey()
        + " v"
        + exchange.apiVersion()
        + " "
        + exchange.correlationId()
        + " "
        + exchange.clientId();
  }

  private static String answer(ExchangeRecord exchange) {
    return "answer " + exchange.correlationId();
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
