package io.streamgauge.agent.tcp;

import io.streamgauge.agent.link.TcpSegment;

/**
 * Both ends of a flow, in an order that does not depend on the direction of a segment. Comparable,
 * so that a hash map stays fast when somebody chooses ports that collide.
 */
final class FlowKey implements Comparable<FlowKey> {

  private long firstHigh;
  private long firstLow;
  private long secondHigh;
  private long secondLow;
  private int ports;
  private boolean sourceFirst;

  /** A key to look up with; {@link #set} it before each use. */
  FlowKey() {}

  private FlowKey(FlowKey other) {
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

  /** A key that stays. */
  FlowKey copy() {
    return new FlowKey(this);
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

  @Override
  public int compareTo(FlowKey other) {
    int order = Integer.compare(ports, other.ports);
    if (order == 0) {
      order = Long.compare(firstLow, other.firstLow);
    }
    if (order == 0) {
      order = Long.compare(secondLow, other.secondLow);
    }
    if (order == 0) {
      order = Long.compare(firstHigh, other.firstHigh);
    }
    return order == 0 ? Long.compare(secondHigh, other.secondHigh) : order;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FlowKey that
        && ports == that.ports
        && firstLow == that.firstLow
        && secondLow == that.secondLow
        && firstHigh == that.firstHigh
        && secondHigh == that.secondHigh;
  }

  @Override
  public int hashCode() {
    long mixed = (firstHigh * 31 + firstLow) * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (secondHigh * 31 + secondLow)) * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ ports) * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 32);
  }
}
