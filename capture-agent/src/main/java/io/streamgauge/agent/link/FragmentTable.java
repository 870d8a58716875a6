package io.streamgauge.agent.link;

import io.streamgauge.agent.link.FragmentedDatagram.State;
import java.nio.ByteBuffer;

/**
 * Puts fragments of IPv4 (RFC 791) and IPv6 (RFC 8200 section 4.5) packets together. Its memory is
 * taken from the system one datagram at a time, up to the limit, and kept; what a datagram held is
 * overwritten when it is done with. Single-threaded.
 *
 * <p>When the room is used up the datagram that is longest done with, else the oldest, gives way:
 * fragments of one datagram come close together, so what is old will most likely never be whole.
 */
final class FragmentTable {

  private final FragmentLimits limits;
  private final LinkStatistics statistics;
  private final FragmentedDatagram[] datagrams;
  private int allocated;
  private int live;
  private boolean inUse;
  private long oldest;
  private long now;

  FragmentTable(FragmentLimits limits, LinkStatistics statistics) {
    this.limits = limits;
    this.statistics = statistics;
    int room = Math.max(1, limits.maxBytes() / FragmentedDatagram.MAX_BYTES);
    this.datagrams = new FragmentedDatagram[room];
  }

  /** The next packet begins: nobody reads the datagrams any longer that became whole before it. */
  void advance(long timestampNanos) {
    now = timestampNanos;
    if (inUse) {
      release();
    }
    if (live > 0 && isOver(oldest)) {
      expire();
    }
  }

  /**
   * Takes in the fragment whose payload begins at the cursor.
   *
   * @param addresses whose addresses are those of the packet
   * @param keyProtocol IPv4's protocol, which is part of a datagram's identity, or -1 for IPv6
   * @param offset of the payload in the datagram, in bytes
   * @param protocol behind this fragment's header
   * @return what comes next once the datagram is whole, with the cursor at its begin
   */
  int add(
      HeaderCursor cursor,
      TcpSegment addresses,
      int identification,
      int keyProtocol,
      int offset,
      boolean last,
      int protocol) {
    int count = cursor.wireEnd - cursor.at;
    FragmentDrop wrong = check(cursor, count, offset, last);
    if (wrong != null) {
      return drop(wrong);
    }
    FragmentedDatagram datagram = find(addresses, identification, keyProtocol);
    if (datagram == null) {
      datagram = begin(addresses, identification, keyProtocol);
    }
    if (datagram == null) {
      return drop(FragmentDrop.NO_ROOM);
    }
    if (datagram.state != State.FILLING) {
      return drop(datagram.state == State.WHOLE ? FragmentDrop.DUPLICATE : datagram.spoiledBy);
    }
    return fill(datagram, cursor, offset, count, last, protocol);
  }

  private static FragmentDrop check(HeaderCursor cursor, int count, int offset, boolean last) {
    if (count <= 0 || (!last && count % 8 != 0)) {
      return FragmentDrop.MALFORMED;
    }
    if ((long) offset + count >= FragmentedDatagram.MAX_BYTES) {
      return FragmentDrop.TOO_LONG;
    }
    return cursor.has(count) ? null : FragmentDrop.CUT;
  }

  private int fill(
      FragmentedDatagram datagram,
      HeaderCursor cursor,
      int offset,
      int count,
      boolean last,
      int protocol) {
    ByteBuffer from = cursor.buffer;
    if (datagram.conflicts(offset, count, last)) {
      return datagram.repeats(from, cursor.at, offset, count, last)
          ? drop(FragmentDrop.DUPLICATE)
          : spoil(datagram, FragmentDrop.OVERLAP);
    }
    if (datagram.fragments == limits.maxFragments()) {
      return spoil(datagram, FragmentDrop.TOO_MANY);
    }
    datagram.add(from, cursor.at, offset, count, last);
    if (offset == 0) {
      datagram.protocol = protocol;
    }
    int length = datagram.wholeLength();
    if (length < 0) {
      return statistics.undecoded(Undecoded.FRAGMENT);
    }
    datagram.state = State.WHOLE;
    datagram.inUse = true;
    inUse = true;
    statistics.datagramReassembled();
    cursor.move(datagram.bytes, length);
    return HeaderCursor.PROTOCOL + datagram.protocol;
  }

  private int drop(FragmentDrop reason) {
    statistics.fragmentsDropped(reason, 1);
    return statistics.undecoded(Undecoded.FRAGMENT);
  }

  private int spoil(FragmentedDatagram datagram, FragmentDrop reason) {
    statistics.fragmentsDropped(reason, datagram.fragments);
    datagram.state = State.SPOILED;
    datagram.spoiledBy = reason;
    datagram.blank();
    return drop(reason);
  }

  private FragmentedDatagram find(TcpSegment addresses, int identification, int keyProtocol) {
    for (int i = 0; i < allocated; i++) {
      if (datagrams[i].is(addresses, identification, keyProtocol)) {
        return datagrams[i];
      }
    }
    return null;
  }

  private FragmentedDatagram begin(TcpSegment addresses, int identification, int keyProtocol) {
    FragmentedDatagram datagram = room();
    if (datagram != null) {
      datagram.begin(addresses, identification, keyProtocol, now);
      live++;
      findOldest();
    }
    return datagram;
  }

  // Null if all are being read: a datagram inside another that fills the table.
  private FragmentedDatagram room() {
    if (live == allocated && allocated < datagrams.length) {
      datagrams[allocated] = new FragmentedDatagram();
      return datagrams[allocated++];
    }
    FragmentedDatagram best = null;
    for (int i = 0; i < allocated; i++) {
      FragmentedDatagram candidate = datagrams[i];
      if (candidate.state == State.FREE) {
        return candidate;
      }
      if (!candidate.inUse && (best == null || givesWayBefore(candidate, best))) {
        best = candidate;
      }
    }
    if (best != null) {
      free(best, FragmentDrop.NO_ROOM);
    }
    return best;
  }

  private static boolean givesWayBefore(FragmentedDatagram one, FragmentedDatagram other) {
    boolean oneFills = one.state == State.FILLING;
    boolean otherFills = other.state == State.FILLING;
    return oneFills == otherFills ? one.since < other.since : otherFills;
  }

  private void expire() {
    for (int i = 0; i < allocated; i++) {
      if (datagrams[i].state != State.FREE && isOver(datagrams[i].since)) {
        free(datagrams[i], FragmentDrop.TIMED_OUT);
      }
    }
    findOldest();
  }

  private void free(FragmentedDatagram datagram, FragmentDrop reason) {
    if (datagram.state == State.FILLING) {
      statistics.fragmentsDropped(reason, datagram.fragments);
    }
    datagram.blank();
    datagram.state = State.FREE;
    live--;
  }

  private void release() {
    inUse = false;
    for (int i = 0; i < allocated; i++) {
      if (datagrams[i].inUse) {
        datagrams[i].inUse = false;
        datagrams[i].blank();
      }
    }
  }

  // A step back of time beyond the limit ends the wait as well.
  private boolean isOver(long since) {
    return Math.abs(now - since) > limits.waitNanos();
  }

  private void findOldest() {
    oldest = Long.MAX_VALUE;
    for (int i = 0; i < allocated; i++) {
      if (datagrams[i].state != State.FREE) {
        oldest = Math.min(oldest, datagrams[i].since);
      }
    }
  }
}
