package io.streamgauge.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.identity.Ownership;
import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.link.TcpSegment;
import io.streamgauge.agent.testing.PacketBuilder;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrafficSamplerTest {
  private static final KafkaDecoder DECODER = KafkaDecoder.builder().build();
  private static final long SECOND = 1_000_000_000L;
  private static final SamplingLimits LIMITS =
      new SamplingLimits(2, 3, 10 * SECOND, 60 * SECOND, 100);

  /** A heartbeat, version 0, of client {@code c} with correlation id 7, and its answer. */
  private static final byte[] REQUEST = {
    0, 0, 0, 24, 0, 12, 0, 0, 0, 0, 0, 7, 0, 1, 'c', 0, 1, 'g', 0, 0, 0, 1, 0, 4, 'm', 'e', 'm', 'b'
  };

  private static final byte[] RESPONSE = {0, 0, 0, 6, 0, 0, 0, 7, 0, 0};

  private final List<Set<Integer>> told = new ArrayList<>();
  private final List<String> filters = new ArrayList<>();
  private final ListenerRegistry registry = new ListenerRegistry(Set.of(9092), 20, told::add);
  private long now = 1_700_000_000L * SECOND;

  private TrafficSampler sampler(Ownership ownership) {
    return new TrafficSampler(
        LIMITS, ownership, registry, DECODER, filter -> filters.add(filter.expression()));
  }

  private void send(TrafficSampler sampler, PacketBuilder packet) {
    byte[] bytes = packet.build();
    sampler.onPacket(now, LinkType.ETHERNET, ByteBuffer.wrap(bytes), 0, bytes.length, bytes.length);
  }

  private void request(TrafficSampler sampler, int port, byte[] payload) {
    send(
        sampler,
        PacketBuilder.tcp()
            .between("10.0.0.1", 40_000, "10.0.0.2", port)
            .sequence(100)
            .acknowledges(500)
            .flags(TcpSegment.ACK | TcpSegment.PSH)
            .payload(payload));
  }

  private void response(TrafficSampler sampler, int port, byte[] payload) {
    send(
        sampler,
        PacketBuilder.tcp()
            .between("10.0.0.2", port, "10.0.0.1", 40_000)
            .sequence(500)
            .acknowledges(100 + REQUEST.length)
            .flags(TcpSegment.ACK | TcpSegment.PSH)
            .payload(payload));
  }

  @Test
  void aPortWhoseRequestAndResponseDecodeIsAListeners() {
    TrafficSampler sampler = sampler(Ownership.EVERYTHING);

    request(sampler, 19_999, REQUEST);
    assertThat(sampler.candidates()).containsExactly(19_999);
    assertThat(filters.get(0)).startsWith("tcp port 19999 or (");
    assertThat(told).isEmpty();
    response(sampler, 19_999, RESPONSE);

    assertThat(told).containsExactly(Set.of(9092, 19_999));
    assertThat(registry.discovered()).isEqualTo(1);
    assertThat(sampler.candidates()).isEmpty();
    assertThat(filters.get(filters.size() - 1))
        .isEqualTo(TrafficFilter.ofRequests(Set.of(9092, 19_999), Set.of()).expression());
  }

  @Test
  void whatBeginsLikeARequestAndIsNoneIsLeftAloneForLonger() {
    TrafficSampler sampler = sampler(Ownership.EVERYTHING);
    byte[] likely = new byte[40];
    likely[3] = 20;

    request(sampler, 5_000, likely);
    assertThat(sampler.candidates()).containsExactly(5_000);
    response(sampler, 5_000, new byte[] {-1, -1, -1, -1});
    now += LIMITS.candidateNanos();
    sampler.onIdle(now);
    request(sampler, 5_000, likely);

    assertThat(sampler.candidates()).isEmpty();
    assertThat(sampler.rejected()).isEqualTo(1);
    assertThat(told).isEmpty();
    now += LIMITS.rejectedNanos();
    sampler.onIdle(now);
    request(sampler, 5_000, likely);
    assertThat(sampler.candidates()).containsExactly(5_000);
  }

  @Test
  void whatDoesNotBeginLikeARequestIsNoCandidate() {
    TrafficSampler sampler = sampler(Ownership.EVERYTHING);

    request(sampler, 80, "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    request(sampler, 443, new byte[] {22, 3, 1, 2, 0, 1, 0, 1, 0xf, 3, 3, 0, 0, 0, 0, 0});
    request(sampler, 81, new byte[] {0, 0, 0, 24});

    assertThat(sampler.candidates()).isEmpty();
    assertThat(filters).isEmpty();
  }

  @Test
  void brokersOfOthersAreNoCandidates() {
    TrafficSampler sampler = sampler(broker -> false);

    request(sampler, 19_999, REQUEST);

    assertThat(sampler.candidates()).isEmpty();
  }

  @Test
  void tenTimesTheCandidatesAreCounted() {
    TrafficSampler sampler = sampler(Ownership.EVERYTHING);

    for (int port = 1; port <= 10 * LIMITS.maxCandidates(); port++) {
      request(sampler, 20_000 + port, REQUEST);
    }

    assertThat(sampler.candidates()).hasSize(LIMITS.maxCandidates());
    assertThat(sampler.refusedCandidates()).isEqualTo(9L * LIMITS.maxCandidates());
  }

  @Test
  void tenTimesTheRejectedPortsAreForgotten() {
    TrafficSampler sampler = sampler(Ownership.EVERYTHING);

    for (int port = 1; port <= 10 * LIMITS.maxRejected(); port++) {
      request(sampler, 20_000 + port, REQUEST);
      now += LIMITS.candidateNanos();
      sampler.onIdle(now);
    }

    assertThat(sampler.rejected()).isEqualTo(LIMITS.maxRejected());
  }

  @Test
  void tenTimesThePacketsOfASecondAreCountedAndNotLookedAt() {
    TrafficSampler sampler = sampler(Ownership.EVERYTHING);

    for (int i = 0; i < 10 * LIMITS.maxPacketsPerSecond(); i++) {
      request(sampler, 80, new byte[20]);
    }
    assertThat(sampler.skippedPackets()).isEqualTo(9L * LIMITS.maxPacketsPerSecond());

    now += SECOND;
    request(sampler, 19_999, REQUEST);
    assertThat(sampler.candidates()).contains(19_999);
  }

  @Test
  void aPortThatTheRegistryHasNoRoomForIsLeftAloneAndTheFilterStaysAsItIs() {
    // Given
    for (int port = 1; port <= 20; port++) {
      registry.add(20_000 + port);
    }
    TrafficSampler sampler = sampler(Ownership.EVERYTHING);
    request(sampler, 19_999, REQUEST);
    response(sampler, 19_999, RESPONSE);
    assertThat(sampler.candidates()).isEmpty();
    assertThat(sampler.rejected()).isEqualTo(1);
    int changes = filters.size();

    // When it goes on talking
    for (int i = 1; i <= 50; i++) {
      again(sampler, 19_999, i);
    }

    // Then
    assertThat(filters).hasSize(changes);
    assertThat(registry.refused()).isEqualTo(1);
  }

  /** The same request and response for another time, behind the ones before. */
  private void again(TrafficSampler sampler, int port, int times) {
    int sent = times * REQUEST.length;
    int answered = times * RESPONSE.length;
    send(
        sampler,
        PacketBuilder.tcp()
            .between("10.0.0.1", 40_000, "10.0.0.2", port)
            .sequence(100 + sent)
            .acknowledges(500 + answered)
            .flags(TcpSegment.ACK)
            .payload(REQUEST));
    send(
        sampler,
        PacketBuilder.tcp()
            .between("10.0.0.2", port, "10.0.0.1", 40_000)
            .sequence(500 + answered)
            .acknowledges(100 + sent + REQUEST.length)
            .flags(TcpSegment.ACK)
            .payload(RESPONSE));
  }

  @Test
  void tenTimesTheListenersAreCounted() {
    for (int port = 1; port <= 200; port++) {
      registry.add(20_000 + port);
    }

    assertThat(registry.discovered()).isEqualTo(20);
    assertThat(registry.refused()).isEqualTo(180);
    assertThat(registry.ports()).hasSize(21);
  }
}
