package io.streamgauge.agent.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.testing.CaptureFileBuilder;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedCaptureTest {

  static Stream<Arguments> malformed() {
    byte[] pcap = CaptureFileBuilder.pcap(LinkType.RAW).build();
    byte[] longRecord = CaptureFileBuilder.pcap(LinkType.RAW).record(1, new byte[4]).build();
    longRecord[24 + 11] = 0x7f;
    CaptureFileBuilder block = pcapng().interfaceBlock(1, 0);
    byte[] oddBlock = block.build();
    oddBlock[28 + 4] = 21;
    byte[] trailer = block.build();
    trailer[trailer.length - 4] = 24;
    byte[] magic = pcapng().build();
    magic[8] = 0;
    return Stream.of(
        Arguments.of(new byte[0], "is empty"),
        Arguments.of("a,b\n1,2\n".getBytes(UTF_8), "is a text file"),
        Arguments.of(new byte[] {1, 2, 3}, "begins with 010203 at byte 0"),
        Arguments.of(new byte[] {(byte) 0x9f, 0, 3, 4, 5}, "begins with 9f000304 at byte 0"),
        Arguments.of(Arrays.copyOf(pcap, 10), "ends inside its header, at byte 10 of 24"),
        Arguments.of(Arrays.copyOf(pcapng().build(), 9), "ends inside its header, at byte 9 of 28"),
        Arguments.of(
            CaptureFileBuilder.pcap(ByteOrder.BIG_ENDIAN, false, 147).build(),
            "link type 147 is not one that can be read"),
        Arguments.of(
            pcapng().interfaceBlock(189, 0).enhancedPacket(0, 1, new byte[4], 4).build(),
            "link type 189 is not one that can be read"),
        Arguments.of(longRecord, "damaged at byte 24: a packet of 2130706436 bytes"),
        Arguments.of(oddBlock, "damaged at byte 28: a block of 21 bytes"),
        Arguments.of(trailer, "damaged at byte 28: a block of 20 bytes that says 24 at its end"),
        Arguments.of(magic, "damaged at byte 0: byte-order magic"),
        Arguments.of(
            pcapng().enhancedPacket(3, 1, new byte[4], 4).build(),
            "damaged at byte 28: interface 3 of a section that has 0 so far"),
        Arguments.of(
            pcapng().interfaceBlock(1, 0, pcapng().option(9, (byte) 99)).build(),
            "time resolution (if_tsresol) 99"),
        Arguments.of(
            pcapng().block(6, pcapng().body(8)).build(), "damaged at byte 28: a block of 20 bytes"),
        Arguments.of(new byte[] {0x1f, (byte) 0x8b, 8}, "gzip header is not whole"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("malformed")
  void saysInOneLineWhatIsWrongAndWhere(byte[] file, String message) {
    assertThatThrownBy(() -> CollectedPackets.of(file))
        .isInstanceOf(CaptureFormatException.class)
        .hasMessageStartingWith("x.pcap: ")
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void saysWhenThereIsNoFileToRead(@TempDir Path folder) {
    assertThatThrownBy(() -> CaptureFileSource.open(folder))
        .isInstanceOf(CaptureFormatException.class)
        .hasMessage(folder + ": is a directory; name a pcap or pcapng file in it");
    Path missing = folder.resolve("missing.pcap");
    assertThatThrownBy(() -> CaptureFileSource.open(missing))
        .isInstanceOf(CaptureFormatException.class)
        .hasMessage(missing + ": there is no such file");
  }

  @Property(tries = 2000)
  void readsOrRefusesWhateverTheBytes(
      @ForAll @IntRange(min = 0, max = 3) int kind,
      @ForAll @Size(max = 8) int[] damage,
      @ForAll @IntRange(min = 0, max = 300) int length)
      throws IOException {
    byte[] file = Arrays.copyOf(sample(kind), length);
    for (int change : damage) {
      if (length > 0) {
        file[Math.floorMod(change, length)] = (byte) (change >>> 24);
      }
    }
    try {
      assertThat(CollectedPackets.of(file).packets).hasSizeLessThanOrEqualTo(length);
    } catch (CaptureFormatException e) {
      assertThat(e.getMessage()).startsWith("x.pcap: ").doesNotContain("\n");
    }
  }

  private static byte[] sample(int kind) {
    byte[] packet = new byte[40];
    return switch (kind) {
      case 0 -> CaptureFileBuilder.pcap(LinkType.RAW).record(1, packet).record(2, packet).build();
      case 1 ->
          pcapng()
              .interfaceBlock(1, 0, pcapng().option(9, (byte) 9), pcapng().longOption(14, 5))
              .enhancedPacket(0, 1, packet, 40)
              .simplePacket(packet, 50)
              .statistics(0, 5)
              .obsoletePacket(0, 2, packet)
              .build();
      case 2 ->
          CaptureFileBuilder.pcapng(ByteOrder.BIG_ENDIAN)
              .interfaceBlock(1, 0)
              .section(ByteOrder.LITTLE_ENDIAN)
              .interfaceBlock(113, 96)
              .enhancedPacket(0, 1, packet, 40)
              .build();
      default -> new byte[300];
    };
  }

  private static CaptureFileBuilder pcapng() {
    return CaptureFileBuilder.pcapng(ByteOrder.LITTLE_ENDIAN);
  }
}
