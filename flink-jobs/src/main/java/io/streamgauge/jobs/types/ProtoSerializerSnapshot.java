package io.streamgauge.jobs.types;

import com.google.protobuf.Message;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.InstantiationUtil;

/** Remembers the message class; within one class protobuf's own rules of evolution hold. */
public final class ProtoSerializerSnapshot<T extends Message> implements TypeSerializerSnapshot<T> {
  private Class<T> type;

  /** For Flink, which reads snapshots by their default constructor. */
  public ProtoSerializerSnapshot() {}

  ProtoSerializerSnapshot(ProtoSerializer<T> serializer) {
    this.type = serializer.type();
  }

  @Override
  public int getCurrentVersion() {
    return 1;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    out.writeUTF(type.getName());
  }

  @Override
  public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
    type = InstantiationUtil.resolveClassByName(in, loader);
  }

  @Override
  public TypeSerializer<T> restoreSerializer() {
    return new ProtoSerializer<>(type);
  }

  @Override
  public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> old) {
    return old instanceof ProtoSerializerSnapshot<T> that && that.type == type
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.incompatible();
  }
}
