package io.streamgauge.agent.tcp;

import io.streamgauge.agent.link.TcpSegment;
import java.util.Objects;

/**
 * Sorts segments into flows and reassembles both directions of each. Single-threaded; handlers must
 * not call back into it. Work per segment is bounded: expiry and waiting holes of other flows are
 * looked at a few at a time.
 *
 * <p>A flow begins with a SYN or with payload, never with a bare ACK, FIN or RST, nor with a
 * keep-alive probe of one byte: those say nothing that could be measured. A connection that is seen
 * under two pairs of ends is one flow ({@link FlowFolding}).
 */
public final class FlowTable {

  /** Other flows of each kind that a segment may cause to be looked at. */
  static final int CHECKS_PER_SEGMENT = 2;

  private static final int CHECKS_WHEN_IDLE = 4096;

  /** A SYN may be captured after the data that followed it, but not after much. */
  private static final int MAX_DATA_BEFORE_SYN = 64 << 10;

  private final TcpLimits limits;
  private final FlowListener listener;
  private final TcpStatistics statistics = new TcpStatistics();
  private final SegmentPool pool;
  private final FlowIndex flows = new FlowIndex();
  private final FlowFolding folding;
  private final FlowKey lookup = new FlowKey();
  private final FlowList open = new FlowList();
  private final FlowList lingering = new FlowList();
  private final FlowList waiting = new FlowList();

  /** A table without flows; {@code listener} hears of each new one. */
  public FlowTable(TcpLimits limits, FlowListener listener) {
    this.limits = Objects.requireNonNull(limits);
    this.listener = Objects.requireNonNull(listener);
    this.pool = new SegmentPool(limits.maxTotalBufferBytes());
    this.folding = new FlowFolding(limits, statistics);
  }

  /** Counts on while this table is used. */
  public TcpStatistics statistics() {
    return statistics;
  }

  /**
   * Takes in one segment and calls handlers as far as it brings streams forward. What they throw
   * comes out of here; the table stays usable.
   */
  public void onSegment(TcpSegment segment) {
    statistics.segments++;
    long now = segment.timestampNanos();
    checkOthers(now, CHECKS_PER_SEGMENT);
    lookup.set(segment);
    FlowPath path = flows.find(lookup);
    if (path != null && isReuse(path, segment)) {
      reuse(path.flow, now);
      path = null;
    }
    if (path == null) {
      path = beginsFlow(segment) ? open(segment) : null;
    }
    if (path == null || path.flow.isClosed()) {
      statistics.strayedSegments++;
      return;
    }
    path = fold(path, segment);
    if (!accept(path, segment)) {
      reuse(path.flow, now);
      accept(open(segment), segment);
    }
  }

  /** Packet time moves on without a packet: holes and idle flows may time out. */
  public void onIdle(long timestampNanos) {
    checkOthers(timestampNanos, CHECKS_WHEN_IDLE);
  }

  /** The capture ended: closes all flows, those longest idle first, with every hole a gap. */
  public void close(long timestampNanos) {
    for (FlowState flow = open.first(); flow != null; flow = open.first()) {
      remove(flow);
      flow.close(timestampNanos, CloseReason.CAPTURE_END);
    }
    for (FlowState flow = lingering.first(); flow != null; flow = lingering.first()) {
      remove(flow);
    }
  }

  // The path on which the segment's flow goes on, if it is another one seen under other ends.
  private FlowPath fold(FlowPath path, TcpSegment segment) {
    FlowState flow = path.flow;
    if (!flow.isFolding()) {
      return path;
    }
    int side = path.sideOf(lookup);
    flow.learnHandshake(side, segment);
    FlowState twin = folding.findTwin(flow, side, segment);
    if (twin == null) {
      return path;
    }
    boolean sameSides = folding.twinSide() == side;
    boolean twinCameFirst = twin.number() < flow.number();
    Flow preferred =
        twinCameFirst ? listener.preferred(twin, flow) : listener.preferred(flow, twin);
    if (preferred == twin) {
      join(twin, flow, sameSides, segment.timestampNanos());
    } else {
      folding.replaceTwin(flow);
      join(flow, twin, sameSides, segment.timestampNanos());
    }
    return flows.find(lookup);
  }

  private void join(FlowState stays, FlowState goes, boolean sameSides, long now) {
    statistics.flowsFolded++;
    stays.takeHandshake(goes, sameSides);
    goes.fold(now);
    goes.stopWaiting();
    // With no room for its paths it stays in the table as a flow that nobody wants.
    if (flows.move(goes, stays, sameSides)) {
      FlowList.remove(goes);
    }
  }

  private static boolean beginsFlow(TcpSegment segment) {
    if (segment.has(TcpSegment.RST)) {
      return false;
    }
    return segment.has(TcpSegment.SYN) || carriesData(segment);
  }

  // Keep-alive probes repeat one byte, and do not push it.
  private static boolean carriesData(TcpSegment segment) {
    int length = segment.wirePayloadLength();
    return length > 1 || (length == 1 && segment.has(TcpSegment.PSH));
  }

  private boolean isReuse(FlowPath path, TcpSegment segment) {
    if (!segment.has(TcpSegment.SYN) || segment.has(TcpSegment.RST)) {
      return false;
    }
    FlowState flow = path.flow;
    int side = path.sideOf(lookup);
    if (flow.sawSyn(side)) {
      return flow.initialSequence(side) != segment.sequence();
    }
    boolean young =
        segment.timestampNanos() - flow.firstTimestampNanos() <= limits.reorderWaitNanos();
    if (!flow.isSequenceKnown(side)) {
      return flow.isClosed() || (!segment.has(TcpSegment.ACK) && !young);
    }
    int before = SequenceNumber.distance(segment.sequence() + 1, flow.initialSequence(side));
    return !young || before < 0 || before > MAX_DATA_BEFORE_SYN;
  }

