package io.streamgauge.jobs.types;

import com.google.protobuf.Internal;
import com.google.protobuf.Message;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Length (4 bytes, big-endian) and the message's own encoding. Fields that this version does not
 * know pass through unharmed, so an older job may read a newer one's state.
 */
public final class ProtoSerializer<T extends Message> extends TypeSerializer<T> {
  private static final long serialVersionUID = 1L;

  private final Class<T> type;
  private transient T prototype;

  ProtoSerializer(Class<T> type) {
    this.type = type;
  }

  Class<T> type() {
    return type;
  }

  private T prototype() {
    if (prototype == null) {
      prototype = Internal.getDefaultInstance(type);
    }
    return prototype;
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return new ProtoSerializer<>(type);
  }

  @Override
  public T createInstance() {
    return prototype();
  }

  @Override
  public T copy(T from) {
    return from;
  }

  @Override
  public T copy(T from, T reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(T message, DataOutputView target) throws IOException {
    byte[] bytes = message.toByteArray();
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    byte[] bytes = new byte[source.readInt()];
    source.readFully(bytes);
    return type.cast(prototype().getParserForType().parseFrom(bytes));
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    int length = source.readInt();
    target.writeInt(length);
    target.write(source, length);
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new ProtoSerializerSnapshot<>(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProtoSerializer<?> that && that.type == type;
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }
}
