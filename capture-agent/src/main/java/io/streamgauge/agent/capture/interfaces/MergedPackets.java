package io.streamgauge.agent.capture.interfaces;

import io.streamgauge.agent.capture.PacketBlock;
import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.link.LinkType;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One handler for several sources, each on a thread of its own: packets are handed over one at a
 * time. Silence is passed on only as far as all sources have come, because one may still hold
 * packets from before the time of another. All of them have blocks, or none has.
 */
final class MergedPackets {
  private final PacketHandler handler;
  private final Set<Input> inputs = new LinkedHashSet<>();
  private Input last;
  private long idleSince = Long.MIN_VALUE;

  MergedPackets(PacketHandler handler) {
    this.handler = handler;
  }

  /** A handler for one more source. */
  synchronized Input open() {
    Input input = new Input();
    inputs.add(input);
    return input;
  }

  private synchronized void packet(
      Input from,
      long timestampNanos,
      LinkType linkType,
      ByteBuffer buffer,
      int offset,
      int capturedLength,
      int wireLength) {
    if (from != last) {
      last = from;
      if (from.block != null) {
        handler.onBlockAgain(from.block);
      }
    }
    handler.onPacket(timestampNanos, linkType, buffer, offset, capturedLength, wireLength);
  }

  private synchronized void block(Input from, PacketBlock block) {
    from.block = block;
    last = from;
    handler.onBlock(block);
  }

  private synchronized void idle() {
    long reached = Long.MAX_VALUE;
    for (Input input : inputs) {
      reached = Math.min(reached, input.reached);
    }
    if (!inputs.isEmpty() && reached > idleSince) {
      idleSince = reached;
      handler.onIdle(reached);
    }
  }

  /** Time passes while there is no source at all. */
  synchronized void idleWithoutInputs(long timestampNanos) {
    if (inputs.isEmpty() && timestampNanos > idleSince) {
      idleSince = timestampNanos;
      handler.onIdle(timestampNanos);
    }
  }

  private synchronized void remove(Input input) {
    inputs.remove(input);
  }

  /** What one source delivers to. */
  final class Input implements PacketHandler {
    private volatile long reached = Long.MIN_VALUE;

    // What its packets lie in, while it has handed over none since.
    private PacketBlock block;

    private Input() {}

    @Override
    public void onPacket(
        long timestampNanos,
        LinkType linkType,
        ByteBuffer buffer,
        int offset,
        int capturedLength,
        int wireLength) {
      reached = timestampNanos;
      packet(this, timestampNanos, linkType, buffer, offset, capturedLength, wireLength);
    }

    @Override
    public void onBlock(PacketBlock next) {
      block(this, next);
    }

    @Override
    public void onIdle(long timestampNanos) {
      reached = timestampNanos;
      idle();
    }

    /** The source ended: nobody waits for it any longer. */
    void close() {
      remove(this);
    }
  }
}
