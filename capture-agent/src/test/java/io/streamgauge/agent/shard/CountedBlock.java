package io.streamgauge.agent.shard;

import io.streamgauge.agent.capture.PacketBlock;
import java.util.concurrent.atomic.AtomicInteger;

/** Says how often it is kept. */
final class CountedBlock implements PacketBlock {
  final AtomicInteger keepers = new AtomicInteger();

  @Override
  public void retain() {
    keepers.incrementAndGet();
  }

  @Override
  public void release() {
    keepers.decrementAndGet();
  }
}
