package io.streamgauge.matrix.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.protocol.details.PartitionRow;
import io.streamgauge.protocol.details.value.KafkaUuid;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Figures of partitions by {@code topic-partition} and name; equal if the accounts are. */
final class PartitionLines {
  private final Map<String, Map<String, Object>> lines = new TreeMap<>();

  private Map<String, Object> line(String topic, int partition) {
    return lines.computeIfAbsent(topic + "-" + partition, key -> new TreeMap<>());
  }

  /** The figures of a captured row; what was not on the wire is left out. */
  PartitionLines add(PartitionRow row, Map<String, Long> figures) {
    KafkaUuid id = KafkaUuid.of(row.topicIdHigh(), row.topicIdLow());
    Map<String, Object> line = line(id.isZero() ? row.topic() : id.toString(), row.partition());
    figures.forEach(
        (name, value) -> {
          if (value != PartitionRow.NONE) {
            line.put(name, value);
          }
        });
    return this;
  }

  /**
   * Figures of a request log's topics.
   *
   * @param topics an array of topics
   * @param partitions name of a topic's array of partitions
   * @param index name of a partition's number
   * @param names names of figures by the names of fields; absent fields are left out
   */
  PartitionLines add(JsonNode topics, String partitions, String index, Map<String, String> names) {
    for (JsonNode topic : topics) {
      for (JsonNode partition : topic.path(partitions)) {
        Map<String, Object> line = line(name(topic), partition.path(index).asInt());
        names.forEach(
            (field, name) -> {
              if (partition.path(field).isNumber()) {
                line.put(name, partition.path(field).asLong());
              }
            });
      }
    }
    return this;
  }

  private static String name(JsonNode topic) {
    for (String field : new String[] {"topicId", "name", "topic"}) {
      if (topic.hasNonNull(field)) {
        return topic.path(field).asText();
      }
    }
    return "";
  }

  /** Adds a number to a partition's line. */
  void put(JsonNode topic, JsonNode partition, String name, long value) {
    line(name(topic), partition.path("partitionIndex").asInt()).put(name, value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PartitionLines that && lines.equals(that.lines);
  }

  @Override
  public int hashCode() {
    return Objects.hash(lines);
  }

  @Override
  public String toString() {
    return lines.toString();
  }
}
