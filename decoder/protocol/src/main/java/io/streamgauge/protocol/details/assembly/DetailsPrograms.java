package io.streamgauge.protocol.details.assembly;

import io.streamgauge.protocol.details.ApiSpecs;
import io.streamgauge.protocol.details.capture.CaptureTable;
import io.streamgauge.protocol.details.capture.CaptureTableBuilder;
import io.streamgauge.protocol.details.rows.PartitionApis;
import io.streamgauge.protocol.program.ProgramSet;
import io.streamgauge.protocol.program.Projection;
import io.streamgauge.protocol.schema.SchemaCatalog;

/**
 * The programs that select what all details need, and what the selected fields mean. Immutable,
 * shared between threads; made once.
 */
public final class DetailsPrograms {
  private final CaptureTable captures;
  private final ProgramSet programs;

  private DetailsPrograms(CaptureTable captures, ProgramSet programs) {
    this.captures = captures;
    this.programs = programs;
  }

  /** Selects from every message of {@code catalog}; programs are compiled when first needed. */
  public static DetailsPrograms compile(SchemaCatalog catalog) {
    Projection.Builder projection = Projection.builder(catalog);
    PartitionApis.select(projection);
    CaptureTableBuilder captures =
        new CaptureTableBuilder(catalog, projection, PartitionApis.END_OF_FIELDS);
    ApiSpecs.ALL.forEach(captures::add);
    CaptureTable table = captures.addErrors(PartitionApis::contains).build();
    return new DetailsPrograms(table, ProgramSet.compile(catalog, projection.build()));
  }

  /** The programs whose fields {@link DetailsAssembler}'s sinks understand. */
  public ProgramSet programs() {
    return programs;
  }

  /** Whether an exchange of an api mostly says what the one before it said: heartbeats. */
  public boolean repeats(int apiKey) {
    return captures.repeats(apiKey);
  }

  CaptureTable captures() {
    return captures;
  }
}
