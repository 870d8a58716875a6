package io.streamgauge.agent.link;

/**
 * Counters of a {@link LinkDecoder}. Written by its thread; other threads may read values that are
 * slightly old.
 */
public final class LinkStatistics {

  private static final int REASONS = Undecoded.values().length;

  private long decoded;
  private final long[] undecoded = new long[REASONS];

  /** Packets that gave a TCP segment. */
  public long decodedPackets() {
    return decoded;
  }

  /** Packets that gave none, for this reason. */
  public long undecodedPackets(Undecoded reason) {
    return undecoded[reason.ordinal()];
  }

  void decoded() {
    decoded++;
  }

  /** Counts one packet; always returns -1, which is what decoders return for "no segment". */
  int undecoded(Undecoded reason) {
    undecoded[reason.ordinal()]++;
    return -1;
  }
}
