package io.streamgauge.agent.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A capture that begins in the middle of a connection, at any of its packets. */
class MidStreamCaptureTest {
  private static final int EFFORT = Integer.getInteger("streamgauge.loss.effort", 1);

  static Stream<Arguments> recordings() {
    return SurvivingExchangesTest.recordings();
  }

  @ParameterizedTest(name = "{0}, segments of {1}")
  @MethodSource("recordings")
  void whatFollowsTheFirstConfirmedBoundaryIsThereAndNothingElse(String capture, int segmentBytes)
      throws IOException {
    // Given
    Recording original = Recording.read(capture, segmentBytes);
    int step = EFFORT > 1 || segmentBytes > 1_448 ? 1 : 5;
    for (RecordedConnection connection : original.connections().values()) {
      List<Integer> indexes = indexes(original, connection);
      for (int first = 1; first < indexes.size(); first += step) {
        // When
        Set<Integer> lost = new HashSet<>(indexes.subList(0, first));
        List<RecordedPacket> rest = new ArrayList<>();
        indexes.subList(first, indexes.size()).forEach(i -> rest.add(original.packets().get(i)));
        ReplayedExchanges found = ReplayedExchanges.of(rest);

        // Then
        String where = connection.name() + " from its packet " + first + " on";
        ExpectedExchanges expected = new ExpectedExchanges(connection, lost, false, false);
        original.checkNothingAdded(connection.name(), found, where);
        original.checkSurvivors(connection, expected, found, where);
        original.checkBytes(connection, expected, found, lost, where);
      }
    }
  }

  private static List<Integer> indexes(Recording original, RecordedConnection connection) {
    List<Integer> indexes = new ArrayList<>();
    for (int i = 0; i < original.packets().size(); i++) {
      if (original.packets().get(i).connection().equals(connection.name())) {
        indexes.add(i);
      }
    }
    return indexes;
  }
}
