package io.streamgauge.agent.pipeline;

import io.streamgauge.protocol.exchange.ExchangeListener;

/** Receives the exchanges and anomalies of one connection, on the pipeline's thread. */
public interface ConnectionObserver extends ExchangeListener {
  /** The connection ended, or the capture did; the last call. Packet time in nanoseconds. */
  default void onClose(long timestampNanos) {}
}
