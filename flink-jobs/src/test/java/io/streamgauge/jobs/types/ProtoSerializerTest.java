package io.streamgauge.jobs.types;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.Result;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ProtoSerializerTest {
  private final TypeSerializer<EventBatch> serializer = new ProtoSerializer<>(EventBatch.class);

  @Test
  void messagesComeBackWithFieldsOfANewerRelease() throws IOException {
    EventBatch batch =
        EventBatch.newBuilder()
            .setAgentId("a")
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(900, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                    .build())
            .build();
    DataOutputSerializer out = new DataOutputSerializer(64);

    serializer.serialize(batch, out);
    DataOutputSerializer copied = new DataOutputSerializer(64);
    serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copied);

    assertThat(serializer.deserialize(new DataInputDeserializer(copied.getCopyOfBuffer())))
        .isEqualTo(batch);
  }

  @Test
  void aSnapshotRestoresAndFitsItsOwnMessageOnly() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());

    TypeSerializerSnapshot<EventBatch> read =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());

    assertThat(read.restoreSerializer()).isEqualTo(serializer);
    assertThat(
            serializer.snapshotConfiguration().resolveSchemaCompatibility(read).isCompatibleAsIs())
        .isTrue();
    @SuppressWarnings({"unchecked", "rawtypes"})
    TypeSerializerSnapshot<EventBatch> other =
        (TypeSerializerSnapshot) new ProtoSerializer<>(Result.class).snapshotConfiguration();
    assertThat(
            serializer.snapshotConfiguration().resolveSchemaCompatibility(other).isIncompatible())
        .isTrue();
  }
}
