package io.streamgauge.agent.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.link.TcpSegment;
import org.junit.jupiter.api.Test;

class FlowHashTest {

  private static final int BROKER = 0x0a00_0001;

  private static int worker(int source, int sourcePort, int destination, int port, int workers) {
    TcpSegment segment = new TcpSegment();
    segment.ipv4(source, destination);
    segment.tcp(sourcePort, port, 0, 0, 0);
    return FlowHash.worker(segment, workers);
  }

  @Test
  void bothDirectionsAndAllPortsOfTwoHostsComeToOneWorker() {
    for (int client = 1; client < 1_000; client++) {
      // When
      int there = worker(client, 40_000, BROKER, 9092, 7);
      int back = worker(BROKER, 9092, client, 40_000, 7);
      int other = worker(client, 40_001, BROKER, 9093, 7);
      // Then
      assertThat(there).isBetween(0, 6).isEqualTo(back).isEqualTo(other);
    }
  }

  @Test
  void clientsAreDealtOutEvenly() {
    // Given
    int[] counts = new int[4];
    // When
    for (int client = 0; client < 4_000; client++) {
      counts[worker(0xac10_0000 + client, 40_000, BROKER, 9092, 4)]++;
    }
    // Then
    for (int count : counts) {
      assertThat(count).isBetween(800, 1_200);
    }
  }
}
