package io.streamgauge.agent.pipeline;

import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.link.LinkType;
import io.streamgauge.protocol.testing.Hostility;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** {@link HostilePipeline}'s laws, for recorded packets that were mutated, and for noise. */
class HostilePacketsTest {
  private static final List<LinkType> LINK_TYPES = List.of(LinkType.values());
  private static final List<Packet> RECORDED = recorded();

  @SuppressWarnings("ArrayRecordComponent") // held by one test, never compared
  private record Packet(long nanos, LinkType linkType, byte[] bytes, int wireLength) {}

  private static List<Packet> recorded() {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden"))) {
      List<Packet> packets = new ArrayList<>();
      for (Path file : files.filter(name -> name.toString().endsWith(".pcap")).sorted().toList()) {
        try (CaptureFileSource source = CaptureFileSource.open(file)) {
          source.run(
              (nanos, linkType, buffer, offset, captured, wire) -> {
                byte[] bytes = new byte[captured];
                buffer.get(offset, bytes);
                packets.add(new Packet(nanos, linkType, bytes, wire));
              });
        }
      }
      return packets;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Property(tries = 300)
  void mutatedPacketsBreakNoLaw(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int mutations) {
    // Given
    Random random = new Random(seed);
    List<Packet> packets = new ArrayList<>(RECORDED);
    for (int i = 0; i < mutations; i++) {
      mutate(packets, random);
    }
    HostilePipeline pipeline = new HostilePipeline();

    // When
    for (Packet packet : packets) {
      pipeline.packet(packet.nanos, packet.linkType, packet.bytes, packet.wireLength);
    }

    // Then
    pipeline.readsOthers(packets.get(packets.size() - 1).nanos).finish();
  }

  @Property(tries = 300)
  void noiseBreaksNoLaw(@ForAll long seed) {
    // Given
    Random random = new Random(seed);
    HostilePipeline pipeline = new HostilePipeline();

    // When
    for (int i = 0; i < 60; i++) {
      byte[] bytes = Hostility.bytes(random, 200);
      LinkType linkType = LINK_TYPES.get(random.nextInt(LINK_TYPES.size()));
      pipeline.packet(random.nextLong(), linkType, bytes, wireLength(bytes.length, random));
    }

    // Then
    pipeline.readsOthers(random.nextLong()).finish();
  }

  private static int wireLength(int captured, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> captured + random.nextInt(5_000);
      case 1 -> Integer.MAX_VALUE;
      default -> captured;
    };
  }

  private static void mutate(List<Packet> packets, Random random) {
    int at = random.nextInt(packets.size());
    Packet packet = packets.get(at);
    switch (random.nextInt(9)) {
      case 0 -> packets.add(at, packet);
      case 1 -> packets.remove(at);
      case 2 -> Collections.swap(packets, at, random.nextInt(packets.size()));
      case 3 -> packets.add(random.nextInt(packets.size()), packet);
      case 4 ->
          packets.set(
              at,
              new Packet(
                  random.nextInt(4) == 0 ? random.nextLong() : packet.nanos + random.nextInt(),
                  packet.linkType,
                  packet.bytes,
                  packet.wireLength));
      case 5 ->
          packets.set(
              at,
              new Packet(
                  packet.nanos,
                  packet.linkType,
                  packet.bytes,
                  wireLength(packet.bytes.length, random)));
      default -> {
        byte[] second = packets.get(random.nextInt(packets.size())).bytes;
        byte[] bytes = Hostility.mutate(packet.bytes, second, random);
        packets.set(
            at,
            new Packet(
                packet.nanos, packet.linkType, bytes, Math.max(bytes.length, packet.wireLength)));
      }
    }
    if (packets.isEmpty()) {
      packets.add(packet);
    }
  }
}
