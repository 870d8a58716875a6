package io.streamgauge.agent.capture;

import io.streamgauge.agent.link.LinkType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;

/** Reads a capture to its end and keeps its packets. */
final class CollectedPackets implements PacketHandler {

  record Packet(long timestampNanos, LinkType linkType, String bytes, int wireLength) {}

  final List<Packet> packets = new ArrayList<>();
  CaptureStatistics statistics;
  long cutBytes;
  String cutNote;

  static CollectedPackets of(byte[] file) throws IOException {
    CollectedPackets collected = new CollectedPackets();
    try (CaptureFileSource source =
        CaptureFileSource.open("x.pcap", Channels.newChannel(new ByteArrayInputStream(file)))) {
      collected.read(source);
    }
    return collected;
  }

  void read(CaptureFileSource source) throws IOException {
    source.run(this);
    statistics = source.statistics();
    cutBytes = source.cutBytes();
    cutNote = source.cutNote();
  }

  @Override
  public void onPacket(
      long timestampNanos,
      LinkType linkType,
      ByteBuffer buffer,
      int offset,
      int captured,
      int wire) {
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i < captured; i++) {
      bytes.append((char) buffer.get(offset + i));
    }
    packets.add(new Packet(timestampNanos, linkType, bytes.toString(), wire));
  }
}
