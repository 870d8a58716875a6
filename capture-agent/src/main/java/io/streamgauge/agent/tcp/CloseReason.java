package io.streamgauge.agent.tcp;

/** Why a flow ended. */
public enum CloseReason {
  /** Both sides sent FIN and everything before it was seen or declared a gap. */
  FIN,
  /** One side sent RST. */
  RESET,
  /** A new connection began on the same addresses and ports. */
  REUSED,
  /** It is another flow seen under other addresses, which gets what is still to come. */
  FOLDED,
  /** Nothing was seen for {@link TcpLimits#idleNanos()}. */
  IDLE,
  /** The flow table was full and this flow was the one longest idle. */
  EVICTED,
  /** The capture ended. */
  CAPTURE_END
}
