package io.streamgauge.agent.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.link.TcpSegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FlowIndexTest {
  private static final int BROKER = 0x0a00_0002;
  private static final int CLIENT = 0x0b00_0000;
  private static final ByteBuffer NO_PAYLOAD = ByteBuffer.allocate(0);

  private final FlowIndex index = new FlowIndex(new SplittableRandom(1));
  private final TcpSegment segment = new TcpSegment();
  private final FlowKey lookup = new FlowKey();

  @Test
  void bothDirectionsLeadToTheFlow() {
    // Given
    FlowPath path = add(CLIENT, 40_000);
    add(CLIENT, 40_001);

    // When
    segment.ipv4(BROKER, CLIENT);
    segment.tcp(9092, 40_000, 0, 0, TcpSegment.ACK);
    lookup.set(segment);

    // Then
    assertThat(index.find(lookup)).isSameAs(path);
    assertThat(path.sideOf(lookup)).isEqualTo(1);
  }

  @Test
  void whoeverComesAndGoesTheOthersAreFound() {
    // Given
    Random random = new Random(7);
    Map<Integer, FlowPath> model = new HashMap<>();

    // When, Then
    for (int step = 0; step < 100_000; step++) {
      int port = random.nextInt(3_000);
      FlowPath known = model.get(port);
      assertThat(find(CLIENT, port)).isSameAs(known);
      if (known == null) {
        model.put(port, add(CLIENT, port));
      } else if (random.nextInt(3) > 0) {
        index.remove(known.flow);
        model.remove(port);
      }
      assertThat(index.size()).isEqualTo(model.size());
    }
    model.forEach((port, path) -> assertThat(find(CLIENT, port)).isSameAs(path));
  }

  @Test
  void pathsOfAFlowThatIsFoldedLeadToTheOther() {
    // Given
    FlowState stays = add(CLIENT, 40_000).flow;
    FlowState goes = add(CLIENT + 1, 50_000).flow;

    // When
    boolean moved = index.move(goes, stays, false);

    // Then
    assertThat(moved).isTrue();
    assertThat(index.size()).isEqualTo(2);
    assertThat(find(CLIENT, 40_000).flow).isSameAs(stays);
    assertThat(find(CLIENT + 1, 50_000).flow).isSameAs(stays);
    assertThat(find(CLIENT + 1, 50_000).sideOf(lookup)).isEqualTo(1);
    index.remove(stays);
    assertThat(find(CLIENT + 1, 50_000)).isNull();
    assertThat(index.size()).isZero();
  }

  @Test
  void endsThatCollideUnderOneSeedDoNotUnderAnother() {
    // Given ends that somebody chose who knew a seed: all in the same of 4,096 slots
    List<Integer> chosen = new ArrayList<>();
    SplittableRandom known = new SplittableRandom(1);
    long seed = known.nextLong();
    long factor = known.nextLong() | 1;
    int slot = key(CLIENT, 1).hash(seed, factor) & 0xfff;
    for (int port = 1; port < 65_536; port++) {
      for (int client = 0; client < 64; client++) {
        if ((key(CLIENT + client, port).hash(seed, factor) & 0xfff) == slot) {
          chosen.add(client << 16 | port);
        }
      }
    }

    // When another index has its own
    FlowIndex other = new FlowIndex(new SplittableRandom(2));
    for (int ends : chosen) {
      other.add(path(CLIENT + (ends >>> 16), ends & 0xffff));
    }

    // Then each finds its place after a few others at most
    assertThat(chosen).hasSizeGreaterThan(500);
    assertThat(other.size()).isEqualTo(chosen.size());
    assertThat(other.probes()).isLessThan(4L * chosen.size());
  }

  private FlowPath add(int client, int port) {
    FlowPath path = path(client, port);
    index.add(path);
    return path;
  }

  private FlowPath path(int client, int port) {
    FlowKey key = key(client, port);
    return new FlowState(0, segment).addPath(key, 0);
  }

  private FlowPath find(int client, int port) {
    return index.find(key(client, port));
  }

  private FlowKey key(int client, int port) {
    segment.ipv4(client, BROKER);
    segment.tcp(port, 9092, 0, 0, TcpSegment.SYN);
    segment.payload(0, NO_PAYLOAD, 0, 0, 0);
    lookup.set(segment);
    return lookup;
  }
}
