package io.streamgauge.protocol.details.capture;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which fields of one structure are captured, and where {@link Fields} keeps them. */
final class StructLayout {
  private final Map<String, Integer> slots = new HashMap<>();

  /** The field's slot, made if need be. */
  int add(String name) {
    return slots.computeIfAbsent(name, key -> slots.size());
  }

  boolean wants(String name) {
    return slots.containsKey(name);
  }

  int slot(String name) {
    Integer slot = slots.get(name);
    if (slot == null) {
      throw new IllegalArgumentException("No spec wants the field " + name + " here");
    }
    return slot;
  }

  Set<String> names() {
    return Collections.unmodifiableSet(slots.keySet());
  }

  int size() {
    return slots.size();
  }
}
