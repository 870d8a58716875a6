package io.streamgauge.benchmarks.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticEventsTest {
  private static List<EventBatch> batches(ClusterShape shape, int seconds) {
    SyntheticEvents events = new SyntheticEvents(shape);
    List<EventBatch> batches = new ArrayList<>();
    for (int second = 0; second < seconds; second++) {
      batches.addAll(events.nextSecond());
    }
    return batches;
  }

  @Test
  void equalShapesTellEqualEventsAndAnotherSeedOthers() {
    ClusterShape shape = new ClusterShape(3, 20, 4, 24, 3, 1);
    ClusterShape other = new ClusterShape(3, 20, 4, 24, 3, 2);

    assertThat(batches(shape, 3)).isEqualTo(batches(shape, 3));
    assertThat(batches(shape, 3)).isNotEqualTo(batches(other, 3));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000, 10_000})
  void aClusterTellsAboutAsManyRollupsASecondAsWereAskedFor(int keys) {
    // Given
    SyntheticEvents events = new SyntheticEvents(ClusterShape.ofKeys(keys));
    // When
    int seconds = 5;
    for (int second = 0; second < seconds; second++) {
      events.nextSecond();
    }
    // Then
    assertThat((double) events.rollups() / seconds).isCloseTo(keys, within(0.15 * keys));
    assertThat(events.facts()).isPositive();
  }

  @Test
  void everyPartitionOfAGroupIsCommittedByItsMember() {
    // Given
    ClusterShape shape = new ClusterShape(3, 12, 2, 12, 2, 1);
    // When
    List<EventBatch> told = batches(shape, 5);
    // Then both groups commit their topic's six partitions once in five seconds
    assertThat(
            told.stream()
                .flatMap(batch -> batch.getEventsList().stream())
                .filter(Event::hasOffsetCommitted))
        .hasSize(12);
  }

  @Test
  void aClusterWithoutBrokersIsRefused() {
    assertThatThrownBy(() -> new ClusterShape(0, 2, 1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a cluster needs a broker");
  }
}
