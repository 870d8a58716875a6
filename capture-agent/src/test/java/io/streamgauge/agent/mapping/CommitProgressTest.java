package io.streamgauge.agent.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.TopicRef;
import org.junit.jupiter.api.Test;

class CommitProgressTest {
  private static final TopicRef ORDERS = new TopicRef("orders", TopicRef.NO_ID);
  private static final TopicRef BILLS = new TopicRef("bills", TopicRef.NO_ID);

  @Test
  void eachPartitionOfEachGroupHasItsOwn() {
    // Given
    CommitProgress progress = new CommitProgress(10);
    assertThat(progress.commit("a", ORDERS, 0, 5)).isEqualTo(CommitProgress.UNKNOWN);
    assertThat(progress.commit("b", ORDERS, 0, 6)).isEqualTo(CommitProgress.UNKNOWN);
    assertThat(progress.commit("a", BILLS, 0, 7)).isEqualTo(CommitProgress.UNKNOWN);
    assertThat(progress.commit("a", ORDERS, 1, 8)).isEqualTo(CommitProgress.UNKNOWN);

    // When
    long before = progress.commit("a", ORDERS, 0, 9);

    // Then
    assertThat(before).isEqualTo(5);
    assertThat(progress.commit("a", ORDERS, 0, 10)).isEqualTo(9);
    assertThat(progress.commit("b", ORDERS, 0, 10)).isEqualTo(6);
    assertThat(progress.commit("a", BILLS, 0, 10)).isEqualTo(7);
    assertThat(progress.commit("a", ORDERS, 1, 10)).isEqualTo(8);
    assertThat(progress.forgotten()).isZero();
  }

  @Test
  void beyondTheLimitTheOneNotCommittedForLongestIsForgottenAndCounted() {
    // Given
    CommitProgress progress = new CommitProgress(2);
    progress.commit("a", ORDERS, 0, 5);
    progress.commit("a", ORDERS, 1, 6);
    progress.commit("a", ORDERS, 0, 7);

    // When
    progress.commit("a", ORDERS, 2, 8);

    // Then
    assertThat(progress.forgotten()).isEqualTo(1);
    assertThat(progress.commit("a", ORDERS, 0, 9)).isEqualTo(7);
    assertThat(progress.commit("a", ORDERS, 2, 9)).isEqualTo(8);
    assertThat(progress.commit("a", ORDERS, 1, 9)).isEqualTo(CommitProgress.UNKNOWN);
  }
}
