package io.streamgauge.agent.pipeline;

import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.link.LinkDecoder;
import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.link.TcpSegment;
import io.streamgauge.agent.testing.PacketBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One IPv4 TCP packet of a recording, to be changed and replayed. */
record RecordedPacket(
    long nanos,
    int source,
    int sourcePort,
    int destination,
    int destinationPort,
    int sequence,
    int acknowledgment,
    int flags,
    ByteBuffer payload) {

  /** All TCP packets of a capture file. */
  static List<RecordedPacket> read(Path file) throws IOException {
    List<RecordedPacket> packets = new ArrayList<>();
    LinkDecoder decoder = new LinkDecoder();
    TcpSegment segment = new TcpSegment();
    try (CaptureFileSource source = CaptureFileSource.open(file)) {
      source.run(
          (nanos, linkType, buffer, offset, captured, wire) -> {
            if (decoder.decode(nanos, linkType, buffer, offset, captured, wire, segment)) {
              packets.add(of(nanos, segment));
            }
          });
    }
    return packets;
  }

  private static RecordedPacket of(long nanos, TcpSegment segment) {
    byte[] payload = new byte[segment.payloadLength()];
    segment.buffer().get(segment.payloadOffset(), payload);
    return new RecordedPacket(
        nanos,
        (int) segment.sourceLow(),
        segment.sourcePort(),
        (int) segment.destinationLow(),
        segment.destinationPort(),
        segment.sequence(),
        segment.acknowledgment(),
        segment.flags(),
        ByteBuffer.wrap(payload).asReadOnlyBuffer());
  }

  /** Gives packets to a handler as a live source would. */
  static void replay(List<RecordedPacket> packets, PacketHandler handler) {
    for (RecordedPacket packet : packets) {
      byte[] bytes = packet.bytes();
      ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
      handler.onPacket(packet.nanos, LinkType.ETHERNET, buffer, 0, bytes.length, bytes.length);
    }
  }

  private byte[] bytes() {
    return PacketBuilder.tcp()
        .between(text(source), sourcePort, text(destination), destinationPort)
        .sequence(sequence)
        .acknowledges(acknowledgment)
        .flags(flags)
        .payload(content())
        .build();
  }

  private static String text(int address) {
    return (address >>> 24)
        + "."
        + ((address >> 16) & 0xff)
        + "."
        + ((address >> 8) & 0xff)
        + "."
        + (address & 0xff);
  }

  private byte[] content() {
    byte[] content = new byte[length()];
    payload.get(0, content);
    return content;
  }

  /** Bytes of payload. */
  int length() {
    return payload.remaining();
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** In these recordings brokers have the lower ports. */
  boolean isFromClient() {
    return sourcePort > destinationPort;
  }

  /** One direction of one connection. */
  String stream() {
    return text(source) + ":" + sourcePort + ">" + text(destination) + ":" + destinationPort;
  }

  /** Both directions of one connection. */
  String connection() {
    return sourcePort < destinationPort
        ? destinationPort + "-" + sourcePort
        : sourcePort + "-" + destinationPort;
  }

  RecordedPacket at(long time) {
    return new RecordedPacket(
        time,
        source,
        sourcePort,
        destination,
        destinationPort,
        sequence,
        acknowledgment,
        flags,
        payload);
  }

  /** The payload's bytes from {@code from} to {@code to}; what ends a stream stays with its end. */
  RecordedPacket slice(int from, int to) {
    int kept = to == length() ? flags : flags & ~(TcpSegment.FIN | TcpSegment.PSH);
    return new RecordedPacket(
        nanos,
        source,
        sourcePort,
        destination,
        destinationPort,
        sequence + from,
        acknowledgment,
        kept,
        payload.slice(from, to - from));
  }

  /** This packet with the last {@code repeated} bytes of the one before it sent again in front. */
  RecordedPacket behind(RecordedPacket before, int repeated) {
    ByteBuffer joined = ByteBuffer.allocate(repeated + length());
    joined.put(before.payload.slice(before.length() - repeated, repeated));
    joined.put(payload.duplicate()).flip();
    return new RecordedPacket(
        nanos,
        source,
        sourcePort,
        destination,
        destinationPort,
        sequence - repeated,
        acknowledgment,
        flags,
        joined);
  }
}
