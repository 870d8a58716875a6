package io.streamgauge.agent.capture.pcap4j;

import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.link.LinkType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Timestamp;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.RawPacketListener;

/** Passes libpcap's packets to a handler, on the thread that dispatches. */
final class PacketRelay implements RawPacketListener {

  private static final byte[] BLANK = new byte[PcapSource.SNAP_LENGTH];

  private final PcapHandle handle;
  private final LinkType linkType;
  private final PacketHandler handler;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(PcapSource.SNAP_LENGTH);
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong truncatedBytes = new AtomicLong();
  private Throwable failure;

  PacketRelay(PcapHandle handle, LinkType linkType, PacketHandler handler) {
    this.handle = handle;
    this.linkType = linkType;
    this.handler = handler;
  }

  long received() {
    return received.get();
  }

  long truncatedBytes() {
    return truncatedBytes.get();
  }

  @Override
  public void gotPacket(byte[] packet) {
    if (failure != null) {
      return;
    }
    received.lazySet(received.getPlain() + 1);
    try {
      relay(packet);
    } catch (Throwable e) {
      // Thrown through native code it would be lost; it is thrown again behind it.
      failure = e;
      stop();
    }
  }

  private void relay(byte[] packet) {
    Timestamp time = handle.getTimestamp();
    long seconds = Math.floorDiv(time.getTime(), 1000L);
    int wireLength = Math.max(handle.getOriginalLength(), packet.length);
    if (wireLength > packet.length) {
      truncatedBytes.lazySet(truncatedBytes.getPlain() + wireLength - packet.length);
    }
    buffer.put(0, packet);
    try {
      handler.onPacket(
          TimeUnit.SECONDS.toNanos(seconds) + time.getNanos(),
          linkType,
          buffer,
          0,
          packet.length,
          wireLength);
    } finally {
      // What it carried is somebody's payload, and the next packet may be long in coming.
      buffer.put(0, BLANK, 0, packet.length);
    }
  }

  private void stop() {
    try {
      handle.breakLoop();
    } catch (NotOpenException e) {
      failure.addSuppressed(e);
    }
  }

  /** Throws what the handler threw, if it did. */
  void rethrowFailure() throws IOException {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    if (failure != null) {
      throw new IOException("the packet handler failed", failure);
    }
  }
}
