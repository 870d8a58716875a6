package io.streamgauge.protocol.program;

import io.streamgauge.protocol.schema.FieldSchema;
import io.streamgauge.protocol.schema.FieldType;
import io.streamgauge.protocol.schema.FieldType.Scalar;
import io.streamgauge.protocol.schema.StructSchema;
import java.util.List;

/**
 * How one version of a message lays out its fields.
 *
 * @param flexible whether the version has compact lengths and tagged fields (KIP-482)
 */
record Layout(int version, boolean flexible) {
  private static final int VARIABLE = -1;

  boolean isPresent(FieldSchema field) {
    return field.versions().contains(version);
  }

  boolean isNullable(FieldSchema field) {
    return field.nullable().contains(version);
  }

  List<FieldSchema> plainFields(StructSchema struct) {
    return struct.fields().stream().filter(f -> isPresent(f) && !f.isTagged(version)).toList();
  }

  List<FieldSchema> taggedFields(StructSchema struct) {
    return struct.fields().stream().filter(f -> isPresent(f) && f.isTagged(version)).toList();
  }

  /** Flags for the length of a scalar field, or of the elements of an array of strings. */
  int flags(FieldSchema field) {
    FieldType type = field.type() instanceof FieldType.Array array ? array.element() : field.type();
    int wide = type == Scalar.BYTES || type == Scalar.RECORDS ? Op.WIDE : 0;
    return (isCompact(field) ? Op.COMPACT : wide) | (isNullable(field) ? Op.NULLABLE : 0);
  }

  /** Flags for the count of an array field. */
  int arrayFlags(FieldSchema field) {
    return (isCompact(field) ? Op.COMPACT : Op.WIDE) | (isNullable(field) ? Op.NULLABLE : 0);
  }

  private boolean isCompact(FieldSchema field) {
    return flexible && field.flexible().contains(version);
  }

  /** Bytes the field always has; negative when that depends on the message. */
  int fixedSize(FieldSchema field) {
    return field.type() instanceof FieldType.Struct && isNullable(field)
        ? VARIABLE
        : fixedSize(field.type());
  }

  /** Bytes a value of the type always has; negative when that depends on the message. */
  int fixedSize(FieldType type) {
    if (type instanceof Scalar scalar) {
      return scalar.size();
    }
    if (!(type instanceof FieldType.Struct struct) || flexible) {
      return VARIABLE;
    }
    int sum = 0;
    for (FieldSchema field : plainFields(struct.schema())) {
      int size = fixedSize(field);
      if (size < 0) {
        return VARIABLE;
      }
      sum += size;
    }
    return sum;
  }

  /** Fewest bytes a value of the type can have. */
  int minimumSize(FieldType type) {
    if (type instanceof Scalar scalar) {
      return scalar.size() >= 0 ? scalar.size() : flexible ? 1 : scalar == Scalar.STRING ? 2 : 4;
    }
    if (!(type instanceof FieldType.Struct struct)) {
      return flexible ? 1 : 4;
    }
    int sum = flexible ? 1 : 0;
    for (FieldSchema field : plainFields(struct.schema())) {
      boolean oneByte = field.type() instanceof FieldType.Struct && isNullable(field);
      sum += oneByte ? 1 : minimumSize(field.type());
    }
    return sum;
  }
}
