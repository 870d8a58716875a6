package io.streamgauge.protocol.details.capture;

import io.streamgauge.protocol.details.value.SaslUserName;
import io.streamgauge.protocol.details.value.StringInterner;
import io.streamgauge.protocol.program.EmbeddedCursor;
import io.streamgauge.protocol.program.ProgramSet;

/** What all captures of one thread share, and what they had to leave out. */
public final class CaptureContext {
  private final CaptureTable table;
  private final ProgramSet programs;
  private final StringInterner strings;
  private final int maxValues;
  private long valuesDropped;
  private long regionsMalformed;

  /**
   * @param maxValues most values of one exchange
   */
  public CaptureContext(
      CaptureTable table, ProgramSet programs, StringInterner strings, int maxValues) {
    this.table = table;
    this.programs = programs;
    this.strings = strings;
    this.maxValues = maxValues;
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

  int maxValues() {
    return maxValues;
  }

  EmbeddedCursor cursor(String schema) {
    return new EmbeddedCursor(programs, schema);
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
