package io.streamgauge.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.streamgauge.events.v1.Events;
import io.streamgauge.events.v1.Histogram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Holds the protobuf contract against its checked-in snapshot. A field or enum value that was
 * renumbered, retyped, renamed or removed fails always; an addition fails until it is recorded.
 */
class ContractTest {
  private static final Path SNAPSHOT = Path.of("src/test/resources/contract.txt");

  @Test
  void nothingThatReadersKnowHasChangedAndAdditionsAreRecorded() throws IOException {
    List<String> now = lines();

    if (Files.exists(SNAPSHOT)) {
      assertThat(now)
          .as("every line of %s; old batches and old readers rely on them", SNAPSHOT)
          .containsAll(Files.readAllLines(SNAPSHOT));
    }
    Golden.hold(SNAPSHOT, String.join("\n", now) + "\n");
  }

  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (FileDescriptor file :
        List.of(
            Events.getDescriptor(),
            Histogram.getDescriptor(),
            io.streamgauge.events.v1.Results.getDescriptor(),
            io.streamgauge.events.v1.Findings.getDescriptor(),
            io.streamgauge.events.v1.Alerts.getDescriptor(),
            io.streamgauge.events.v1.Spans.getDescriptor())) {
      file.getMessageTypes().forEach(message -> addMessage(message, lines));
      file.getEnumTypes().forEach(type -> addEnum(type, lines));
    }
    return lines;
  }

  private static void addMessage(Descriptor message, List<String> lines) {
    for (FieldDescriptor field : message.getFields()) {
      String label = field.isRepeated() ? "repeated" : field.hasPresence() ? "presence" : "plain";
      String type =
          switch (field.getJavaType()) {
            case MESSAGE -> field.getMessageType().getFullName();
            case ENUM -> field.getEnumType().getFullName();
            default -> field.getType().name().toLowerCase(Locale.ROOT);
          };
      String oneof =
          field.getRealContainingOneof() == null
              ? ""
              : " oneof " + field.getRealContainingOneof().getName();
      lines.add(field.getFullName() + " " + field.getNumber() + " " + type + " " + label + oneof);
    }
    message.getNestedTypes().forEach(nested -> addMessage(nested, lines));
    message.getEnumTypes().forEach(nested -> addEnum(nested, lines));
  }

  private static void addEnum(EnumDescriptor type, List<String> lines) {
    for (EnumValueDescriptor value : type.getValues()) {
      lines.add(type.getFullName() + "." + value.getName() + " " + value.getNumber());
    }
  }
}
