package io.streamgauge.agent.tcp;

import java.nio.ByteBuffer;

/**
 * Receives the two byte streams of one flow, each in order. Side 0 is the source of the first
 * packet seen. All times are packet time, nanoseconds since the epoch.
 */
public interface FlowHandler {

  /** For flows nobody wants: no bytes are reassembled for it. */
  FlowHandler IGNORE =
      new FlowHandler() {
        @Override
        public void onData(
            int side, ByteBuffer buffer, int offset, int length, long timestampNanos) {}

        @Override
        public void onGap(int side, long missingBytes, long timestampNanos) {}

        @Override
        public void onClose(long timestampNanos, CloseReason reason) {}
      };

  /**
   * The next bytes that {@code side} sent. The buffer is big-endian and direct, valid only during
   * the call, and must be read with absolute gets.
   *
   * @param length {@code > 0}
   * @param timestampNanos time of the packet that carried these bytes, not of their delivery
   */
  void onData(int side, ByteBuffer buffer, int offset, int length, long timestampNanos);

  /**
   * The next {@code missingBytes} bytes that {@code side} sent were not captured and will not come.
   *
   * @param missingBytes {@code > 0}
   * @param timestampNanos time of the packet that made it certain
   */
  void onGap(int side, long missingBytes, long timestampNanos);

  /** The flow is over; the last call. */
  void onClose(long timestampNanos, CloseReason reason);
}
