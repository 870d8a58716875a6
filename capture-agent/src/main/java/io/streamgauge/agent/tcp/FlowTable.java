package io.streamgauge.agent.tcp;

import io.streamgauge.agent.link.TcpSegment;

/** Sorts segments into flows and reassembles each direction. Single-threaded. */
public final class FlowTable {

  private final TcpStatistics statistics = new TcpStatistics();

  /** A table without flows; {@code listener} hears of each new one. */
  public FlowTable(TcpLimits limits, FlowListener listener) {}

  /** Takes in one segment; calls handlers as far as it brings streams forward. */
  public void onSegment(TcpSegment segment) {
    statistics.segments++;
  }

  /** Packet time moves on without a packet: holes and idle flows may time out. */
  public void onIdle(long timestampNanos) {}

  /** The capture ended: closes all flows, declaring their holes. */
  public void close(long timestampNanos) {}

  /** Counts on while this table is used. */
  public TcpStatistics statistics() {
    return statistics;
  }
}
