package io.streamgauge.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.exchange.ExchangeStatus;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever packets are lost: the exchanges that {@link ExpectedExchanges} names are there, as if
 * nothing had been lost. Prints what a loss costs beyond what it touched.
 */
class SurvivingExchangesTest {
  /** A longer sweep: every packet, and so many times the rounds. */
  private static final int EFFORT = Integer.getInteger("streamgauge.loss.effort", 1);

  private static final int ROUNDS = 12 * EFFORT;

  static Stream<Arguments> recordings() {
    return MetamorphicCaptureTest.CAPTURES.stream()
        .flatMap(capture -> Stream.of(Arguments.of(capture, 65_535), Arguments.of(capture, 1_448)));
  }

  /** A recording, its exchanges, and the same told from its bytes. */
  private record Original(
      List<RecordedPacket> packets,
      ReplayedExchanges exchanges,
      Map<String, RecordedConnection> connections) {
    static Original read(String capture, int segmentBytes) throws IOException {
      List<RecordedPacket> packets =
          Losses.segmented(
              RecordedPacket.read(MetamorphicCaptureTest.FOLDER.resolve(capture)), segmentBytes);
      return new Original(
          packets, ReplayedExchanges.of(packets), RecordedConnection.of(packets));
    }
  }

  @ParameterizedTest(name = "{0}, segments of {1}")
  @MethodSource("recordings")
  void theRecordingIsUnderstoodWithoutTheDecoder(String capture, int segmentBytes)
      throws IOException {
    // When
    Original original = Original.read(capture, segmentBytes);

    // Then
    original.connections.forEach(
        (name, connection) ->
            assertThat(connection.requests().frames())
                .as(name)
                .hasSameSizeAs(original.exchanges.byConnection.get(name)));
    assertThat(
            original.connections.values().stream()
                .flatMap(c -> c.requests().frames().stream())
                .mapToInt(frame -> frame.payload().size())
                .sum())
        .isPositive();
  }

  @ParameterizedTest(name = "{0}, segments of {1}")
  @MethodSource("recordings")
  void onePacketCostsTheExchangesItTouches(String capture, int segmentBytes) throws IOException {
    // Given
    Original original = Original.read(capture, segmentBytes);
    Map<Integer, Integer> costs = new TreeMap<>();
    int step = EFFORT > 1 ? 1 : segmentBytes > 1_448 ? 4 : 16;
    for (Set<Integer> lost : new Losses(original.packets, 1).single(step)) {
      // When, Then
      costs.merge(checkSurvivors(original, "packet", lost), 1, Integer::sum);
    }
    print(capture, segmentBytes, "one packet", costs);
    assertThat(costs.keySet()).allMatch(cost -> cost <= 2);
  }

  @ParameterizedTest(name = "{0}, segments of {1}")
  @MethodSource("recordings")
  void anyLossCostsNoMoreThanTheRuleSays(String capture, int segmentBytes) throws IOException {
    // Given
    Original original = Original.read(capture, segmentBytes);
    Map<String, Map<Integer, Integer>> costs = new TreeMap<>();
    new Losses(original.packets, 2)
        .mixed(ROUNDS)
        .forEach(
            (what, lost) -> {
              // When, Then
              int cost = checkSurvivors(original, what, lost);
              String kind = what.substring(0, what.indexOf(','));
              costs
                  .computeIfAbsent(kind, unused -> new TreeMap<>())
                  .merge(cost, 1, Integer::sum);
            });
    costs.forEach((kind, distribution) -> print(capture, segmentBytes, kind, distribution));
  }

  /** Returns how many exchanges are not as they were, beside those that the loss touched. */
  private static int checkSurvivors(Original original, String what, Set<Integer> lost) {
    ReplayedExchanges found = ReplayedExchanges.of(Losses.without(original.packets, lost));
    int cost = 0;
    for (RecordedConnection connection : original.connections.values()) {
      ExpectedExchanges expected = new ExpectedExchanges(connection, lost);
      Map<Integer, String> left = lines(found, connection.name());
      Map<Integer, String> before = lines(original.exchanges, connection.name());
      Set<Integer> touched = expected.touched();
      for (Map.Entry<Integer, String> one : before.entrySet()) {
        int id = one.getKey();
        if (expected.surviving().contains(id)) {
          assertThat(left.get(id))
              .as("%s %s of %s, lost %s", connection.name(), id, what, lost)
              .isEqualTo(one.getValue());
        }
        cost += touched.contains(id) || one.getValue().equals(left.get(id)) ? 0 : 1;
      }
    }
    return cost;
  }

  /** What is known of each exchange that is not cut off by the end of the recording, by its id. */
  private static Map<Integer, String> lines(ReplayedExchanges exchanges, String connection) {
    Map<Integer, String> lines = new TreeMap<>();
    for (ReplayedExchanges.Found found :
        exchanges.byConnection.getOrDefault(connection, List.of())) {
      ExchangeStatus status = found.exchange().status();
      if (status == ExchangeStatus.COMPLETE || status == ExchangeStatus.NO_RESPONSE) {
        lines.put(found.exchange().correlationId(), found.line());
      }
    }
    return lines;
  }

  private static void print(
      String capture, int segmentBytes, String kind, Map<Integer, Integer> costs) {
    System.out.printf(
        "%s, segments of %d, %s: exchanges lost beside the touched ones = cases: %s%n",
        capture, segmentBytes, kind, costs);
  }
}
