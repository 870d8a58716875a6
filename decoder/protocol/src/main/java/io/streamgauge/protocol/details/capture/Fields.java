package io.streamgauge.protocol.details.capture;

import io.streamgauge.protocol.details.value.KafkaUuid;
import java.util.List;

/**
 * The captured fields of one structure, by name.
 *
 * <p>A field that its version does not have, that was null or that was not read is absent. Asking
 * for a name that the spec does not want is a bug and throws {@link IllegalArgumentException}.
 */
public final class Fields {
  private final StructLayout layout;
  private final Object[] values;
  private boolean rejected;

  Fields(StructLayout layout) {
    this.layout = layout;
    this.values = new Object[layout.size()];
  }

  /** An integer field, or {@code absent}. */
  public long number(String name, long absent) {
    return value(name) instanceof Long number ? number : absent;
  }

  /** An integer field of at most 32 bits, or {@code absent}. */
  public int integer(String name, int absent) {
    return (int) number(name, absent);
  }

  /** A bool field; false if absent. */
  public boolean flag(String name) {
    return number(name, 0) != 0;
  }

  /** A string field, or null. */
  public String text(String name) {
    return value(name) instanceof String text ? text : null;
  }

  /** A uuid field; {@link KafkaUuid#ZERO} if absent. */
  public KafkaUuid uuid(String name) {
    return value(name) instanceof KafkaUuid uuid ? uuid : KafkaUuid.ZERO;
  }

  /** A structure, or an embedded message; null if absent, not complete or not readable. */
  public Fields struct(String name) {
    return value(name) instanceof Fields fields ? fields : null;
  }

  /** The names of a SASL token, or null. */
  public SaslNames saslNames(String name) {
    return value(name) instanceof SaslNames names ? names : null;
  }

  /** Whether the field is there; for arrays: not null. */
  public boolean has(String name) {
    return value(name) != null;
  }

  /** The complete elements of an array of structures; empty if absent. */
  public List<Fields> structs(String name) {
    return elements(name, Fields.class);
  }

  /** The elements of an array of strings; empty if absent. */
  public List<String> texts(String name) {
    return elements(name, String.class);
  }

  /** The elements of an array of integers of at most 32 bits; empty if absent. */
  public List<Integer> integers(String name) {
    return elements(name, Long.class).stream().map(Long::intValue).toList();
  }

  private <E> List<E> elements(String name, Class<E> type) {
    return value(name) instanceof List<?> list ? list.stream().map(type::cast).toList() : List.of();
  }

  private Object value(String name) {
    return values[layout.slot(name)];
  }

  StructLayout layout() {
    return layout;
  }

  /** The value of a name that may not be wanted here, or null. */
  Object valueIfWanted(String name) {
    return layout.wants(name) ? value(name) : null;
  }

  Object get(int slot) {
    return values[slot];
  }

  void set(int slot, Object value) {
    values[slot] = value;
  }

  /** Marks this element as one that is not kept. */
  void reject() {
    rejected = true;
  }

  boolean isRejected() {
    return rejected;
  }
}
