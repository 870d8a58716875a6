package io.streamgauge.quickstart.privacy;

import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.capture.pcap4j.PcapSource;
import io.streamgauge.agent.link.LinkType;
import io.streamgauge.quickstart.demo.Parts;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes what passes on some ports of the loopback interface to a pcap file. */
final class Recording implements AutoCloseable, PacketHandler {
  private static final int NANOSECOND_MAGIC = 0xa1b23c4d;
  private static final int ETHERNET = 1;
  private static final int SNAP_LENGTH = 262_144;
  private static final long SECOND = 1_000_000_000L;

  private final PcapSource source;
  private final OutputStream file;
  private final Thread thread = new Thread(this::run, "recording");

  private Recording(PcapSource source, OutputStream file) {
    this.source = source;
    this.file = file;
  }

  static Recording start(Path path, List<Integer> ports) throws IOException {
    OutputStream file = new BufferedOutputStream(Files.newOutputStream(path));
    ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.BIG_ENDIAN);
    header.putInt(NANOSECOND_MAGIC).putShort((short) 2).putShort((short) 4).putLong(0);
    file.write(header.putInt(SNAP_LENGTH).putInt(ETHERNET).array());
    PcapSource source =
        PcapSource.open(
            Parts.INTERFACE, TrafficFilter.ofPorts(ports), PcapSource.DEFAULT_BUFFER_BYTES);
    Recording recording = new Recording(source, file);
    recording.thread.start();
    return recording;
  }

  private void run() {
    try {
      source.run(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void onPacket(
      long timestampNanos,
      LinkType linkType,
      ByteBuffer buffer,
      int offset,
      int capturedLength,
      int wireLength) {
    ByteBuffer packet = ByteBuffer.allocate(16 + capturedLength).order(ByteOrder.BIG_ENDIAN);
    packet.putInt((int) (timestampNanos / SECOND)).putInt((int) (timestampNanos % SECOND));
    packet.putInt(capturedLength).putInt(wireLength);
    buffer.get(offset, packet.array(), 16, capturedLength);
    try {
      file.write(packet.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    file.close();
  }
}
