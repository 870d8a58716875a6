package io.streamgauge.agent.privacy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The part of docs/safety.md that lists what leaves a node, from the event contract itself. */
final class SafetyReference {
  static final String BEGIN = "<!-- generated from the event contract: do not edit -->\n";
  static final String END = "<!-- end of what is generated -->\n";

  private SafetyReference() {}

  /** Both tables; lines end in line feeds. */
  static String markdown() {
    return BEGIN
        + "\n| field that holds | pseudonymous | minimal | of what is denied |\n|---|---|---|---|\n"
        + Arrays.stream(FieldKind.values()).map(SafetyReference::row).collect(Collectors.joining())
        + "\n| message | numbers, times, flags, references | names |\n|---|---|---|\n"
        + FieldRegister.messages().stream().map(SafetyReference::row).collect(Collectors.joining())
        + "\n"
        + END;
  }

  private static String row(FieldKind kind) {
    return "| %s: %s | %s | %s | %s |\n"
        .formatted(name(kind), kind.meaning(), kind.pseudonymous(), kind.minimal(), kind.denied());
  }

  private static String row(Descriptor message) {
    List<String> numbers = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (FieldDescriptor field : message.getFields()) {
      FieldKind kind = FieldRegister.kind(field);
      if (kind == FieldKind.NUMBER) {
        numbers.add("`" + field.getName() + "`");
      } else {
        names.add("`" + field.getName() + "` (" + name(kind) + ")");
      }
    }
    return "| `%s` | %s | %s |\n"
        .formatted(
            FieldRegister.name(message), String.join(", ", numbers), String.join(", ", names));
  }

  private static String name(FieldKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
