package io.streamgauge.protocol.program;

import java.nio.ByteBuffer;

/**
 * Walks a message inside a bytes field: an int16 version, then the body of an embedded schema such
 * as {@code ConsumerProtocolSubscription}. Fed from {@link FieldSink#onRegion}; reusable; one
 * thread at a time.
 */
public final class EmbeddedCursor {
  private static final int VERSION_BYTES = 2;

  private final LazyProgram[] programs;
  private final ProgramCursor cursor = new ProgramCursor();
  private FieldSink sink;
  private int length;
  private int version;
  private int versionBytes;

  /**
   * A cursor for all versions of one schema.
   *
   * @param schema name of the embedded schema
   * @throws IllegalArgumentException when {@code programs} has none of that name
   */
  public EmbeddedCursor(ProgramSet programs, String schema) {
    this.programs = programs.embedded(schema);
    if (this.programs.length == 0) {
      throw new IllegalArgumentException("No embedded schema is named " + schema);
    }
  }

  /** Prepares for a region of {@code regionLength} bytes. */
  public void begin(int regionLength, FieldSink fieldSink) {
    sink = fieldSink;
    length = regionLength;
    version = 0;
    versionBytes = 0;
  }

  /** Takes the next bytes of the region; what follows the message is ignored. */
  public void feed(ByteBuffer buffer, int offset, int bytes) {
    int at = offset;
    int end = offset + bytes;
    while (versionBytes < VERSION_BYTES && at < end) {
      version = (short) (version << Byte.SIZE | (buffer.get(at++) & 0xff));
      if (++versionBytes == VERSION_BYTES && version >= 0) {
        int readable = Math.min(version, programs.length - 1);
        cursor.begin(programs[readable].get(), Math.max(0, length - VERSION_BYTES), sink);
      }
    }
    if (version() >= 0) {
      cursor.feed(buffer, at, end - at);
    }
  }

  /**
   * As {@link ProgramCursor#state()}; a negative version is malformed. A version above the newest
   * known is read as the newest, as Kafka does.
   */
  public ProgramCursor.State state() {
    if (versionBytes < VERSION_BYTES) {
      return ProgramCursor.State.NEEDS_MORE;
    }
    return version < 0 ? ProgramCursor.State.MALFORMED : cursor.state();
  }

  /** Version the message names; −1 before it is known. */
  public int version() {
    return versionBytes < VERSION_BYTES ? -1 : version;
  }
}
