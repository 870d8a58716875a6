package io.streamgauge.matrix.check;

import io.streamgauge.matrix.run.Cell;
import io.streamgauge.matrix.run.MatrixResult;
import io.streamgauge.protocol.details.PartitionRow;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Record sets have the codec that the scenario asks for and one format. */
final class EncodingCheck implements Check {
  private static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");

  @Override
  public String name() {
    return "encoding";
  }

  @Override
  public boolean applies(Cell cell) {
    return !cell.scenario().ownsTopic();
  }

  @Override
  public void run(MatrixResult result, Cell cell, Differences differences) {
    Set<String> codecs = new TreeSet<>();
    Set<Long> magics = new TreeSet<>();
    for (PartitionRow row : TopicFigures.of(result, cell).rows()) {
      magics.add(row.magic());
      for (int codec = 0; codec < CODECS.size(); codec++) {
        if ((row.codecs() & 1 << codec) != 0) {
          codecs.add(CODECS.get(codec));
        }
      }
    }
    differences.expectSame("codecs", codecs, "scenario", Set.of(cell.scenario().codec()));
    if (magics.size() != 1) {
      differences.add("record sets of several formats: " + magics);
    }
  }
}
