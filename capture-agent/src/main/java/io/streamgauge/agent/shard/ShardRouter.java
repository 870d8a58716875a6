package io.streamgauge.agent.shard;

import io.streamgauge.agent.capture.PacketBlock;
import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.link.LinkDecoder;
import io.streamgauge.agent.link.LinkStatistics;
import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.link.TcpSegment;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Finds the segment in each packet and queues it for its connection's worker. One per capture
 * thread, and run by it; never waits.
 */
final class ShardRouter implements PacketHandler {

  private static final int COPY_SLABS = 8;

  /** How far time goes on before workers that get no packets hear of it. */
  private static final long TELL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final int NOBODY = -1;

  private final ShardWorker[] workers;
  private final SegmentQueue[] queues;
  private final LinkDecoder link = new LinkDecoder();
  private final TcpSegment segment = new TcpSegment();
  private final PayloadCopies copies = new PayloadCopies(COPY_SLABS);
  private final AtomicLong packets = new AtomicLong();
  private final AtomicLong uncopied = new AtomicLong();
  private PacketBlock block;
  private long now = Long.MIN_VALUE;
  private long tellAgain = Long.MIN_VALUE;

  /**
   * @param workers by number
   * @param queues to each of them, from this thread
   */
  ShardRouter(ShardWorker[] workers, SegmentQueue[] queues) {
    this.workers = workers.clone();
    this.queues = queues.clone();
  }

  @Override
  public void onBlock(PacketBlock next) {
    // Who got nothing from the last block learns that time went on, and all let go of that block.
    tellTime(NOBODY);
    block = next;
  }

  @Override
  public void onBlockAgain(PacketBlock earlier) {
    block = earlier;
  }

  @Override
  public void onPacket(
      long timestampNanos,
      LinkType linkType,
      ByteBuffer buffer,
      int offset,
      int capturedLength,
      int wireLength) {
    packets.lazySet(packets.getPlain() + 1);
    now = Math.max(now, timestampNanos);
    int number = route(timestampNanos, linkType, buffer, offset, capturedLength, wireLength);
    if (now >= tellAgain) {
      // Sources without blocks have no other occasion. Who got the packet knows the time from it.
      tellTime(number);
    }
  }

  /** Returns whose packet it was, or {@link #NOBODY}. */
  @SuppressWarnings("ReferenceEquality") // which memory it is, not what it holds
  private int route(
      long timestampNanos,
      LinkType linkType,
      ByteBuffer buffer,
      int offset,
      int capturedLength,
      int wireLength) {
    if (!link.decode(
        timestampNanos, linkType, buffer, offset, capturedLength, wireLength, segment)) {
      return NOBODY;
    }
    PacketBlock home = block != null && segment.buffer() == buffer ? block : copies.copy(segment);
    if (home == null) {
      uncopied.lazySet(uncopied.getPlain() + 1);
      return NOBODY;
    }
    int number = FlowHash.worker(segment, queues.length);
    if (!queues[number].put(segment, home)) {
      // Behind, or dead: then the capture ends with what it died of.
      workers[number].throwFailure();
    }
    workers[number].wake();
    return number;
  }

  @Override
  public void onIdle(long timestampNanos) {
    now = Math.max(now, timestampNanos);
    link.onIdle(timestampNanos);
    tellTime(NOBODY);
  }

  private void tellTime(int knows) {
    if (now == Long.MIN_VALUE) {
      return;
    }
    tellAgain = now + TELL_NANOS;
    for (int i = 0; i < queues.length; i++) {
      workers[i].throwFailure();
      if (i != knows) {
        boolean unused = queues[i].putTime(now);
        workers[i].wake();
      }
    }
  }

  /** Packets that came in. */
  long packets() {
    return packets.get();
  }

  /** Packets for which a queue, or the room for copies, was full. */
  long dropped() {
    long sum = uncopied.get();
    for (SegmentQueue queue : queues) {
      sum += queue.dropped();
    }
    return sum;
  }

  LinkStatistics linkStatistics() {
    return link.statistics();
  }
}
