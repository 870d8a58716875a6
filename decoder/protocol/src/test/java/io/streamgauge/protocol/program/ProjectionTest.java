package io.streamgauge.protocol.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.protocol.details.assembly.DetailsPrograms;
import io.streamgauge.protocol.schema.Direction;
import io.streamgauge.protocol.schema.MessageId;
import io.streamgauge.protocol.schema.MessageSchema;
import io.streamgauge.protocol.schema.SchemaCatalog;
import org.junit.jupiter.api.Test;

class ProjectionTest {
  private static final SchemaCatalog CATALOG = SchemaCatalog.load();

  @Test
  void refusesPathsThatNoVersionHas() {
    Projection.Builder builder = Projection.builder(CATALOG);
    assertThatThrownBy(() -> builder.select("ProduceRequest", "TopicData.Nonsense", 1))
        .hasMessage("No version of ProduceRequest has the field TopicData.Nonsense");
    assertThatThrownBy(() -> builder.select("ProduceReqest", "Acks", 1))
        .hasMessage("No release has a message named ProduceReqest");
    assertThatThrownBy(() -> builder.select("ProduceRequest", "Acks", 65_536))
        .hasMessageContaining("65536");
    builder.select("ProduceRequest", "Acks", 1);
    assertThatThrownBy(() -> builder.select("ProduceRequest", "Acks", 2))
        .hasMessage("ProduceRequest.Acks is already selected as 1");
  }

  @Test
  void findsAMessageUnderTheNamesOfBothReleases() {
    // Given key 74, renamed in 4.x, and a message that only the old release has
    Projection projection =
        Projection.builder(CATALOG)
            .select("ListClientMetricsResourcesRequest", "ResourceTypes", 5)
            .select("UpdateMetadataRequest", "ControllerId", 6)
            .build();

    // When
    ProgramSet programs = ProgramSet.compile(CATALOG, projection);

    // Then
    assertThat(programs.size()).isEqualTo(736);
    assertThat(programs.find(74, 1, Direction.REQUEST).name())
        .isEqualTo("ListConfigResourcesRequest");
    assertThat(programs.find(74, 1, Direction.REQUEST).code())
        .contains(Op.number(Op.INT8, Byte.BYTES, 5));
    assertThat(programs.find(6, 0, Direction.REQUEST).code())
        .startsWith(Op.number(Op.INT32, Integer.BYTES, 6));
    assertThat(programs.find(6, 99, Direction.REQUEST)).isNull();
    assertThat(programs.find(-1, 0, Direction.REQUEST)).isNull();
    assertThat(programs.find(12_000, 0, Direction.RESPONSE)).isNull();
    assertThat(programs.findEmbedded("ConsumerProtocolAssignment", 3)).isNotNull();
    assertThat(programs.findEmbedded("ConsumerProtocolAssignment", 4)).isNull();
    assertThat(programs.findEmbedded("Nothing", 0)).isNull();
  }

  @Test
  void compilesAProgramOnce() {
    ProgramSet programs = ProgramSet.compile(CATALOG, Projection.builder(CATALOG).build());

    Program first = programs.find(12, 4, Direction.REQUEST);

    assertThat(programs.find(12, 4, Direction.REQUEST)).isSameAs(first);
  }

  /** They are compiled when traffic needs them, where nothing may be thrown. */
  @Test
  void everyProgramOfTheDetailsCompiles() {
    ProgramSet programs = DetailsPrograms.compile(CATALOG).programs();

    for (MessageId id : CATALOG.messages().keySet()) {
      assertThat(programs.find(id.apiKey(), id.version(), id.direction()).version())
          .isEqualTo(id.version());
    }
    for (MessageSchema schema : CATALOG.embedded()) {
      for (int version = 0; version <= schema.versions().highest(); version++) {
        Program program = programs.findEmbedded(schema.name(), version);
        assertThat(program != null).isEqualTo(schema.versions().contains(version));
      }
    }
  }

  @Test
  void fusesNeighboursThatNobodyWants() {
    ProgramSet programs = ProgramSet.compile(CATALOG, Projection.builder(CATALOG).build());
    // Topics of OffsetForLeaderEpoch v0 hold partitions of two int32.
    assertThat(programs.find(23, 0, Direction.REQUEST).code())
        .containsExactly(
            Op.ARRAY | Op.WIDE,
            8,
            6,
            -1,
            Op.SKIP_SIZED,
            Op.SKIP_ARRAY | Op.WIDE,
            8,
            Op.END,
            Op.END);
    assertThat(programs.find(12, 0, Direction.RESPONSE).code()).containsExactly(Op.SKIP, 2, Op.END);
  }
}
