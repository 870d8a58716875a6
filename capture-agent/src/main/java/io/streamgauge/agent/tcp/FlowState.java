package io.streamgauge.agent.tcp;

import io.streamgauge.agent.link.TcpSegment;
import java.util.ArrayDeque;

/**
 * A flow in the table, and its place in the order of {@link FlowTable}. What each packet needs is
 * in fields, not behind them; what only the first ones need is in arrays.
 */
final class FlowState extends FlowLinks implements Flow {

  /** Pairs of ends of one flow; a connection is translated once or twice. */
  private static final int MAX_PATHS = 5;

  private final Endpoint[] endpoints = new Endpoint[2];
  private final boolean[] sawSyn = new boolean[2];
  private final boolean[] sequenceKnown = new boolean[2];
  private final boolean[] sawFin = new boolean[2];
  private final int[] initialSequence = new int[2];
  private final boolean[] handshakeKnown = new boolean[2];
  private final int[] handshakeSequence = new int[2];
  private final ArrayDeque<FlowPath> paths = new ArrayDeque<>(2);
  private final long number;
  private final long firstTimestampNanos;
  private long lastTimestampNanos;
  private int initiator = -1;
  private FlowHandler handler = FlowHandler.IGNORE;
  private boolean closed;
  private boolean folding = true;
  private int comparedSegments;
  private StreamReassembler firstStream;
  private StreamReassembler secondStream;
  private Waiting waiting;

  /**
   * A flow that begins.
   *
   * @param number flows opened before it
   */
  FlowState(long number, TcpSegment first) {
    this.number = number;
    this.firstTimestampNanos = first.timestampNanos();
    this.lastTimestampNanos = first.timestampNanos();
    endpoints[0] = new Endpoint(first.sourceHigh(), first.sourceLow(), first.sourcePort());
    endpoints[1] =
        new Endpoint(first.destinationHigh(), first.destinationLow(), first.destinationPort());
  }

  void attach(FlowHandler wanted, TcpLimits limits, SegmentPool pool, TcpStatistics statistics) {
    handler = wanted;
    if (wanted != FlowHandler.IGNORE) {
      firstStream = new StreamReassembler(0, wanted, limits, pool, statistics);
      secondStream = new StreamReassembler(1, wanted, limits, pool, statistics);
      firstStream.pairWith(secondStream);
      secondStream.pairWith(firstStream);
    }
  }

  /** Its place among those that wait for a hole; few flows ever have one. */
  private static final class Waiting extends FlowLinks {
    private final FlowState flow;

    private Waiting(FlowState flow) {
      this.flow = flow;
    }

    @Override
    FlowState flow() {
      return flow;
    }
  }

  @Override
  FlowState flow() {
    return this;
  }

  /** Puts it at the end of those that wait. */
  void waitIn(FlowList list) {
    if (waiting == null) {
      waiting = new Waiting(this);
    }
    list.append(waiting);
  }

  /** Whether it is among those that wait. */
  boolean isInWaiting() {
    return waiting != null && waiting.list != null;
  }

  /** Takes it out of those that wait, if it is there. */
  void stopWaiting() {
    if (waiting != null) {
      FlowList.remove(waiting);
    }
  }

  /**
   * One more pair of ends under which this flow is seen.
   *
   * @param sideOfSource the side that sent the key's segment
   */
  FlowPath addPath(FlowKey key, int sideOfSource) {
    FlowPath path = new FlowPath(key, this, sideOfSource);
    paths.add(path);
    return path;
  }

  /** Flows that were opened before this one. */
  long number() {
    return number;
  }

  boolean hasRoomForPathsOf(FlowState other) {
    return paths.size() + other.paths.size() <= MAX_PATHS;
  }

  /** Takes one pair of ends away; null if there is none left. */
  FlowPath removePath() {
    return paths.poll();
  }

  /** Whether it may still turn out that this is another flow seen under other addresses. */
  boolean isFolding() {
    return folding && !isIgnored();
  }

  void endFolding() {
    folding = false;
  }

  int countComparedSegment() {
    return ++comparedSegments;
  }

  /** Whether both initial sequence numbers, and who opened the connection, are known. */
  boolean knowsHandshake() {
    return initiator >= 0 && handshakeKnown[0] && handshakeKnown[1];
  }

  int handshakeSequence(int side) {
    return handshakeSequence[side];
  }

