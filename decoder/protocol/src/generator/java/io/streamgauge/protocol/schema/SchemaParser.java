package io.streamgauge.protocol.schema;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads one schema file of Kafka's, JSON with {@code //} comments.
 *
 * @see <a
 *     href="https://github.com/apache/kafka/blob/trunk/clients/src/main/resources/common/message/README.md">the
 *     format</a>
 */
final class SchemaParser {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();
  private static final VersionRange ALL = new VersionRange(0, VersionRange.UNBOUNDED);
  private static final int MAX_DEPTH = 12;

  private final String release;

  /**
   * @param release kafka-clients release the files belong to
   */
  SchemaParser(String release) {
    this.release = release;
  }

  /**
   * @throws IOException when the content is not JSON
   * @throws IllegalArgumentException when it is JSON but not a schema
   */
  MessageSchema parse(byte[] content) throws IOException {
    JsonNode message = JSON.readTree(content);
    String name = text(message, "name");
    Map<String, JsonNode> common = new HashMap<>();
    for (JsonNode struct : message.path("commonStructs")) {
      common.put(text(struct, "name"), struct.path("fields"));
    }
    return new MessageSchema(
        name,
        kind(text(message, "type")),
        message.path("apiKey").asInt(-1),
        VersionRange.parse(text(message, "validVersions")),
        VersionRange.parse(message.path("flexibleVersions").asText("none")),
        struct(message.path("fields"), common, name, 0),
        release);
  }

  private static MessageSchema.Kind kind(String type) {
    return switch (type) {
      case "request" -> MessageSchema.Kind.REQUEST;
      case "response" -> MessageSchema.Kind.RESPONSE;
      case "header" -> MessageSchema.Kind.HEADER;
      default -> MessageSchema.Kind.DATA;
    };
  }

  private static StructSchema struct(
      JsonNode fields, Map<String, JsonNode> common, String owner, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("Structures nest too deeply: " + owner);
    }
    List<FieldSchema> parsed = new ArrayList<>();
    for (JsonNode field : fields) {
      parsed.add(field(field, common, owner, depth));
    }
    return new StructSchema(parsed);
  }

  private static FieldSchema field(
      JsonNode field, Map<String, JsonNode> common, String owner, int depth) {
    String name = text(field, "name");
    String path = owner + "." + name;
    VersionRange versions = VersionRange.parse(text(field, "versions"));
    VersionRange nullable = VersionRange.parse(field.path("nullableVersions").asText("none"));
    VersionRange tagged = VersionRange.parse(field.path("taggedVersions").asText("none"));
    JsonNode flexible = field.get("flexibleVersions");
    return new FieldSchema(
        name,
        type(text(field, "type"), field, common, path, depth),
        versions,
        nullable,
        tagged,
        field.path("tag").asInt(-1),
        flexible == null ? ALL : VersionRange.parse(flexible.asText()));
  }

  private static FieldType type(
      String type, JsonNode field, Map<String, JsonNode> common, String path, int depth) {
    if (type.startsWith("[]")) {
      return new FieldType.Array(type(type.substring(2), field, common, path, depth));
    }
    for (FieldType.Scalar scalar : FieldType.Scalar.values()) {
      if (scalar.schemaName().equals(type)) {
        return scalar;
      }
    }
    JsonNode fields = field.has("fields") ? field.get("fields") : common.get(type);
    if (fields == null) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s has the unknown type %s", path, type));
    }
    return new FieldType.Struct(type, struct(fields, common, path, depth + 1));
  }

  private static String text(JsonNode node, String property) {
    JsonNode value = node.get(property);
    if (value == null) {
      throw new IllegalArgumentException("A schema without \"" + property + "\": " + node);
    }
    return value.asText();
  }
}
