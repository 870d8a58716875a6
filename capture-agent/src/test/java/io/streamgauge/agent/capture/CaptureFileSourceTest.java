package io.streamgauge.agent.capture;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.capture.CollectedPackets.Packet;
import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.testing.CaptureFileBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CaptureFileSourceTest {

  private static final long SECOND = 1_000_000_000L;
  private static final int IF_TSRESOL = 9;
  private static final int IF_TSOFFSET = 14;

  static Stream<Arguments> pcapVariants() {
    return orders()
        .flatMap(
            order ->
                Stream.of(true, false)
                    .flatMap(
                        nanos ->
                            Arrays.stream(LinkType.values())
                                .map(type -> Arguments.of(order, nanos, type))));
  }

  @ParameterizedTest(name = "{0} nanos={1} {2}")
  @MethodSource("pcapVariants")
  void readsPcapOfEveryByteOrderPrecisionAndLinkType(
      ByteOrder order, boolean nanos, LinkType linkType) throws IOException {
    byte[] file =
        CaptureFileBuilder.pcap(order, nanos, linkType.number())
            .record(5, 7, bytes("abc"), 3)
            .record(0xffff_ffffL, 999_999, bytes(""), 1500)
            .build();

    CollectedPackets read = CollectedPackets.of(file);

    long scale = nanos ? 1 : 1000;
    assertThat(read.packets)
        .containsExactly(
            new Packet(5 * SECOND + 7 * scale, linkType, "abc", 3),
            new Packet(0xffff_ffffL * SECOND + 999_999 * scale, linkType, "", 1500));
    assertThat(read.statistics).isEqualTo(new CaptureStatistics(2, 0, 1500, 0));
    assertThat(read.cutNote).isEmpty();
  }

  static Stream<ByteOrder> orders() {
    return Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void readsPcapngWithItsInterfacesSectionsAndUnknownBlocks(ByteOrder order) throws IOException {
    CaptureFileBuilder file = CaptureFileBuilder.pcapng(order);
    file.block(0x0bad, file.body(1000));
    file.interfaceBlock(1, 0).interfaceBlock(147, 0);
    file.interfaceBlock(113, 0, file.option(2, bytes("eth0")), file.option(IF_TSRESOL, (byte) 9));
    file.interfaceBlock(
        276,
        0,
        file.option(IF_TSRESOL, (byte) 0x8a),
        file.longOption(IF_TSOFFSET, 100),
        file.option(0));
    file.enhancedPacket(0, 5_000_007, bytes("abcde"), 9);
    file.enhancedPacket(1, 5, bytes("skipped"), 7).enhancedPacket(2, 11, bytes("ns"), 2);
    file.enhancedPacket(3, (3 << 10) + 512, bytes("binary"), 6);
    file.obsoletePacket(0, 1, bytes("old")).statistics(0, 12).statistics(0, 30).statistics(2, 1);
    ByteOrder other =
        order == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    file.section(other).interfaceBlock(101, 4).simplePacket(bytes("simple"), 6);

    CollectedPackets read = CollectedPackets.of(file.build());

    assertThat(read.packets)
        .containsExactly(
            new Packet(5 * SECOND + 7_000, LinkType.ETHERNET, "abcde", 9),
            new Packet(11, LinkType.LINUX_SLL, "ns", 2),
            new Packet(103 * SECOND + SECOND / 2, LinkType.LINUX_SLL2, "binary", 6),
            new Packet(1_000, LinkType.ETHERNET, "old", 3),
            new Packet(1_000, LinkType.RAW, "simp", 6));
    assertThat(read.statistics).isEqualTo(new CaptureStatistics(5, 31, 6, 1));
  }

  static Stream<Arguments> whole() {
    CaptureFileBuilder pcapng = CaptureFileBuilder.pcapng(ByteOrder.LITTLE_ENDIAN);
    pcapng.interfaceBlock(1, 0).enhancedPacket(0, 1, bytes("first"), 5);
    CaptureFileBuilder pcap = CaptureFileBuilder.pcap(LinkType.RAW).record(1, bytes("first"));
    return Stream.of(
        Arguments.of("pcap", pcap.build().length, pcap.record(2, bytes("second")).build()),
        Arguments.of(
            "pcapng",
            pcapng.build().length,
            pcapng.enhancedPacket(0, 2, bytes("second"), 6).build()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whole")
  void deliversWhatIsWholeAndSaysHowMuchWasCut(String name, int firstEnd, byte[] file)
      throws IOException {
    for (int length = firstEnd + 1; length < file.length; length++) {
      CollectedPackets read = CollectedPackets.of(Arrays.copyOf(file, length));

      assertThat(read.packets).extracting(Packet::bytes).containsExactly("first");
      assertThat(read.cutBytes).isEqualTo(length - firstEnd);
      assertThat(read.cutNote)
          .startsWith("x.pcap: is cut inside its last record, at byte " + firstEnd + ": ");
    }
    assertThat(CollectedPackets.of(Arrays.copyOf(file, firstEnd)).cutNote).isEmpty();
  }

  @Test
  void readsGzipAndWhatACutOneStillHolds() throws IOException {
    CaptureFileBuilder file = CaptureFileBuilder.pcap(LinkType.RAW);
    for (int i = 0; i < 1000; i++) {
      file.record(i * 7919L, bytes("packet " + i * 7919));
    }
    byte[] compressed = gzip(file.build());

    assertThat(CollectedPackets.of(compressed).packets).hasSize(1000);
    CollectedPackets half = CollectedPackets.of(Arrays.copyOf(compressed, compressed.length / 2));

    assertThat(half.packets).hasSizeBetween(100, 900);
    assertThat(half.cutNote).contains("cut");
  }

  @Test
  void readsPacketsAcrossTheEndsOfItsWindow() throws IOException {
    CaptureFileBuilder file = CaptureFileBuilder.pcap(LinkType.RAW);
    int size = CaptureInput.CAPACITY / 3;
    for (int i = 0; i < 8; i++) {
      file.record(i, String.valueOf(i).repeat(size + i).getBytes(US_ASCII));
    }

    List<Packet> packets = CollectedPackets.of(file.build()).packets;

    for (int i = 0; i < 8; i++) {
      assertThat(packets.get(i).bytes()).isEqualTo(String.valueOf(i).repeat(size + i));
    }
  }

  @Test
  void skipsBlocksLongerThanItsWindow(@TempDir Path folder) throws IOException {
    CaptureFileBuilder file = CaptureFileBuilder.pcapng(ByteOrder.LITTLE_ENDIAN);
    file.interfaceBlock(1, 0).block(0x0bad, file.body(3 * CaptureInput.CAPACITY));
    byte[] bytes = file.enhancedPacket(0, 1, bytes("behind"), 6).build();
    Path path = Files.write(folder.resolve("a.pcapng"), bytes);
    CollectedPackets fromFile = new CollectedPackets();

    try (CaptureFileSource source = CaptureFileSource.open(path)) {
      fromFile.read(source);
    }

    assertThat(fromFile.packets).extracting(Packet::bytes).containsExactly("behind");
    assertThat(CollectedPackets.of(bytes).packets).isEqualTo(fromFile.packets);
  }

  @Test
  void endsWhenItIsClosed(@TempDir Path folder) throws IOException {
    byte[] bytes =
        CaptureFileBuilder.pcap(LinkType.RAW).record(1, bytes("a")).record(2, bytes("b")).build();
    Path path = Files.write(folder.resolve("a.pcap"), bytes);

    try (CaptureFileSource source = CaptureFileSource.open(path)) {
      source.run((time, type, buffer, offset, captured, wire) -> close(source));

      assertThat(source.statistics().receivedPackets()).isEqualTo(1);
    }
  }

  private static void close(CaptureFileSource source) {
    try {
      source.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }
}
