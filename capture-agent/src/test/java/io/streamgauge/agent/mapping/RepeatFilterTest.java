package io.streamgauge.agent.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RepeatFilterTest {
  private final RepeatFilter filter = new RepeatFilter(2, 100);

  @Test
  void whatIsNewChangedOrOldPasses() {
    assertThat(filter.passes("a", 1, 0)).isTrue();
    assertThat(filter.passes("a", 1, 99)).isFalse();
    assertThat(filter.passes("a", 2, 99)).isTrue();
    assertThat(filter.passes("a", 2, 199)).isTrue();
  }

  @Test
  void isBoundedAndCountsWhatItForgot() {
    filter.passes("a", 1, 0);
    filter.passes("b", 1, 0);
    filter.passes("c", 1, 0);

    assertThat(filter.dropped()).isEqualTo(1);
    assertThat(filter.passes("c", 1, 1)).isFalse();
    assertThat(filter.passes("a", 1, 1)).isTrue();
  }
}
