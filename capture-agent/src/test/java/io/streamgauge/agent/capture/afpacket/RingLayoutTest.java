package io.streamgauge.agent.capture.afpacket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RingLayoutTest {

  @ParameterizedTest
  @CsvSource({
    "0, 131072, 2",
    "1048576, 131072, 8",
    "4194304, 131072, 32",
    "33554432, 524288, 64",
    "34000000, 524288, 64",
    "2146435072, 524288, 4094"
  })
  void blocksArePowersOfTwoAndFitTheBuffer(int bytes, int blockBytes, int blocks) {
    // When
    RingLayout layout = RingLayout.ofBytes(bytes);
    // Then
    assertThat(layout).isEqualTo(new RingLayout(blockBytes, blocks));
    assertThat(layout.bytes()).isLessThanOrEqualTo(Math.max(RingLayout.MIN_BYTES, bytes));
  }
}
