package io.streamgauge.agent.capture.afpacket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RingLayoutTest {

  @ParameterizedTest
  @CsvSource({
    "0, 131072, 2",
    "1048576, 131072, 8",
    "4194304, 262144, 16",
    "33554432, 1048576, 32",
    "34000000, 1048576, 32",
    "2146435072, 1048576, 2047"
  })
  void blocksArePowersOfTwoAndFitTheBuffer(int bytes, int blockBytes, int blocks) {
    // When
    RingLayout layout = RingLayout.ofBytes(bytes);
    // Then
    assertThat(layout).isEqualTo(new RingLayout(blockBytes, blocks));
    assertThat(layout.bytes()).isLessThanOrEqualTo(Math.max(RingLayout.MIN_BYTES, bytes));
  }
}
