package io.streamgauge.protocol.schema;

/**
 * The type of a field.
 *
 * <p>Numbers are big-endian. {@link Scalar}s that have a size are always encoded in exactly that
 * many bytes.
 */
public sealed interface FieldType {
  /** A type without parts. */
  enum Scalar implements FieldType {
    BOOL("bool", 1),
    INT8("int8", 1),
    INT16("int16", 2),
    UINT16("uint16", 2),
    INT32("int32", 4),
    UINT32("uint32", 4),
    INT64("int64", 8),
    FLOAT64("float64", 8),
    UUID("uuid", 16),
    STRING("string", -1),
    BYTES("bytes", -1),
    RECORDS("records", -1);

    private final String schemaName;
    private final int size;

    Scalar(String schemaName, int size) {
      this.schemaName = schemaName;
      this.size = size;
    }

    /** Encoded bytes; −1 where a length precedes the value. */
    public int size() {
      return size;
    }

    /** The name that Kafka's schemas use. */
    public String schemaName() {
      return schemaName;
    }
  }

  /**
   * An array.
   *
   * @param element type of each element, never an array itself
   */
  record Array(FieldType element) implements FieldType {}

  /**
   * A structure, its fields in order of encoding.
   *
   * @param structName Kafka's name of it
   * @param schema the fields
   */
  record Struct(String structName, StructSchema schema) implements FieldType {}
}
