package io.streamgauge.protocol.detect;

/** What a {@link ConnectionProbe} holds a connection for. Only UNDECIDED changes. */
public enum Verdict {
  /** Not enough was seen yet; nothing is emitted. */
  UNDECIDED,
  /** A request and its response decoded. */
  KAFKA,
  /** TLS records were seen: opaque, nothing is emitted. */
  TLS,
  /** Something else; nothing is emitted. */
  NOT_KAFKA
}
