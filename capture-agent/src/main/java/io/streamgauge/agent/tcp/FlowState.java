package io.streamgauge.agent.tcp;

import io.streamgauge.agent.link.TcpSegment;

/** A flow in the table. The links belong to the lists of {@link FlowTable}. */
final class FlowState implements Flow {

  final FlowKey key;
  final FlowLinks order = new FlowLinks(this);
  final FlowLinks waiting = new FlowLinks(this);

  private final Endpoint[] endpoints = new Endpoint[2];
  private final boolean[] sawSyn = new boolean[2];
  private final boolean[] sequenceKnown = new boolean[2];
  private final boolean[] sawFin = new boolean[2];
  private final int[] initialSequence = new int[2];
  private final StreamReassembler[] streams = new StreamReassembler[2];
  private final long firstTimestampNanos;
  private long lastTimestampNanos;
  private int initiator = -1;
  private FlowHandler handler = FlowHandler.IGNORE;
  private boolean closed;

  FlowState(FlowKey key, TcpSegment first) {
    this.key = key;
    this.firstTimestampNanos = first.timestampNanos();
    this.lastTimestampNanos = first.timestampNanos();
    endpoints[0] = new Endpoint(first.sourceHigh(), first.sourceLow(), first.sourcePort());
    endpoints[1] =
        new Endpoint(first.destinationHigh(), first.destinationLow(), first.destinationPort());
  }

  void attach(FlowHandler wanted, TcpLimits limits, SegmentPool pool, TcpStatistics statistics) {
    handler = wanted;
    if (wanted != FlowHandler.IGNORE) {
      streams[0] = new StreamReassembler(0, wanted, limits, pool, statistics);
      streams[1] = new StreamReassembler(1, wanted, limits, pool, statistics);
    }
  }

  /** Which side a segment of this flow comes from. */
  int sideOf(FlowKey segmentKey) {
    return segmentKey.isSourceFirst() == key.isSourceFirst() ? 0 : 1;
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
    return streams[0].isFinished() && streams[1].isFinished();
  }

  boolean isWaiting() {
    return !isIgnored() && (streams[0].isWaiting() || streams[1].isWaiting());
  }

  void onTime(long nowNanos) {
    streams[0].onTime(nowNanos);
    streams[1].onTime(nowNanos);
  }

  boolean isSequenceKnown(int side) {
    return sequenceKnown[side];
  }

  boolean isIgnored() {
    return handler == FlowHandler.IGNORE;
  }

  /** Null for flows that are ignored. */
  StreamReassembler stream(int side) {
    return streams[side];
  }

  boolean isClosed() {
    return closed;
  }

  void close(long timestampNanos, CloseReason reason) {
    closed = true;
    if (!isIgnored()) {
      streams[0].finish(timestampNanos);
      streams[1].finish(timestampNanos);
    }
    handler.onClose(timestampNanos, reason);
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
