package io.streamgauge.protocol.details;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streamgauge.protocol.schema.FieldSchema;
import io.streamgauge.protocol.schema.FieldType;
import io.streamgauge.protocol.schema.StructSchema;

/**
 * Makes one piece of JSON fit every version: leaves out what a version does not have, and fills in
 * what it has and the JSON does not say with null, zero or nothing.
 */
final class NeutralFields {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private NeutralFields() {}

  static ObjectNode fit(JsonNode json, StructSchema schema, int version) {
    ObjectNode fitted = JSON.objectNode();
    for (FieldSchema field : schema.fields()) {
      String name = RandomJson.name(field.name());
      JsonNode value = json.get(name);
      if (!field.versions().contains(version) || (value == null && field.isTagged(version))) {
        continue;
      }
      fitted.set(name, value == null ? neutral(field, version) : fit(value, field.type(), version));
    }
    return fitted;
  }

  private static JsonNode fit(JsonNode value, FieldType type, int version) {
    if (value.isArray() && type instanceof FieldType.Array array) {
      ArrayNode list = JSON.arrayNode();
      value.forEach(element -> list.add(fit(element, array.element(), version)));
      return list;
    }
    return value.isObject() && type instanceof FieldType.Struct struct
        ? fit(value, struct.schema(), version)
        : value;
  }

  private static JsonNode neutral(FieldSchema field, int version) {
    if (field.nullable().contains(version)) {
      return JSON.nullNode();
    }
    if (field.type() instanceof FieldType.Array) {
      return JSON.arrayNode();
    }
    if (field.type() instanceof FieldType.Struct struct) {
      return fit(JSON.objectNode(), struct.schema(), version);
    }
    return switch ((FieldType.Scalar) field.type()) {
      case BOOL -> JSON.booleanNode(false);
      case STRING -> JSON.textNode("");
      case BYTES, RECORDS -> JSON.binaryNode(new byte[0]);
      case UUID -> JSON.textNode("AAAAAAAAAAAAAAAAAAAAAA");
      default -> JSON.numberNode(0);
    };
  }
}
