package io.streamgauge.protocol.details.capture;

import io.streamgauge.protocol.details.value.KafkaUuid;
import java.util.Arrays;
import java.util.List;

/**
 * The captured fields of one structure, by name.
 *
 * <p>A field that its version does not have, that was null or that was not read is absent. Asking
 * for a name that the spec does not want is a bug and throws {@link IllegalArgumentException}.
 */
public final class Fields {
  /** Stands in {@link #values} for a number, which is in {@link #numbers}. */
  private static final Object NUMBER = new Object();

  private final StructLayout layout;
  private final Object[] values;
  private final long[] numbers;
  private boolean blank = true;
  private boolean rejected;
  private boolean flat = true;

  Fields(StructLayout layout) {
    this.layout = layout;
    this.values = new Object[layout.size()];
    this.numbers = new long[layout.size()];
  }

  /** Forgets all values. */
  void reset() {
    if (blank) {
      return;
    }
    Arrays.fill(values, null);
    Arrays.fill(numbers, 0);
    blank = true;
    rejected = false;
    flat = true;
  }

  /** An integer field, or {@code absent}. */
  public long number(String name, long absent) {
    int slot = layout.slot(name);
    return values[slot] == NUMBER ? numbers[slot] : absent;
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
    return get(layout.slot(name));
  }

  /** A value as an object; a number as a Long. */
  Object get(int slot) {
    return values[slot] == NUMBER ? (Object) numbers[slot] : values[slot];
  }

  StructLayout layout() {
    return layout;
  }

  /** The value of a name that may not be wanted here, or null. */
  Object valueIfWanted(String name) {
    return layout.wants(name) ? value(name) : null;
  }

  /** Sets a structure, an array, or what is made of a bytes field. */
  void set(int slot, Object value) {
    blank = false;
    values[slot] = value;
    flat = false;
  }

  /** Sets a string or uuid. */
  void setText(int slot, Object value) {
    blank = false;
    values[slot] = value;
  }

  void setNumber(int slot, long value) {
    blank = false;
    values[slot] = NUMBER;
    numbers[slot] = value;
  }

  /** Whether it has nothing but numbers, strings and uuids. */
  boolean isFlat() {
    return flat;
  }

  /** How many fields are there. */
  int count() {
    int count = 0;
    for (Object value : values) {
      count += value == null ? 0 : 1;
    }
    return count;
  }

  /** A detached copy; to be asked for only if flat. */
  Fields copy() {
    Fields copy = new Fields(layout);
    copy.blank = blank;
    System.arraycopy(values, 0, copy.values, 0, values.length);
    System.arraycopy(numbers, 0, copy.numbers, 0, numbers.length);
    return copy;
  }

  /** Whether another of the same layout has the same values; both are flat. */
  boolean same(Fields other) {
    for (int i = 0; i < values.length; i++) {
      if (numbers[i] != other.numbers[i] || !same(values[i], other.values[i])) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("ReferenceEquality") // interned strings are mostly identical: the fast way out
  private static boolean same(Object a, Object b) {
    return a == b || (a != null && a.equals(b));
  }

  /** Hash of all values; to be asked for only if flat. */
  int hash() {
    int hash = 0;
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      int here = value instanceof String text ? text.hashCode() : Long.hashCode(numbers[i]);
      hash = hash * 31 + here;
    }
    return hash;
  }

  /** Marks this element as one that is not kept. */
  void reject() {
    blank = false;
    rejected = true;
  }

  boolean isRejected() {
    return rejected;
  }
}
