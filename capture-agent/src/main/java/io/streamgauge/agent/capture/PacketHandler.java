package io.streamgauge.agent.capture;

import io.streamgauge.agent.link.LinkType;
import java.nio.ByteBuffer;

/** Receives packets from a {@link PacketSource}, on the thread that runs it. */
public interface PacketHandler {

  /**
   * One packet. The buffer is big-endian, direct, owned by the source and overwritten after the
   * call (but see {@link #onBlock}); it must be read with absolute gets only.
   *
   * @param timestampNanos nanoseconds since the epoch; may step back a little between packets
   * @param linkType what kind of header the packet begins with
   * @param buffer holds the packet at {@code [offset, offset + capturedLength)}
   * @param capturedLength bytes captured, {@code >= 0}
   * @param wireLength bytes the packet had on the wire; more than captured when it was cut
   */
  void onPacket(
      long timestampNanos,
      LinkType linkType,
      ByteBuffer buffer,
      int offset,
      int capturedLength,
      int wireLength);

  /**
   * The packets that follow lie in that block, until the next call. Sources that have no blocks
   * never call it: their packets are gone when {@link #onPacket} returns.
   *
   * @param block may be retained while the packets are needed
   */
  default void onBlock(PacketBlock block) {}

  /**
   * The packets that follow lie in that block, which was told before; others came in between. It
   * does not say that the source went on.
   *
   * @param block may be retained while the packets are needed
   */
  default void onBlockAgain(PacketBlock block) {
    onBlock(block);
  }

  /**
   * No packet came for a while; live sources only, at least every 200 ms of silence.
   *
   * @param timestampNanos now, by the clock that stamps packets
   */
  default void onIdle(long timestampNanos) {}
}
