package io.streamgauge.agent.shard;

import io.streamgauge.agent.capture.PacketBlock;
import io.streamgauge.agent.link.TcpSegment;

/** One place in a {@link SegmentQueue}, used again and again. */
final class QueuedSegment {
  final TcpSegment segment = new TcpSegment();

  /** What the segment's bytes lie in; null if this is only the time. */
  PacketBlock block;

  /** Packet time, also of what is only that. */
  long timestampNanos;
}
