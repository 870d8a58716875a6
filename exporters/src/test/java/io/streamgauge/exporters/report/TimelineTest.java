package io.streamgauge.exporters.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineTest {
  private static final long START = 1_700_000_001;

  @ParameterizedTest
  @ValueSource(longs = {1, 239, 240, 241, 3_600, 86_400, 31_536_000})
  void binsAreFewAndNothingThatWasAddedIsLost(long seconds) {
    Timeline timeline = new Timeline();
    Timeline.Track track = timeline.adding();

    for (long second = 0; second < seconds; second += Math.max(1, seconds / 1_000)) {
      track.put(START + second, 1);
    }

    assertThat(timeline.bins()).isBetween(1, Timeline.MAX_BINS);
    assertThat(Arrays.stream(track.sums()).sum())
        .isEqualTo(Math.ceil((double) seconds / Math.max(1, seconds / 1_000)));
    assertThat(timeline.startOf(0)).isBetween(START - timeline.widthSeconds() + 1, START);
    assertThat(timeline.startOf(timeline.bins())).isGreaterThan(START);
  }

  @Test
  void theOrderOfWhatIsAddedDoesNotShow() {
    List<Long> seconds = new ArrayList<>();
    for (long second = 0; second < 5_000; second += 7) {
      seconds.add(START + second);
    }
    double[] inOrder = sums(seconds);

    Collections.shuffle(seconds, new Random(1));

    assertThat(sums(seconds)).containsExactly(inOrder);
  }

  @Test
  void theNewestOfABinHoldsUntilAnotherComes() {
    Timeline timeline = new Timeline();
    Timeline.Track lag = timeline.newest();
    timeline.adding().put(START, 1);

    lag.put(START + 1, 5);
    lag.put(START + 1, 7);
    lag.put(START + 3, Double.NaN);
    lag.put(START + 4, 2);

    assertThat(lag.held()).containsExactly(Double.NaN, 7, 7, Double.NaN, 2);
  }

  @Test
  void whatIsNewestStaysNewestWhenBinsAreFolded() {
    Timeline timeline = new Timeline();
    Timeline.Track lag = timeline.newest();

    for (int second = 0; second <= 1_000; second++) {
      lag.put(START + second, second);
    }

    double[] held = lag.held();
    for (int bin = 0; bin < held.length; bin++) {
      double last = Math.min(1_000, timeline.startOf(bin + 1) - 1 - START);
      assertThat(held[bin]).as("bin %d", bin).isEqualTo(last);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE})
  void timesThatNoCaptureShouldHoldAreBounded(long second) {
    Timeline timeline = new Timeline();
    Timeline.Track track = timeline.adding();
    track.put(START, 1);

    track.put(second, 1);

    assertThat(timeline.bins()).isBetween(1, Timeline.MAX_BINS);
    assertThat(Arrays.stream(track.sums()).sum()).isEqualTo(2);
  }

  private static double[] sums(List<Long> seconds) {
    Timeline.Track track = new Timeline().adding();
    seconds.forEach(second -> track.put(second, 1));
    return track.sums();
  }
}
