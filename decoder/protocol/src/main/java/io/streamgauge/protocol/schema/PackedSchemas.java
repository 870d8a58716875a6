package io.streamgauge.protocol.schema;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the schemas as the build packs them: its {@code PackSchemas} parses Kafka's JSON files, so
 * that nobody who starts a decoder has to.
 *
 * <pre>
 * file:    count, then strings (length, UTF-8); count, then ranges (lowest, highest);
 *          count, then releases, oldest first (string; count, then messages)
 * message: string, kind, api key, range of versions, range of flexible versions, structure
 * struct:  count, then fields (string, type, ranges: versions, nullable, tagged; tag; range: flexible)
 * type:    a scalar's ordinal; or ARRAY and a type; or STRUCT, a string and a structure
 * </pre>
 *
 * All numbers are int16; strings and ranges are named by their index.
 */
final class PackedSchemas {
  static final short ARRAY = 100;
  static final short STRUCT = 101;

  private static final FieldType.Scalar[] SCALARS = FieldType.Scalar.values();
  private static final MessageSchema.Kind[] KINDS = MessageSchema.Kind.values();

  private final ByteBuffer in;
  private final List<String> strings;
  private final List<VersionRange> ranges;

  private PackedSchemas(byte[] packed) {
    in = ByteBuffer.wrap(packed);
    strings = list(this::text);
    ranges = list(() -> new VersionRange(in.getShort(), in.getShort()));
  }

  /**
   * The messages of each release, oldest first.
   *
   * @throws RuntimeException of some kind when {@code packed} was not written by the build
   */
  static List<List<MessageSchema>> read(byte[] packed) {
    PackedSchemas schemas = new PackedSchemas(packed);
    return schemas.list(schemas::release);
  }

  private List<MessageSchema> release() {
    String release = string();
    return list(() -> message(release));
  }

  private MessageSchema message(String release) {
    return new MessageSchema(
        string(), KINDS[in.getShort()], in.getShort(), range(), range(), struct(), release);
  }

  private StructSchema struct() {
    return new StructSchema(list(this::field));
  }

  private FieldSchema field() {
    return new FieldSchema(string(), type(), range(), range(), range(), in.getShort(), range());
  }

  private FieldType type() {
    short type = in.getShort();
    return switch (type) {
      case ARRAY -> new FieldType.Array(type());
      case STRUCT -> new FieldType.Struct(string(), struct());
      default -> SCALARS[type];
    };
  }

  private String string() {
    return strings.get(in.getShort());
  }

  private VersionRange range() {
    return ranges.get(in.getShort());
  }

  private String text() {
    byte[] text = new byte[in.getShort()];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private <T> List<T> list(Element<T> element) {
    int count = in.getShort();
    List<T> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(element.read());
    }
    return list;
  }

  /** Reads one element of a list. */
  private interface Element<T> {
    T read();
  }
}