  private FlowPath open(TcpSegment segment) {
    if (flows.size() >= limits.maxFlows()) {
      evict(segment.timestampNanos());
    }
    FlowState flow = new FlowState(statistics.flowsOpened, segment);
    if (segment.has(TcpSegment.SYN)) {
      flow.markSyn(0, segment.sequence(), segment.has(TcpSegment.ACK));
    } else {
      flow.markMidStream(0, segment.sequence());
    }
    flow.attach(
        Objects.requireNonNull(listener.onFlow(flow), "onFlow returned null"),
        limits,
        pool,
        statistics);
    FlowPath path = flow.addPath(lookup, 0);
    flows.add(path);
    open.append(flow);
    statistics.flowsOpened++;
    statistics.trackedFlows = flows.size();
    return path;
  }

  private void evict(long now) {
    FlowState victim = lingering.first();
    if (victim != null) {
      remove(victim);
      return;
    }
    victim = open.first();
    statistics.flowsEvicted++;
    remove(victim);
    victim.close(now, CloseReason.EVICTED);
  }

  private void reuse(FlowState flow, long now) {
    remove(flow);
    if (!flow.isClosed()) {
      statistics.flowsReused++;
      flow.close(now, CloseReason.REUSED);
    }
  }

  // False if the segment belongs to a later connection between the same ends, of which no SYN was
  // seen.
  private boolean accept(FlowPath path, TcpSegment segment) {
    long now = segment.timestampNanos();
    FlowState flow = path.flow;
    int side = path.sideOf(lookup);
    flow.touch(now);
    open.append(flow);
    if (segment.has(TcpSegment.SYN) && !flow.sawSyn(side)) {
      flow.markSyn(side, segment.sequence(), segment.has(TcpSegment.ACK));
    }
    boolean reset = segment.has(TcpSegment.RST);
    if (!flow.isIgnored()) {
      if (reset && !flow.stream(side).isPlausible(segment.sequence())) {
        statistics.implausibleSegments++;
        return true;
      }
      if (!reset && !reassemble(flow, side, segment)) {
        return false;
      }
    } else if (segment.has(TcpSegment.FIN)) {
      flow.markFin(side);
    }
    if (reset) {
      linger(flow, now, CloseReason.RESET);
    } else {
      settle(flow, now);
    }
    return true;
  }

  private static boolean reassemble(FlowState flow, int side, TcpSegment segment) {
    long now = segment.timestampNanos();
    StreamReassembler other = flow.stream(1 - side);
    long needs = StreamReassembler.NOTHING;
    if (segment.has(TcpSegment.ACK) && other.isStarted()) {
      needs = other.onAcknowledged(segment.acknowledgment(), now);
    }
    boolean syn = segment.has(TcpSegment.SYN);
    int sequence = syn ? segment.sequence() + 1 : segment.sequence();
    int wireLength = segment.wirePayloadLength();
    StreamReassembler stream = flow.stream(side);
    if (!stream.isStarted()) {
      if (!syn && !segment.has(TcpSegment.FIN) && !carriesData(segment)) {
        return true;
      }
      flow.markMidStream(side, sequence);
      stream.start(sequence);
    }
    if (wireLength > 0
        && !stream.onData(
            sequence,
            segment.buffer(),
            segment.payloadOffset(),
            segment.payloadLength(),
            wireLength,
            needs,
            now)) {
      return false;
    }
    if (segment.has(TcpSegment.FIN)) {
      stream.onFin(sequence + wireLength);
    }
    return true;
  }

  // What one flow needs after each change: end, wait for a hole, or neither.
  private void settle(FlowState flow, long now) {
    if (flow.isWaiting()) {
      flow.onTime(now);
    }
    if (flow.isFinished()) {
      linger(flow, now, CloseReason.FIN);
    } else if (flow.isWaiting()) {
      if (!flow.isInWaiting()) {
        flow.waitIn(waiting);
      }
    } else {
      flow.stopWaiting();
    }
  }

  private void linger(FlowState flow, long now, CloseReason reason) {
    flow.stopWaiting();
    lingering.append(flow);
    flow.close(now, reason);
  }

  private void remove(FlowState flow) {
    flow.stopWaiting();
    FlowList.remove(flow);
    flows.remove(flow);
    statistics.trackedFlows = flows.size();
  }

  private void checkOthers(long now, int checks) {
    checkWaiting(now, checks);
    checkIdle(now, checks);
    checkLingering(now, checks);
  }

  private void checkWaiting(long now, int checks) {
    for (int i = 0; i < checks; i++) {
      FlowState flow = waiting.first();
      if (flow == null) {
        return;
      }
      flow.waitIn(waiting);
      settle(flow, now);
    }
  }

  private void checkIdle(long now, int checks) {
    for (int i = 0; i < checks; i++) {
      FlowState flow = open.first();
      if (flow == null || isWithin(limits.idleNanos(), flow, now)) {
        return;
      }
      statistics.flowsExpired++;
      remove(flow);
      flow.close(now, CloseReason.IDLE);
    }
  }

  private void checkLingering(long now, int checks) {
    for (int i = 0; i < checks; i++) {
      FlowState flow = lingering.first();
      if (flow == null || isWithin(limits.lingerNanos(), flow, now)) {
        return;
      }
      remove(flow);
    }
  }

  // A step back of more than the limit ends it as well: a single packet with a wild time must not
  // keep a flow, and those queued behind it, for ever.
  private static boolean isWithin(long limitNanos, FlowState flow, long now) {
    return Math.abs(now - flow.lastTimestampNanos()) <= limitNanos;
  }
}
