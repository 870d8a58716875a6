package io.streamgauge.benchmarks;

import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.link.LinkDecoder;
import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.link.TcpSegment;
import io.streamgauge.agent.tcp.CloseReason;
import io.streamgauge.agent.tcp.FlowHandler;
import io.streamgauge.agent.tcp.FlowTable;
import io.streamgauge.agent.tcp.TcpLimits;
import java.nio.ByteBuffer;

/** The agent's own way from packets to streams, and nothing behind it but a sum of bytes. */
final class CountingReassembler implements PacketHandler, FlowHandler {
  private final LinkDecoder link = new LinkDecoder();
  private final TcpSegment segment = new TcpSegment();
  private final FlowTable flows = new FlowTable(TcpLimits.DEFAULTS, flow -> this);
  private volatile long bytes;

  /** Bytes of all streams so far; from any thread. */
  long bytes() {
    return bytes;
  }

  @Override
  public void onPacket(
      long timestampNanos,
      LinkType linkType,
      ByteBuffer buffer,
      int offset,
      int capturedLength,
      int wireLength) {
    if (link.decode(
        timestampNanos, linkType, buffer, offset, capturedLength, wireLength, segment)) {
      flows.onSegment(segment);
    }
  }

  @Override
  public void onIdle(long timestampNanos) {
    link.onIdle(timestampNanos);
    flows.onIdle(timestampNanos);
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  public void onData(int side, ByteBuffer buffer, int offset, int length, long timestampNanos) {
    bytes += length;
  }

  @Override
  public void onGap(int side, long missingBytes, long timestampNanos) {}

  @Override
  public void onClose(long timestampNanos, CloseReason reason) {}
}
