package io.streamgauge.agent.privacy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.streamgauge.events.v1.EventBatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The kind of every field that leaves a node; the file {@code fields} beside this class. */
final class FieldRegister {
  private static final String FILE = "fields";
  private static final Map<String, FieldKind> KINDS = read();

  private FieldRegister() {}

  private static Map<String, FieldKind> read() {
    Map<String, FieldKind> kinds = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                FieldRegister.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          register(line, kinds);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(kinds);
  }

  private static void register(String line, Map<String, FieldKind> kinds) {
    int colon = line.indexOf(':');
    String[] subject = line.substring(0, colon).split(" ");
    FieldKind kind = FieldKind.valueOf(subject[1].toUpperCase(Locale.ROOT));
    for (String field : line.substring(colon + 1).strip().split(" +")) {
      if (kinds.put(subject[0] + "." + field, kind) != null) {
        throw new IllegalStateException(subject[0] + "." + field + " has two kinds");
      }
    }
  }

  /**
   * The kind of a field.
   *
   * @throws IllegalStateException if nobody said it
   */
  static FieldKind kind(FieldDescriptor field) {
    FieldKind kind = KINDS.get(name(field.getContainingType()) + "." + field.getName());
    if (kind == null) {
      throw new IllegalStateException(
          field.getFullName() + " has no kind in " + FILE + ": may it leave a node?");
    }
    return kind;
  }

  /** How many fields are registered. */
  static int size() {
    return KINDS.size();
  }

  /** All messages of which a batch is made, itself first, in the order of the contract. */
  static Collection<Descriptor> messages() {
    Map<String, Descriptor> found = new LinkedHashMap<>();
    collect(EventBatch.getDescriptor(), found);
    return found.values();
  }

  private static void collect(Descriptor message, Map<String, Descriptor> found) {
    if (found.putIfAbsent(message.getFullName(), message) != null) {
      return;
    }
    for (FieldDescriptor field : message.getFields()) {
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        collect(field.getMessageType(), found);
      }
    }
  }

  /** The name without the package: {@code GroupDescribed.Member}. */
  static String name(Descriptor message) {
    return message.getFullName().substring(message.getFile().getPackage().length() + 1);
  }
}
