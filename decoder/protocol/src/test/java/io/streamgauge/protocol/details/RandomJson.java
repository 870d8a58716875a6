package io.streamgauge.protocol.details;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streamgauge.protocol.details.value.KafkaUuid;
import io.streamgauge.protocol.schema.FieldSchema;
import io.streamgauge.protocol.schema.FieldType;
import io.streamgauge.protocol.schema.MessageSchema;
import io.streamgauge.protocol.schema.StructSchema;
import java.util.Random;

/** Random messages in Kafka's JSON, as a schema allows them in one version. */
public final class RandomJson {
  private final Random random;
  private int counter;

  public RandomJson(Random random) {
    this.random = random;
  }

  /** A random message of a version. */
  public ObjectNode message(MessageSchema schema, int version) {
    return struct(schema.body(), version);
  }

  /** The name that Kafka's JSON gives a field. */
  public static String name(String field) {
    return Character.toLowerCase(field.charAt(0)) + field.substring(1);
  }

  private ObjectNode struct(StructSchema schema, int version) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (FieldSchema field : schema.fields()) {
      if (field.versions().contains(version)
          && !(field.isTagged(version) && random.nextBoolean())) {
        boolean isNull = field.nullable().contains(version) && random.nextInt(4) == 0;
        json.set(
            name(field.name()),
            isNull ? JsonNodeFactory.instance.nullNode() : value(field.type(), version));
      }
    }
    return json;
  }

  private JsonNode value(FieldType type, int version) {
    if (type instanceof FieldType.Array array) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      for (int i = random.nextInt(4); i > 0; i--) {
        list.add(value(array.element(), version));
      }
      return list;
    }
    return type instanceof FieldType.Struct struct
        ? struct(struct.schema(), version)
        : scalar((FieldType.Scalar) type);
  }

  private JsonNode scalar(FieldType.Scalar type) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (type) {
      case BOOL -> json.booleanNode(random.nextBoolean());
      case INT8 -> json.numberNode((byte) random.nextInt());
      case INT16 -> json.numberNode((short) random.nextInt());
      case UINT16 -> json.numberNode(random.nextInt(1 << 16));
      case INT32 -> json.numberNode(random.nextInt());
      case UINT32 -> json.numberNode(random.nextInt() & 0xffff_ffffL);
      case INT64 -> json.numberNode(random.nextLong());
      case FLOAT64 -> json.numberNode(random.nextDouble());
      case UUID ->
          json.textNode(new KafkaUuid(random.nextLong(), random.nextLong() | 1).toString());
      case STRING -> json.textNode("ж".repeat(random.nextInt(3)) + counter++);
      case BYTES, RECORDS -> json.binaryNode(new byte[random.nextInt(9)]);
    };
  }
}
