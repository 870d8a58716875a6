package io.streamgauge.agent.link;

import java.util.EnumMap;

/**
 * Counters of a {@link LinkDecoder}. Written by its thread; other threads may read values that are
 * slightly old.
 */
public final class LinkStatistics {

  private long decoded;
  private final EnumMap<Undecoded, Counter> undecoded = new EnumMap<>(Undecoded.class);

  LinkStatistics() {
    for (Undecoded reason : Undecoded.values()) {
      undecoded.put(reason, new Counter());
    }
  }

  /** Packets that gave a TCP segment. */
  public long decodedPackets() {
    return decoded;
  }

  /** Packets that gave none, for this reason. */
  public long undecodedPackets(Undecoded reason) {
    return undecoded.get(reason).value;
  }

  void decoded() {
    decoded++;
  }

  /** Counts one packet; always returns -1, which is what decoders return for "no segment". */
  int undecoded(Undecoded reason) {
    undecoded.get(reason).value++;
    return -1;
  }

  private static final class Counter {
    private long value;
  }
}
