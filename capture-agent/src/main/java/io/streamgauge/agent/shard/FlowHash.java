package io.streamgauge.agent.shard;

import io.streamgauge.agent.link.TcpSegment;

/**
 * Deals connections out to workers, both directions to the same one. Only the two addresses count,
 * not the ports: all connections of one client's host to one broker's host come to one worker, so
 * that a fetch session that goes on over another connection is known there. Of packets in tunnels
 * the addresses are the inner ones, which both directions share.
 */
final class FlowHash {

  private static final long MIX = 0x9e3779b97f4a7c15L;

  private FlowHash() {}

  /**
   * The worker of a segment.
   *
   * @param workers 1 or more
   * @return 0 to {@code workers - 1}
   */
  static int worker(TcpSegment segment, int workers) {
    long ends =
        mix(segment.sourceHigh(), segment.sourceLow())
            + mix(segment.destinationHigh(), segment.destinationLow());
    // The upper half, scaled: the product's lower bits depend on few bits of the addresses.
    return (int) (((mix(0, ends) >>> 32) * workers) >>> 32);
  }

  private static long mix(long high, long low) {
    long mixed = (low ^ (high * MIX)) * MIX;
    return (mixed ^ (mixed >>> 32)) * MIX;
  }
}
