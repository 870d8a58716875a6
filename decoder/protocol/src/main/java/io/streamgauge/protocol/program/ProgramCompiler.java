package io.streamgauge.protocol.program;

import io.streamgauge.protocol.schema.FieldSchema;
import io.streamgauge.protocol.schema.FieldType;
import io.streamgauge.protocol.schema.FieldType.Scalar;
import io.streamgauge.protocol.schema.MessageSchema;
import io.streamgauge.protocol.schema.StructSchema;
import java.util.List;
import java.util.Map;

/** Compiles one message version for the selected paths. */
final class ProgramCompiler {
  /** Deepest nesting of arrays and tagged fields that a cursor has room for. */
  static final int MAX_DEPTH = 16;

  private static final int NOT_SELECTED = -1;

  private final Map<String, Integer> selected;
  private final Layout layout;
  private final CodeBuffer out = new CodeBuffer();
  private int depth;

  private ProgramCompiler(Layout layout, Map<String, Integer> selected) {
    this.layout = layout;
    this.selected = selected;
  }

  /**
   * @param selected ids by path
   */
  static Program compile(MessageSchema message, int version, Map<String, Integer> selected) {
    boolean flexible = message.flexibleVersions().contains(version);
    ProgramCompiler compiler = new ProgramCompiler(new Layout(version, flexible), selected);
    compiler.struct(message.body(), "");
    compiler.out.emit(Op.END);
    return new Program(message.name(), version, compiler.out.toArray());
  }

  private void struct(StructSchema struct, String prefix) {
    for (FieldSchema field : layout.plainFields(struct)) {
      field(field, prefix);
    }
    if (layout.flexible()) {
      tags(layout.taggedFields(struct), prefix);
    }
  }

  private void tags(List<FieldSchema> tagged, String prefix) {
    List<FieldSchema> wanted =
        tagged.stream().filter(field -> isWanted(field, prefix + field.name())).toList();
    int start = out.emit(Op.TAGS, wanted.size(), 0);
    for (FieldSchema field : wanted) {
      out.emit(field.tag(), 0);
    }
    enter(prefix);
    for (int i = 0; i < wanted.size(); i++) {
      out.patch(start + Op.TAGS_HEAD + 2 * i + 1, out.label());
      field(wanted.get(i), prefix);
      out.emit(Op.END);
    }
    depth--;
    out.patch(start + 2, out.label());
  }

  private void field(FieldSchema field, String prefix) {
    String path = prefix + field.name();
    int flags = layout.flags(field);
    int id = selected.getOrDefault(path, NOT_SELECTED);
    if (!isWanted(field, path) && layout.fixedSize(field) >= 0) {
      out.skip(layout.fixedSize(field));
    } else if (field.type() instanceof FieldType.Array array) {
      array(array, field, path, id, flags);
    } else if (field.type() instanceof FieldType.Struct struct) {
      nested(struct, layout.isNullable(field), path, id);
    } else {
      scalar((Scalar) field.type(), id, flags);
    }
  }

  private void array(FieldType.Array array, FieldSchema field, String path, int id, int flags) {
    int lengthFlags = layout.arrayFlags(field);
    int elementSize = layout.fixedSize(array.element());
    if (!isWanted(field, path) && elementSize >= 0) {
      out.emit(Op.SKIP_ARRAY | lengthFlags, elementSize);
      return;
    }
    if (id >= Projection.STORED) {
      throw new IllegalArgumentException("Only numbers can be stored, not the array " + path);
    }
    int minimum = layout.minimumSize(array.element());
    if (minimum == 0) {
      throw new IllegalStateException("Elements of " + path + " may be empty");
    }
    int start = out.emit(Op.ARRAY | lengthFlags, 0, minimum, id);
    enter(path);
    out.label();
    if (array.element() instanceof FieldType.Struct struct) {
      struct(struct.schema(), path + ".");
      if (id != NOT_SELECTED) {
        out.emit(Op.ELEMENT_END, id);
      }
    } else {
      scalar((Scalar) array.element(), id, flags & ~Op.NULLABLE);
    }
    out.emit(Op.END);
    depth--;
    out.patch(start + 1, out.label());
  }

  private void nested(FieldType.Struct struct, boolean nullable, String path, int id) {
    if (id >= Projection.STORED) {
      throw new IllegalArgumentException("Only numbers can be stored, not " + path);
    }
    int start = -1;
    if (nullable) {
      start = out.emit(Op.NULLABLE_STRUCT, 0, id);
    } else if (id != NOT_SELECTED) {
      out.emit(Op.STRUCT_START, id);
    }
    out.label();
    struct(struct.schema(), path + ".");
    if (id != NOT_SELECTED) {
      out.emit(Op.STRUCT_END, id);
    }
    if (nullable) {
      out.patch(start + 1, out.label());
    }
  }

  private void scalar(Scalar type, int id, int flags) {
    if (id >= Projection.STORED && !isNumber(type)) {
      throw new IllegalArgumentException("Only numbers can be stored, not " + type);
    }
    if (id == NOT_SELECTED) {
      if (type.size() >= 0) {
        out.skip(type.size());
      } else {
        out.emit(Op.SKIP_SIZED | flags);
      }
      return;
    }
    switch (type) {
      case STRING -> out.emit(Op.STRING | flags, id);
      case BYTES, RECORDS -> out.emit(Op.REGION | flags, id);
      case UUID -> out.emit(Op.UUID, id);
      case BOOL -> number(Op.BOOL, type, id);
      case INT8 -> number(Op.INT8, type, id);
      case INT16 -> number(Op.INT16, type, id);
      case UINT16 -> number(Op.UINT16, type, id);
      case INT32 -> number(Op.INT32, type, id);
      case UINT32 -> number(Op.UINT32, type, id);
      case INT64, FLOAT64 -> number(Op.INT64, type, id);
    }
  }

  static boolean isNumber(Scalar type) {
    return type.size() >= 0 && type != Scalar.UUID;
  }

  private void number(int instruction, Scalar type, int id) {
    int field = id & ~Projection.STORED;
    out.emit(Op.number(instruction, type.size(), field) | (id == field ? 0 : Op.STORED));
  }

  /** Whether the field or anything inside it is selected. */
  private boolean isWanted(FieldSchema field, String path) {
    if (selected.containsKey(path)) {
      return true;
    }
    FieldType type = field.type() instanceof FieldType.Array array ? array.element() : field.type();
    return type instanceof FieldType.Struct struct
        && struct.schema().fields().stream()
            .filter(layout::isPresent)
            .anyMatch(inner -> isWanted(inner, path + "." + inner.name()));
  }

  private void enter(String path) {
    if (++depth > MAX_DEPTH) {
      throw new IllegalStateException("Nests too deeply: " + path);
    }
  }
}
