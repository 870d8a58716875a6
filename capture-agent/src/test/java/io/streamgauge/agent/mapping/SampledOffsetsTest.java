package io.streamgauge.agent.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampledOffsetsTest {
  private static List<Long> all(SampledOffsets sampled, int partition, long from, long to) {
    List<Long> found = new ArrayList<>();
    long next = sampled.next(partition, from, to);
    while (next != SampledOffsets.NONE) {
      found.add(next);
      next = sampled.next(partition, next + 1, to);
    }
    return found;
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.5, 0.3, 0.1, 0.001})
  void howARangeIsCutChangesNothing(double ratio) {
    // Given
    SampledOffsets sampled = new SampledOffsets(ratio);
    Random random = new Random(7);
    List<Long> pieces = new ArrayList<>();

    // When the same offsets come in pieces
    for (long from = 5; from < 20_000; ) {
      long to = Math.min(20_000, from + 1 + random.nextInt(100));
      pieces.addAll(all(sampled, 3, from, to));
      from = to;
    }

    // Then
    assertThat(pieces).isEqualTo(all(sampled, 3, 5, 20_000)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"1, 100000", "0.1, 10000", "0.01, 1000", "0, 0"})
  void theShareIsAsToldWithinOneRun(double ratio, int expected) {
    assertThat(all(new SampledOffsets(ratio), 0, 0, 100_000)).hasSize(expected);
  }

  @Test
  void partitionsAreSampledAtOtherPlaces() {
    SampledOffsets sampled = new SampledOffsets(0.01);

    assertThat(all(sampled, 0, 0, 10_000)).isNotEqualTo(all(sampled, 1, 0, 10_000));
  }

  @ParameterizedTest
  @CsvSource({
    "-9223372036854775808, 5",
    "5, -9223372036854775808",
    "9223372036854775806, 9223372036854775807",
    "0, 9223372036854775807",
    "7, 7",
    "-3, -1"
  })
  void offsetsThatNoBrokerGivesDoNoHarm(long from, long to) {
    for (double ratio : new double[] {1, 0.3, 1e-18}) {
      long next = new SampledOffsets(ratio).next(Integer.MAX_VALUE, from, to);

      assertThat(next == SampledOffsets.NONE || (next >= from && next < to)).isTrue();
    }
  }
}
