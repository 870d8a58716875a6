package io.streamgauge.agent.tcp;

import io.streamgauge.agent.link.TcpSegment;

/** Both ends of a flow, in an order that does not depend on the direction of a segment. */
class FlowKey {

  private long firstHigh;
  private long firstLow;
  private long secondHigh;
  private long secondLow;
  private int ports;
  private boolean sourceFirst;

  /** A key to look up with; {@link #set} it before each use. */
  FlowKey() {}

  /** A key that stays. */
  FlowKey(FlowKey other) {
    firstHigh = other.firstHigh;
    firstLow = other.firstLow;
    secondHigh = other.secondHigh;
    secondLow = other.secondLow;
    ports = other.ports;
    sourceFirst = other.sourceFirst;
  }

  /** Becomes the key of this segment's flow. */
  void set(TcpSegment segment) {
    sourceFirst = isSourceFirst(segment);
    int source = segment.sourcePort();
    int destination = segment.destinationPort();
    if (sourceFirst) {
      firstHigh = segment.sourceHigh();
      firstLow = segment.sourceLow();
      secondHigh = segment.destinationHigh();
      secondLow = segment.destinationLow();
      ports = source << 16 | destination;
    } else {
      firstHigh = segment.destinationHigh();
      firstLow = segment.destinationLow();
      secondHigh = segment.sourceHigh();
      secondLow = segment.sourceLow();
      ports = destination << 16 | source;
    }
  }

  /** Whether the segment that {@link #set} this key came from the first end. */
  boolean isSourceFirst() {
    return sourceFirst;
  }

  private static boolean isSourceFirst(TcpSegment segment) {
    int order = Long.compare(segment.sourceHigh(), segment.destinationHigh());
    if (order == 0) {
      order = Long.compare(segment.sourceLow(), segment.destinationLow());
    }
    if (order == 0) {
      order = Integer.compare(segment.sourcePort(), segment.destinationPort());
    }
    return order <= 0;
  }

  /** Whether both are between the same ends. */
  final boolean isBetweenSameEnds(FlowKey other) {
    return ports == other.ports
        && firstLow == other.firstLow
        && secondLow == other.secondLow
        && firstHigh == other.firstHigh
        && secondHigh == other.secondHigh;
  }

  /**
   * A hash of the ends. Whoever does not know the two random numbers cannot choose ends that
   * collide: each is a factor of a product that all bits of both factors go into.
   */
  final int hash(long seed, long factor) {
    long mixed = mix(seed ^ firstLow, factor ^ secondLow);
    mixed = mix(mixed ^ firstHigh, factor ^ Long.rotateLeft(secondHigh, 32));
    mixed = mix(mixed ^ ports, factor);
    return (int) (mixed ^ (mixed >>> 32));
  }

  private static long mix(long one, long other) {
    return Math.multiplyHigh(one, other) ^ (one * other);
  }
}
