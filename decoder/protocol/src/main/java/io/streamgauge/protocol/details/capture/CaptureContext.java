package io.streamgauge.protocol.details.capture;

import io.streamgauge.protocol.details.wire.SaslUserName;
import io.streamgauge.protocol.details.wire.StringInterner;
import io.streamgauge.protocol.program.EmbeddedCursor;
import io.streamgauge.protocol.program.ProgramSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** What all captures of one thread share, and what they had to leave out. */
public final class CaptureContext {
  private static final int MAX_IDLE_CURSORS = 16;

  private final Map<String, Deque<EmbeddedCursor>> idleCursors = new HashMap<>();
  private final CaptureTable table;
  private final ProgramSet programs;
  private final StringInterner strings;
  private final KnownDetails details = new KnownDetails();
  private final int maxValues;
  private final int maxValuesInAll;
  private int valuesHeld;
  private long valuesDropped;
  private long regionsMalformed;

  /**
   * @param maxValues most values of one exchange
   * @param maxValuesInAll most values of all exchanges in flight
   */
  public CaptureContext(
      CaptureTable table,
      ProgramSet programs,
      StringInterner strings,
      int maxValues,
      int maxValuesInAll) {
    this.table = table;
    this.programs = programs;
    this.strings = strings;
    this.maxValues = maxValues;
    this.maxValuesInAll = maxValuesInAll;
  }

  /** Values beyond the bound. */
  public long valuesDropped() {
    return valuesDropped;
  }

  /** Embedded messages that were not readable. */
  public long regionsMalformed() {
    return regionsMalformed;
  }

  CaptureTable table() {
    return table;
  }

  StringInterner strings() {
    return strings;
  }

  KnownDetails details() {
    return details;
  }

  int maxValues() {
    return maxValues;
  }

  /** Values that exchanges in flight hold. */
  public int valuesHeld() {
    return valuesHeld;
  }

  /** Whether there is room for one more value; takes it if so. */
  boolean holdValue() {
    if (valuesHeld >= maxValuesInAll) {
      return false;
    }
    valuesHeld++;
    return true;
  }

  /** Whether there is room for several; takes it if so. */
  boolean holdValues(int count) {
    if (valuesHeld + count > maxValuesInAll) {
      return false;
    }
    valuesHeld += count;
    return true;
  }

  void releaseValues(int count) {
    valuesHeld -= count;
  }

  /** A cursor for an embedded schema, to be given back: a cursor is not cheap to make. */
  EmbeddedCursor borrowCursor(String schema) {
    Deque<EmbeddedCursor> idle = idleCursors.get(schema);
    EmbeddedCursor cursor = idle == null ? null : idle.poll();
    return cursor == null ? new EmbeddedCursor(programs, schema) : cursor;
  }

  void giveBack(String schema, EmbeddedCursor cursor) {
    Deque<EmbeddedCursor> idle = idleCursors.computeIfAbsent(schema, key -> new ArrayDeque<>());
    if (idle.size() < MAX_IDLE_CURSORS) {
      idle.push(cursor);
    }
  }

  SaslUserName saslUserName() {
    return new SaslUserName();
  }

  void valueDropped() {
    valuesDropped++;
  }

  void regionMalformed() {
    regionsMalformed++;
  }
}
