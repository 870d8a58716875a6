package io.streamgauge.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

  @ParameterizedTest(name = "{0}, segments of {1}")
  @MethodSource("recordings")
  void theRecordingIsUnderstoodWithoutTheDecoder(String capture, int segmentBytes)
      throws IOException {
    // When
    Recording original = Recording.read(capture, segmentBytes);

    // Then
    original
        .connections()
        .forEach(
            (name, connection) ->
                assertThat(connection.requests().frames())
                    .as(name)
                    .hasSameSizeAs(original.exchanges().byConnection.get(name)));
    assertThat(
            original.connections().values().stream()
                .flatMap(c -> c.requests().frames().stream())
                .mapToInt(frame -> frame.payload().size())
                .sum())
        .isPositive();
  }

  @ParameterizedTest(name = "{0}, segments of {1}")
  @MethodSource("recordings")
  void onePacketCostsTheExchangesItTouches(String capture, int segmentBytes) throws IOException {
    // Given
    Recording original = Recording.read(capture, segmentBytes);
    Map<Integer, Integer> costs = new TreeMap<>();
    int step = EFFORT > 1 ? 1 : segmentBytes > 1_448 ? 4 : 16;
    for (Set<Integer> lost : new Losses(original.packets(), 1).single(step)) {
      // When, Then
      costs.merge(checkSurvivors(original, "packet", lost), 1, Integer::sum);
    }
    print(capture, segmentBytes, "one packet", costs);
    // Requests sent together with a fetch: one lost answer may cost those of all that follow it.
    int inFlight =
        original.connections().values().stream()
            .mapToInt(RecordedConnection::mostInFlight)
            .max()
            .orElse(0);
    assertThat(costs.keySet()).allMatch(cost -> cost < inFlight);
  }

  @ParameterizedTest(name = "{0}, segments of {1}")
  @MethodSource("recordings")
  void anyLossCostsNoMoreThanTheRuleSays(String capture, int segmentBytes) throws IOException {
    // Given
    Recording original = Recording.read(capture, segmentBytes);
    Map<String, Map<Integer, Integer>> costs = new TreeMap<>();
    new Losses(original.packets(), 2)
        .mixed(ROUNDS)
        .forEach(
            (what, lost) -> {
              // When, Then
              int cost = checkSurvivors(original, what, lost);
              String kind = what.substring(0, what.indexOf(','));
              costs.computeIfAbsent(kind, unused -> new TreeMap<>()).merge(cost, 1, Integer::sum);
            });
    costs.forEach((kind, distribution) -> print(capture, segmentBytes, kind, distribution));
  }

  /** Returns how many exchanges are not as they were, beside those that the loss touched. */
  private static int checkSurvivors(Recording original, String what, Set<Integer> lost) {
    ReplayedExchanges found = ReplayedExchanges.of(Losses.without(original.packets(), lost));
    int cost = 0;
    for (RecordedConnection connection : original.connections().values()) {
      ExpectedExchanges expected = new ExpectedExchanges(connection, lost);
      String where = connection.name() + ", " + what + ", lost " + lost;
      original.checkSurvivors(connection, expected, found, where);
      original.checkBytes(connection, expected, found, lost, where);
      cost += original.cost(connection, expected, found);
    }
    return cost;
  }

  private static void print(
      String capture, int segmentBytes, String kind, Map<Integer, Integer> costs) {
    System.out.printf(
        "%s, segments of %d, %s: exchanges lost beside the touched ones = cases: %s%n",
        capture, segmentBytes, kind, costs);
  }
}
