package io.streamgauge.agent.link;

import java.util.EnumMap;

/**
 * Counters of a {@link LinkDecoder}. Written by its thread; other threads may read values that are
 * slightly old.
 */
public final class LinkStatistics {

  private long decoded;
  private long reassembled;
  private final EnumMap<Undecoded, Counter> undecoded = counters(Undecoded.class);
  private final EnumMap<Encapsulation, Counter> opened = counters(Encapsulation.class);
  private final EnumMap<FragmentDrop, Counter> fragmentsDropped = counters(FragmentDrop.class);

  LinkStatistics() {}

  /** Packets that gave a TCP segment. */
  public long decodedPackets() {
    return decoded;
  }

  /** Packets that gave none, for this reason. */
  public long undecodedPackets(Undecoded reason) {
    return undecoded.get(reason).value;
  }

  /** Encapsulations of this kind that were opened; a packet may have several. */
  public long opened(Encapsulation kind) {
    return opened.get(kind).value;
  }

  /** Datagrams that were put together from their fragments. */
  public long reassembledDatagrams() {
    return reassembled;
  }

  /** Fragments that were dropped, for this reason. */
  public long droppedFragments(FragmentDrop reason) {
    return fragmentsDropped.get(reason).value;
  }

  void decoded() {
    decoded++;
  }

  /** Counts one packet; always returns -1, which is what decoders return for "no segment". */
  int undecoded(Undecoded reason) {
    undecoded.get(reason).value++;
    return HeaderCursor.NONE;
  }

  void open(Encapsulation kind) {
    opened.get(kind).value++;
  }

  void datagramReassembled() {
    reassembled++;
  }

  void fragmentsDropped(FragmentDrop reason, int count) {
    fragmentsDropped.get(reason).value += count;
  }

  private static <E extends Enum<E>> EnumMap<E, Counter> counters(Class<E> reasons) {
    EnumMap<E, Counter> counters = new EnumMap<>(reasons);
    for (E reason : reasons.getEnumConstants()) {
      counters.put(reason, new Counter());
    }
    return counters;
  }

  private static final class Counter {
    private long value;
  }
}
