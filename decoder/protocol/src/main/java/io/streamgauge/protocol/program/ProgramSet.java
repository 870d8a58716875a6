package io.streamgauge.protocol.program;

import io.streamgauge.protocol.schema.Direction;
import io.streamgauge.protocol.schema.SchemaCatalog;

/** All programs of one projection. Immutable, shared between cursors and threads. */
public final class ProgramSet {
  private ProgramSet() {}

  /**
   * Compiles every message version of {@code catalog}; takes a few hundred milliseconds on a cold
   * JVM.
   */
  public static ProgramSet compile(SchemaCatalog catalog, Projection projection) {
    return null;
  }

  /**
   * The program of a message's body (its header is not part of it).
   *
   * @return null when neither release lists that key and version
   */
  public Program find(int apiKey, int version, Direction direction) {
    return null;
  }

  /**
   * The program of a schema without an API key, such as {@code ConsumerProtocolAssignment}.
   *
   * @return null when there is no such schema or version
   */
  public Program findEmbedded(String name, int version) {
    return null;
  }
}
