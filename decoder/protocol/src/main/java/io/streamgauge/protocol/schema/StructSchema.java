package io.streamgauge.protocol.schema;

import java.util.List;

/**
 * The fields of a message or structure over all versions, in order of encoding.
 *
 * @param fields every field of every version; tagged ones among them
 */
public record StructSchema(List<FieldSchema> fields) {
  public StructSchema {
    fields = List.copyOf(fields);
  }
}
