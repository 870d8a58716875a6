package io.streamgauge.agent.link;

/** Why fragments of IP packets were dropped. */
public enum FragmentDrop {
  /**
   * It overlaps another one of its datagram: the whole datagram goes, with what may still come of
   * it (RFC 5722, RFC 8200 section 4.5).
   */
  OVERLAP,
  /** Seen before with the same bytes, on another interface for example; harmless. */
  DUPLICATE,
  /** The datagram came in more pieces than the limit allows. */
  TOO_MANY,
  /** It reaches beyond what a datagram can hold, 65,535 bytes. */
  TOO_LONG,
  /** It is empty, or is not the last and has a length that is no multiple of eight. */
  MALFORMED,
  /** The capture cut it. */
  CUT,
  /** The rest did not come in time. */
  TIMED_OUT,
  /** Newer datagrams needed the room. */
  NO_ROOM
}
