package io.streamgauge.protocol.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.protocol.schema.Direction;
import io.streamgauge.protocol.schema.SchemaCatalog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredNumbersTest {
  private static final int OFFSET_COMMIT = 8;
  private static final int INDEX = 5;
  private static final int COMMITTED = 7;
  private static final SchemaCatalog CATALOG = SchemaCatalog.load();

  /** Keeps a row per partition index. */
  private static final class Rows implements FieldSink {
    private final List<long[]> rows = new ArrayList<>();
    private final Cells cells = new Cells(new long[COMMITTED + 1]);

    @Override
    public Cells cells() {
      return cells;
    }

    @Override
    public void onValue(int field, long value) {
      rows.add(new long[COMMITTED + 1]);
      cells.pointAt(rows.get(rows.size() - 1));
      rows.get(rows.size() - 1)[INDEX] = value;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1_000})
  void numbersGoWhereTheSinkPoints(int piece) {
    // Given two partitions of OffsetCommit v2: index, offset, null metadata
    Program program =
        ProgramSet.compile(
                CATALOG,
                Projection.builder(CATALOG)
                    .select("OffsetCommitRequest", "Topics.Partitions.PartitionIndex", INDEX)
                    .store("OffsetCommitRequest", "Topics.Partitions.CommittedOffset", COMMITTED)
                    .build())
            .find(OFFSET_COMMIT, 2, Direction.REQUEST);
    ByteBuffer bytes =
        ByteBuffer.allocate(100)
            .put(new byte[] {0, 1, 'g', 0, 0, 0, 1, 0, 1, 'm'})
            .putLong(-1)
            .put(new byte[] {0, 0, 0, 1, 0, 1, 't', 0, 0, 0, 2});
    bytes.putInt(3).putLong(-9).putShort((short) -1);
    bytes.putInt(4).putLong(1L << 40).putShort((short) -1).flip();
    Rows rows = new Rows();
    ProgramCursor cursor = new ProgramCursor();

    // When
    cursor.begin(program, bytes.limit(), rows);
    for (int at = 0; at < bytes.limit(); at += piece) {
      cursor.feed(bytes, at, Math.min(piece, bytes.limit() - at));
    }

    // Then
    assertThat(cursor.state()).isEqualTo(ProgramCursor.State.DONE);
    assertThat(rows.rows).hasSize(2);
    assertThat(rows.rows.get(0)[INDEX]).isEqualTo(3);
    assertThat(rows.rows.get(0)[COMMITTED]).isEqualTo(-9);
    assertThat(rows.rows.get(1)[COMMITTED]).isEqualTo(1L << 40);
  }

  @Test
  void onlyNumbersCanBeStored() {
    Projection.Builder builder = Projection.builder(CATALOG);
    assertThatThrownBy(() -> builder.store("HeartbeatRequest", "GenerationId", 64))
        .hasMessage("Cell 64 is not below 64");
    assertThatThrownBy(() -> builder.store("HeartbeatRequest", "GroupId", 0))
        .hasMessage("Only numbers can be stored, not GroupId: STRING");
  }
}
