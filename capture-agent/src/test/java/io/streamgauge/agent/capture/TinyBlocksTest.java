package io.streamgauge.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.testing.CaptureFileBuilder;
import io.streamgauge.protocol.testing.Allocations;
import io.streamgauge.protocol.testing.Twice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Captures made of as many parts as fit: each byte is read once, in large steps, and nothing is
 * allocated per part.
 */
class TinyBlocksTest {
  private static final int PARTS = 1_000_000;

  /** In one block of at most 2 MiB. */
  private static final int OPTIONS_PER_BLOCK = 500_000;

  private static final int UNKNOWN_BLOCK = 0x0bad;
  private static final int LEAST_READ = 64 << 10;
  private static final long LITTLE = 256 << 10;
  private static final byte[] PACKET = new byte[4];

  private static final Map<String, Supplier<CaptureFileBuilder>> FILES =
      Map.of(
          "unknown blocks", () -> blocks(UNKNOWN_BLOCK),
          "packets without a byte", TinyBlocksTest::packets,
          "sections", TinyBlocksTest::sections,
          "options of an interface", () -> options(1, 1),
          "options of statistics", () -> options(5, 0));

  private static CaptureFileBuilder pcapng() {
    return CaptureFileBuilder.pcapng(ByteOrder.LITTLE_ENDIAN).interfaceBlock(1, 0);
  }

  private static CaptureFileBuilder blocks(int type) {
    CaptureFileBuilder file = pcapng();
    for (int i = 0; i < PARTS; i++) {
      file.block(type, ByteBuffer.allocate(0));
    }
    return file;
  }

  private static CaptureFileBuilder packets() {
    CaptureFileBuilder file = pcapng();
    for (int i = 0; i < PARTS; i++) {
      file.simplePacket(new byte[0], 0);
    }
    return file;
  }

  private static CaptureFileBuilder sections() {
    CaptureFileBuilder file = pcapng();
    for (int i = 0; i < PARTS; i++) {
      file.section(i % 2 == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }
    return file.section(ByteOrder.LITTLE_ENDIAN).interfaceBlock(1, 0);
  }

  /** Blocks full of options of no length, and of the codes that are looked at among them. */
  private static CaptureFileBuilder options(int type, int linkType) {
    CaptureFileBuilder file = pcapng();
    for (int block = 0; block < PARTS / OPTIONS_PER_BLOCK; block++) {
      int fixed = type == 1 ? 8 : 12;
      ByteBuffer body = file.body(fixed + 4 * OPTIONS_PER_BLOCK).putShort((short) linkType);
      body.position(fixed);
      for (int i = 0; i < OPTIONS_PER_BLOCK; i++) {
        body.putShort((short) (1 + i % 15)).putShort((short) 0);
      }
      file.block(type, body);
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown blocks",
        "packets without a byte",
        "sections",
        "options of an interface",
        "options of statistics"
      })
  void eachByteIsReadOnceAndNothingIsAllocatedPerPart(String kind) {
    // Given, with a packet in the end
    byte[] file = FILES.get(kind).get().simplePacket(PACKET, PACKET.length).build();
    Twice.attempt(
        () -> {
          CountingChannel channel = new CountingChannel(file);
          Counter packets = new Counter();

          // When
          long allocated = Allocations.of(() -> read(channel, packets));

          // Then
          assertThat(packets.bytes).isEqualTo(PACKET.length);
          assertThat(channel.position).isEqualTo(file.length);
          assertThat(channel.reads).isLessThan(4 + file.length / LEAST_READ);
          assertThat(allocated).isLessThan(LITTLE);
        });
  }

  private static void read(ReadableByteChannel channel, PacketHandler packets) {
    try (CaptureFileSource source = CaptureFileSource.open("x.pcap", channel)) {
      source.run(packets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Counter implements PacketHandler {
    private long bytes;

    @Override
    public void onPacket(
        long timestampNanos,
        LinkType linkType,
        ByteBuffer buffer,
        int offset,
        int captured,
        int wire) {
      bytes += captured;
    }
  }

  private static final class CountingChannel implements ReadableByteChannel {
    private final byte[] file;
    private int position;
    private int reads;

    CountingChannel(byte[] file) {
      this.file = file;
    }

    @Override
    public int read(ByteBuffer target) {
      reads++;
      int length = Math.min(target.remaining(), file.length - position);
      target.put(file, position, length);
      position += length;
      return length == 0 ? -1 : length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
