package io.streamgauge.agent.tcp;

import io.streamgauge.agent.link.TcpSegment;
import java.nio.ByteBuffer;

/**
 * Finds connections that are seen under a second pair of ends, before and behind an address
 * translation (Service DNAT, SNAT, hostPort). A translation keeps sequence numbers, so both show
 * the same initial sequence numbers in both directions; a proxy has a connection of its own on each
 * side, with numbers of its own. Of connections that are seen from their midst, segments are
 * compared instead: sequence and acknowledgment number and the first bytes of payload.
 *
 * <p>Two connections from one address to the same address and port are never taken for one: clients
 * open those all the time, and a translation has no reason to change the client's port alone.
 */
final class FlowFolding {

  /** Segments with payload of a flow seen from its midst that are compared. */
  private static final int COMPARED_SEGMENTS = 32;

  private static final int COMPARED_BYTES = 32;

  private final RecentFlows handshakes;
  private final RecentFlows segments;
  private final long windowNanos;
  private RecentFlows twinTable;
  private int twinSlot;
  private int twinSide;
  private int markedSide;

  FlowFolding(TcpLimits limits, TcpStatistics statistics) {
    this.windowNanos = limits.foldWindowNanos();
    this.handshakes = new RecentFlows(limits.maxFoldEntries(), windowNanos, statistics);
    this.segments = new RecentFlows(limits.maxFoldEntries(), windowNanos, statistics);
  }

  /**
   * The flow that this one repeats, or null. Remembers what was asked, so that the other of the two
   * finds it. {@link #twinSide} then says which of its sides the segment came from.
   *
   * @param side of the flow that sent the segment
   */
  FlowState findTwin(FlowState flow, int side, TcpSegment segment) {
    long now = segment.timestampNanos();
    if (flow.knowsHandshake()) {
      flow.endFolding();
      int initiator = flow.initiator();
      long numbers =
          (long) flow.handshakeSequence(initiator) << 32
              | Integer.toUnsignedLong(flow.handshakeSequence(1 - initiator));
      return match(handshakes, numbers, 0, flow, side, initiator, now);
    }
    if (segment.payloadLength() == 0 || flow.initiator() >= 0) {
      return null;
    }
    if (now - flow.firstTimestampNanos() > windowNanos
        || flow.countComparedSegment() >= COMPARED_SEGMENTS) {
      flow.endFolding();
    }
    long numbers =
        (long) segment.sequence() << 32
            | (segment.has(TcpSegment.ACK) ? Integer.toUnsignedLong(segment.acknowledgment()) : 0);
    return match(segments, numbers, beginning(segment), flow, side, side, now);
  }

  private FlowState match(
      RecentFlows table,
      long one,
      long two,
      FlowState flow,
      int side,
      int ownMarkedSide,
      long now) {
    int slot = table.find(one, two, flow, now);
    if (slot < 0) {
      table.put(one, two, flow, ownMarkedSide, now);
      return null;
    }
    FlowState twin = table.flow(slot);
    int marked = table.side(slot);
    if (isSecondConnection(twin, marked, flow, ownMarkedSide)) {
      return null;
    }
    twinTable = table;
    twinSlot = slot;
    twinSide = side == ownMarkedSide ? marked : 1 - marked;
    markedSide = ownMarkedSide;
    return twin;
  }

  /** The flow found last goes on as the one that asked: who shows the same next finds this one. */
  void replaceTwin(FlowState flow) {
    twinTable.replace(twinSlot, flow, markedSide);
  }

  /** Of the flow found last, the side that the segment came from. */
  int twinSide() {
    return twinSide;
  }

  /** Whether the two differ in nothing but one port. */
  private static boolean isSecondConnection(
      FlowState one, int sideOfOne, FlowState other, int sideOfOther) {
    Endpoint a = one.endpoint(sideOfOne);
    Endpoint b = one.endpoint(1 - sideOfOne);
    Endpoint c = other.endpoint(sideOfOther);
    Endpoint d = other.endpoint(1 - sideOfOther);
    return sameAddress(a, c) && sameAddress(b, d) && (a.port() == c.port() || b.port() == d.port());
  }

  private static boolean sameAddress(Endpoint one, Endpoint other) {
    return one.high() == other.high() && one.low() == other.low();
  }

  // Segmentation differs between interfaces, so only how a segment begins is compared.
  private static long beginning(TcpSegment segment) {
    ByteBuffer buffer = segment.buffer();
    int from = segment.payloadOffset();
    int length = Math.min(COMPARED_BYTES, segment.payloadLength());
    long hash = length;
    for (int i = 0; i < length; i++) {
      hash = (hash ^ buffer.get(from + i)) * 0x100000001b3L;
    }
    return hash ^ (hash >>> 29);
  }
}
