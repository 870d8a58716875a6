package io.streamgauge.agent.fuzz;

import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.link.LinkDecoder;
import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.link.TcpSegment;
import io.streamgauge.agent.testing.CaptureFileBuilder;
import io.streamgauge.agent.testing.Wrapping;
import io.streamgauge.agent.testing.Wrappings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Writes seeds out of golden captures; run it by hand in the module's folder. */
final class FuzzSeeds {
  private static final Path RESOURCES = Path.of("src/test/resources");

  private static final int FRAGMENT_BYTES = 40;

  private FuzzSeeds() {}

  public static void main(String[] arguments) throws IOException {
    for (String name :
        new String[] {"01-fetch-v12-ok", "06-produce-acks-0", "09-list-offsets-v7-ipv6"}) {
      Path capture = RESOURCES.resolve("golden").resolve(name + ".pcap");
      write("CaptureFile", "isReadOrRefused", name, Files.readAllBytes(capture));
      write("Packets", "breaksNoLaw", name, packets(capture));
      write("Packets", "breaksNoLaw", name + "-segments", segments(capture));
    }
    write("CaptureFile", "isReadOrRefused", "pcapng", pcapng());
    Path fetch = RESOURCES.resolve("golden").resolve("01-fetch-v12-ok.pcap");
    for (Map.Entry<String, UnaryOperator<byte[]>> wrapping : Wrappings.all().entrySet()) {
      write(
          "Packets", "breaksNoLaw", "in-" + wrapping.getKey(), wrapped(fetch, wrapping.getValue()));
    }
    write("Packets", "breaksNoLaw", "fragments", fragments(fetch));
  }

  private static void write(String target, String method, String name, byte[] bytes)
      throws IOException {
    Path folder =
        RESOURCES.resolve("io/streamgauge/agent/fuzz").resolve(target + "FuzzTestInputs/" + method);
    Files.write(Files.createDirectories(folder).resolve(name), bytes);
  }

  private static byte[] packets(Path capture) throws IOException {
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    try (CaptureFileSource source = CaptureFileSource.open(capture)) {
      source.run(
          (nanos, linkType, buffer, offset, captured, wire) -> {
            byte[] bytes = new byte[captured];
            buffer.get(offset, bytes);
            script.write(List.of(LinkType.values()).indexOf(linkType) << 2);
            script.write(0);
            block(script, bytes);
          });
    }
    return script.toByteArray();
  }

  private static byte[] wrapped(Path capture, UnaryOperator<byte[]> wrapping) throws IOException {
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    for (byte[] frame : frames(capture)) {
      packet(script, wrapping.apply(frame));
    }
    return script.toByteArray();
  }

  private static byte[] fragments(Path capture) throws IOException {
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    int identification = 0;
    for (byte[] frame : frames(capture)) {
      for (byte[] fragment : Wrapping.fragments(frame, FRAGMENT_BYTES, identification++)) {
        packet(script, fragment);
      }
    }
    return script.toByteArray();
  }

  private static List<byte[]> frames(Path capture) throws IOException {
    List<byte[]> frames = new ArrayList<>();
    try (CaptureFileSource source = CaptureFileSource.open(capture)) {
      source.run(
          (nanos, linkType, buffer, offset, captured, wire) -> {
            byte[] bytes = new byte[captured];
            buffer.get(offset, bytes);
            frames.add(bytes);
          });
    }
    return frames;
  }

  private static void packet(ByteArrayOutputStream script, byte[] frame) {
    script.write(List.of(LinkType.values()).indexOf(LinkType.ETHERNET) << 2);
    script.write(0);
    block(script, frame);
  }

  private static byte[] segments(Path capture) throws IOException {
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    LinkDecoder decoder = new LinkDecoder();
    TcpSegment segment = new TcpSegment();
    try (CaptureFileSource source = CaptureFileSource.open(capture)) {
      source.run(
          (nanos, linkType, buffer, offset, captured, wire) -> {
            if (decoder.decode(nanos, linkType, buffer, offset, captured, wire, segment)) {
              byte[] payload = new byte[segment.payloadLength()];
              segment.buffer().get(segment.payloadOffset(), payload);
              script.write(segment.destinationPort() == 9092 ? 2 : 3);
              script.write(segment.flags());
              script.write(0);
              block(script, payload);
            }
          });
    }
    return script.toByteArray();
  }

  private static void block(ByteArrayOutputStream script, byte[] bytes) {
    script.write(bytes.length >> 8);
    script.write(bytes.length);
    script.writeBytes(bytes);
  }

  private static byte[] pcapng() {
    CaptureFileBuilder file = CaptureFileBuilder.pcapng(ByteOrder.LITTLE_ENDIAN);
    file.interfaceBlock(
        LinkType.ETHERNET.number(), 0, file.option(9, (byte) 9), file.longOption(14, 5));
    file.enhancedPacket(0, 1_000, new byte[60], 60).simplePacket(new byte[61], 70);
    file.obsoletePacket(0, 2_000, new byte[59]).statistics(0, 3).block(77, file.body(8));
    return file.section(ByteOrder.BIG_ENDIAN)
        .interfaceBlock(LinkType.RAW.number(), 90)
        .enhancedPacket(0, 1, new byte[20], 20)
        .build();
  }
}
