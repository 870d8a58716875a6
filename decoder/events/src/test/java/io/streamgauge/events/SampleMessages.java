package io.streamgauge.events;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;

/** Messages in which every field is set, each number different from its neighbours'. */
final class SampleMessages {
  private static final int STRINGS = 60;

  private SampleMessages() {}

  /** A batch with full tables and one event of this family. */
  static EventBatch batchOf(FieldDescriptor family) {
    EventBatch.Builder batch =
        EventBatch.newBuilder()
            .setAgentId("agent-1")
            .setIncarnation(1_700_000_000_000_000_000L)
            .setSequence(42)
            .setAgentTimeNanos(1_700_000_060_000_000_000L)
            .setResolutionMillis(1000)
            .setNode("node-1")
            .setAgentVersion("1.0.0")
            .setFinal(true)
            .addStrings("");
    for (int i = 1; i < STRINGS; i++) {
      batch.addStrings("string-" + i);
    }
    fill(batch.addListenersBuilder());
    fill(batch.addClientsBuilder());
    fill(batch.addTopicsBuilder());
    Event.Builder event =
        Event.newBuilder()
            .setTimeNanos(1_700_000_059_000_000_000L)
            .setListener(1)
            .setOrdinal(family.getNumber() < 30 ? 0 : 7);
    event.setField(family, fill(event.newBuilderForField(family)));
    return batch.addEvents(event).build();
  }

  /** Sets every field of a message; fields that refer to a table point at its first entry. */
  static Message fill(Message.Builder builder) {
    Descriptor type = builder.getDescriptorForType();
    if (type.equals(io.streamgauge.events.v1.ExponentialHistogram.getDescriptor())) {
      return builder.mergeFrom(histogram()).build();
    }
    for (FieldDescriptor field : type.getFields()) {
      int copies = field.isRepeated() ? 2 : 1;
      for (int i = 0; i < copies; i++) {
        Object value = value(builder, field, field.getNumber() + i);
        if (field.isRepeated()) {
          builder.addRepeatedField(field, value);
        } else {
          builder.setField(field, value);
        }
      }
    }
    return builder.build();
  }

  private static Object value(Message.Builder builder, FieldDescriptor field, int number) {
    boolean reference =
        field.getName().equals("client")
            || field.getName().equals("topic")
            || field.getName().equals("listener");
    return switch (field.getJavaType()) {
      case INT -> reference ? 1 : number;
      case LONG -> 1000L + number;
      case BOOLEAN -> true;
      case BYTE_STRING -> ByteString.copyFromUtf8("0123456789abcdef");
      case ENUM -> field.getEnumType().getValues().get(1);
      case MESSAGE -> fill(builder.newBuilderForField(field));
      case STRING -> "text-" + number;
      case FLOAT, DOUBLE -> throw new IllegalStateException("no such field yet: " + field);
    };
  }

  private static io.streamgauge.events.v1.ExponentialHistogram histogram() {
    ExponentialHistogram histogram = new ExponentialHistogram();
    histogram.record(0);
    histogram.record(1_000_000);
    histogram.record(1_500_000);
    return Histograms.toProto(histogram);
  }
}
