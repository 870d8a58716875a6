package io.streamgauge.agent.capture;

/**
 * Memory that several packets lie in, lent by a source. Who needs the packets beyond the call that
 * brought them keeps the block meanwhile; the source uses it again once nobody does. Any thread may
 * call it.
 */
public interface PacketBlock {

  /** Keeps the block. Only during a call of the source, or by who keeps it already. */
  void retain();

  /** Ends one {@link #retain}. The packets may be overwritten at once. */
  void release();
}