  /**
   * Learns initial sequence numbers, also of a side that is not seen: a SYN-ACK, and the first
   * segment behind the SYN, acknowledge the other side's.
   */
  void learnHandshake(int side, TcpSegment segment) {
    boolean syn = segment.has(TcpSegment.SYN);
    if (syn) {
      handshakeKnown[side] = true;
      handshakeSequence[side] = segment.sequence();
    }
    boolean tells =
        segment.has(TcpSegment.ACK)
            && handshakeKnown[side]
            && (syn || segment.sequence() == handshakeSequence[side] + 1);
    if (tells && !handshakeKnown[1 - side]) {
      handshakeKnown[1 - side] = true;
      handshakeSequence[1 - side] = segment.acknowledgment() - 1;
    }
  }

  void touch(long timestampNanos) {
    lastTimestampNanos = timestampNanos;
  }

  void markSyn(int side, int sequence, boolean acknowledges) {
    initiator = acknowledges ? 1 - side : side;
    sawSyn[side] = true;
    sequenceKnown[side] = true;
    initialSequence[side] = sequence;
  }

  void markMidStream(int side, int sequence) {
    if (!sequenceKnown[side]) {
      sequenceKnown[side] = true;
      initialSequence[side] = sequence;
    }
  }

  void markFin(int side) {
    sawFin[side] = true;
  }

  /** Whether both sides said FIN, and what came before it is dealt with. */
  boolean isFinished() {
    if (isIgnored()) {
      return sawFin[0] && sawFin[1];
    }
    return firstStream.isFinished() && secondStream.isFinished();
  }

  boolean isWaiting() {
    return !isIgnored() && (firstStream.isWaiting() || secondStream.isWaiting());
  }

  void onTime(long nowNanos) {
    boolean moved;
    do {
      int older = olderHole();
      boolean first = stream(older).onTime(nowNanos);
      moved = stream(1 - older).onTime(nowNanos) || first;
    } while (moved);
    while (firstStream.drain() || secondStream.drain()) {}
  }

  private int olderHole() {
    return secondStream.holeSinceNanos() < firstStream.holeSinceNanos() ? 1 : 0;
  }

  boolean isSequenceKnown(int side) {
    return sequenceKnown[side];
  }

  boolean isIgnored() {
    return handler == FlowHandler.IGNORE;
  }

  /** Null for flows that are ignored. */
  StreamReassembler stream(int side) {
    return side == 0 ? firstStream : secondStream;
  }

  boolean isClosed() {
    return closed;
  }

  void close(long timestampNanos, CloseReason reason) {
    closed = true;
    if (!isIgnored()) {
      int older;
      do {
        older = olderHole();
      } while (stream(older).finishNext(timestampNanos)
          || stream(1 - older).finishNext(timestampNanos));
    }
    letGo(timestampNanos, reason);
  }

  /** What another flow, which is the same connection, saw of the beginning. */
  void takeHandshake(FlowState other, boolean sameSides) {
    for (int side = 0; side < 2; side++) {
      int theirs = sameSides ? side : 1 - side;
      if (!sawSyn[side] && other.sawSyn[theirs]) {
        boolean ofInitiator = theirs == other.initiator;
        markSyn(side, other.initialSequence[theirs], !ofInitiator);
        if (!stream(side).isStarted()) {
          stream(side).start(initialSequence[side] + 1);
        }
      }
    }
  }

  /** Ends without a word of what is still buffered: the flow goes on as another one. */
  void fold(long timestampNanos) {
    firstStream.discard();
    secondStream.discard();
    letGo(timestampNanos, CloseReason.FOLDED);
  }

  // A closed flow lingers: what decoded it must not.
  private void letGo(long timestampNanos, CloseReason reason) {
    FlowHandler last = handler;
    handler = FlowHandler.IGNORE;
    firstStream = null;
    secondStream = null;
    last.onClose(timestampNanos, reason);
  }

  @Override
  public Endpoint endpoint(int side) {
    return endpoints[side];
  }

  @Override
  public int initiator() {
    return initiator;
  }

  @Override
  public boolean sawSyn(int side) {
    return sawSyn[side];
  }

  @Override
  public int initialSequence(int side) {
    return initialSequence[side];
  }

  @Override
  public long firstTimestampNanos() {
    return firstTimestampNanos;
  }

  @Override
  public long lastTimestampNanos() {
    return lastTimestampNanos;
  }

  @Override
  public String toString() {
    return endpoints[0] + " - " + endpoints[1];
  }
}
