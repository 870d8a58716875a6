package io.streamgauge.benchmarks.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void packetsLieAnywhereInTheirSecond() {
    // Given results 200 ms after the end of their seconds
    Latencies latencies = new Latencies();
    for (int i = 0; i < 10; i++) {
      latencies.add(200);
    }
    // Then a packet waited for 200 to 1,200 ms
    assertThat(Latencies.fromPacket(latencies.getLocalValue(), 0.5)).isCloseTo(700, within(2));
    assertThat(Latencies.fromPacket(latencies.getLocalValue(), 0.99)).isCloseTo(1_190, within(2));
  }

  @Test
  void whatIsLateCountsAsOftenAsItWasTold() {
    // Given nine results at once and one after five seconds
    Latencies latencies = new Latencies();
    for (int i = 0; i < 9; i++) {
      latencies.add(0);
    }
    latencies.add(5_000);
    // Then
    assertThat(Latencies.fromPacket(latencies.getLocalValue(), 0.9)).isLessThanOrEqualTo(1_000);
    assertThat(Latencies.fromPacket(latencies.getLocalValue(), 0.95)).isCloseTo(5_500, within(2));
  }

  @Test
  void nothingToldIsNoLatency() {
    assertThat(Latencies.fromPacket(new Latencies().getLocalValue(), 0.5)).isEqualTo(-1);
  }
}
