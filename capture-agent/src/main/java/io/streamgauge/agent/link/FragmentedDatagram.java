package io.streamgauge.agent.link;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What is there of one datagram that came in fragments. Used again and again. */
final class FragmentedDatagram {

  /** More than any datagram holds. */
  static final int MAX_BYTES = 65_536;

  private static final int UNIT = 8;
  private static final byte[] BLANK = new byte[4096];

  /** What became of it. */
  enum State {
    FREE,
    /** Waits for fragments. */
    FILLING,
    /** Was whole; what comes of it now was seen before. */
    WHOLE,
    /** Contradicts itself or a limit; what comes of it is dropped. */
    SPOILED
  }

  final ByteBuffer bytes = ByteBuffer.allocateDirect(MAX_BYTES);
  State state = State.FREE;
  long sourceHigh;
  long sourceLow;
  long destinationHigh;
  long destinationLow;
  int identification;
  int keyProtocol;
  long since;
  int fragments;

  /** Protocol behind the fragment header of the first fragment, or -1. */
  int protocol;

  /** Why it was spoiled; null otherwise. */
  FragmentDrop spoiledBy;

  /** Whether somebody still reads the whole datagram. */
  boolean inUse;

  // Units of eight bytes that are there.
  private final long[] covered = new long[MAX_BYTES / UNIT / Long.SIZE];
  private int received;
  private int highest;
  private int length;

  void begin(TcpSegment addresses, int identification, int keyProtocol, long now) {
    state = State.FILLING;
    sourceHigh = addresses.sourceHigh();
    sourceLow = addresses.sourceLow();
    destinationHigh = addresses.destinationHigh();
    destinationLow = addresses.destinationLow();
    this.identification = identification;
    this.keyProtocol = keyProtocol;
    since = now;
    spoiledBy = null;
    fragments = 0;
    protocol = -1;
    received = 0;
    highest = 0;
    length = -1;
  }

  boolean is(TcpSegment addresses, int identification, int keyProtocol) {
    return state != State.FREE
        && this.identification == identification
        && this.keyProtocol == keyProtocol
        && sourceLow == addresses.sourceLow()
        && destinationLow == addresses.destinationLow()
        && sourceHigh == addresses.sourceHigh()
        && destinationHigh == addresses.destinationHigh();
  }

  /** Whether these bytes, or some of them, lie where others are, or behind the end. */
  boolean conflicts(int offset, int count, boolean last) {
    int end = offset + count;
    if (length >= 0 && (end > length || (last && end != length))) {
      return true;
    }
    if (last && highest > end) {
      return true;
    }
    for (int unit = offset / UNIT; unit * UNIT < end; unit++) {
      if (isCovered(unit)) {
        return true;
      }
    }
    return false;
  }

  /** Whether all of these bytes are there already, and are the same. */
  boolean repeats(ByteBuffer from, int index, int offset, int count, boolean last) {
    int end = offset + count;
    if (end > highest || (last && end != length)) {
      return false;
    }
    for (int unit = offset / UNIT; unit * UNIT < end; unit++) {
      if (!isCovered(unit)) {
        return false;
      }
    }
    for (int i = 0; i < count; i++) {
      if (bytes.get(offset + i) != from.get(index + i)) {
        return false;
      }
    }
    return true;
  }

  /** Takes in bytes that conflict with none. */
  void add(ByteBuffer from, int index, int offset, int count, boolean last) {
    bytes.put(offset, from, index, count);
    int end = offset + count;
    for (int unit = offset / UNIT; unit * UNIT < end; unit++) {
      covered[unit / Long.SIZE] |= 1L << unit;
    }
    fragments++;
    received += count;
    highest = Math.max(highest, end);
    if (last) {
      length = end;
    }
  }

  /** Bytes of the datagram if all are there, else -1. */
  int wholeLength() {
    return received == length && protocol >= 0 ? length : -1;
  }

  /** Overwrites what it held, as it is somebody's payload. */
  void blank() {
    for (int at = 0; at < highest; at += BLANK.length) {
      bytes.put(at, BLANK, 0, Math.min(BLANK.length, highest - at));
    }
    Arrays.fill(covered, 0);
    highest = 0;
  }

  private boolean isCovered(int unit) {
    return (covered[unit / Long.SIZE] & 1L << unit) != 0;
  }
}
