package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.Fields;
import io.streamgauge.protocol.details.capture.Region;
import io.streamgauge.protocol.details.value.KafkaUuid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What several apis say in the same way. */
final class Parts {
  /** The bytes of a consumer's subscription. */
  static final Region SUBSCRIPTION =
      new Region.Embedded(
          "ConsumerProtocolSubscription",
          List.of(
              "Topics",
              "OwnedPartitions.Topic",
              "OwnedPartitions.Partitions",
              "GenerationId",
              "RackId"));

  /** The bytes of a consumer's assignment. */
  static final Region ASSIGNMENT =
      new Region.Embedded(
          "ConsumerProtocolAssignment",
          List.of("AssignedPartitions.Topic", "AssignedPartitions.Partitions"));

  /** Names of the fields of a {@link StateBatch}. */
  static final String[] STATE_BATCH = {
    "FirstOffset", "LastOffset", "DeliveryState", "DeliveryCount"
  };

  /** A partition by whatever names it. */
  record Place(String topic, KafkaUuid topicId, int partition) {}

  /** Makes a result of question and answer, of which one may be null. */
  @FunctionalInterface
  interface Joiner<K, T> {
    T join(K key, Fields question, Fields answer);
  }

  private Parts() {}

  /** A subscription; null if it is not there, empty or not readable. */
  static Subscription subscription(Fields embedded) {
    return embedded == null || !embedded.has("Topics")
        ? null
        : new Subscription(
            embedded.texts("Topics"),
            topics(embedded.structs("OwnedPartitions"), "Topic"),
            embedded.integer("GenerationId", -1),
            embedded.text("RackId"));
  }

  /** An assignment; null if it is not there or not readable, empty if it had no bytes. */
  static List<TopicPartitions> assignment(Fields embedded) {
    return embedded == null ? null : topics(embedded.structs("AssignedPartitions"), "Topic");
  }

  /** Partitions by topic name. */
  static List<TopicPartitions> topics(List<Fields> topics, String nameField) {
    return topics.stream()
        .map(
            topic ->
                new TopicPartitions(
                    topic.text(nameField), KafkaUuid.ZERO, topic.integers("Partitions")))
        .toList();
  }

  private static List<TopicPartitions> topicIds(List<Fields> topics) {
    return topics.stream()
        .map(
            topic -> new TopicPartitions(null, topic.uuid("TopicId"), topic.integers("Partitions")))
        .toList();
  }

  /** Strings, or null for "unchanged". */
  static List<String> textsOrNull(Fields fields, String name) {
    return fields.has(name) ? fields.texts(name) : null;
  }

  /** The {@code TopicPartitions} of a structure that may be missing, or null for "unchanged". */
  static List<TopicPartitions> topicIdsOrNull(Fields fields) {
    return fields != null && fields.has("TopicPartitions")
        ? topicIds(fields.structs("TopicPartitions"))
        : null;
  }

  /** The {@code TopicPartitions} of a structure that may be missing, by name and id. */
  static List<TopicPartitions> namedTopicIds(Fields fields) {
    return fields == null
        ? List.of()
        : fields.structs("TopicPartitions").stream()
            .map(
                topic ->
                    new TopicPartitions(
                        topic.text("TopicName"),
                        topic.uuid("TopicId"),
                        topic.integers("Partitions")))
            .toList();
  }

  /** Names without fields of their own. */
  static Map<String, Fields> bare(List<String> names) {
    Map<String, Fields> map = new LinkedHashMap<>();
    names.forEach(name -> map.put(name, null));
    return map;
  }

  /** Elements by a key, in order; of equal keys the first. */
  static <K> Map<K, Fields> by(List<Fields> elements, Function<Fields, K> key) {
    Map<K, Fields> map = new LinkedHashMap<>();
    elements.forEach(element -> map.putIfAbsent(key.apply(element), element));
    return map;
  }

  /** Partitions that are structures inside topics that have names. */
  static Map<Place, Fields> places(
      List<Fields> topics, String nameField, String partitionsField, String indexField) {
    Map<Place, Fields> places = new LinkedHashMap<>();
    for (Fields topic : topics) {
      for (Fields partition : topic.structs(partitionsField)) {
        int index = partition.integer(indexField, -1);
        places.putIfAbsent(new Place(topic.text(nameField), KafkaUuid.ZERO, index), partition);
      }
    }
    return places;
  }

  /** Partitions that are structures inside topics that have ids. */
  static Map<Place, Fields> idPlaces(List<Fields> topics, String indexField) {
    Map<Place, Fields> places = new LinkedHashMap<>();
    for (Fields topic : topics) {
      for (Fields partition : topic.structs("Partitions")) {
        int index = partition.integer(indexField, -1);
        places.putIfAbsent(new Place(null, topic.uuid("TopicId"), index), partition);
      }
    }
    return places;
  }

  /** Partitions that are plain numbers inside topics that have names; they have no fields. */
  static Map<Place, Fields> barePlaces(List<Fields> topics, String partitionsField) {
    Map<Place, Fields> places = new LinkedHashMap<>();
    for (Fields topic : topics) {
      for (int index : topic.integers(partitionsField)) {
        places.putIfAbsent(new Place(topic.text("Name"), KafkaUuid.ZERO, index), null);
      }
    }
    return places;
  }

  /**
   * Joins what was asked with what was answered, by key, in the order of the questions; answers
   * whose question was not read come last.
   */
  static <K, T> List<T> join(
      Map<K, Fields> asked, Map<K, Fields> answered, Joiner<? super K, T> joiner) {
    List<T> joined = new ArrayList<>();
    asked.forEach((key, question) -> joined.add(joiner.join(key, question, answered.get(key))));
    answered.forEach(
        (key, answer) -> {
          if (!asked.containsKey(key)) {
            joined.add(joiner.join(key, null, answer));
          }
        });
    return joined;
  }

  /** Partitions of a request and their errors. */
  static List<PartitionResult> results(
      Map<Place, Fields> asked, Map<Place, Fields> answered, String errorField) {
    return join(
        asked,
        answered,
        (place, question, answer) ->
            new PartitionResult(place.topic(), place.partition(), error(answer, errorField)));
  }

  /** The error code of an answer that may be missing. */
  static int error(Fields answer) {
    return error(answer, "ErrorCode");
  }

  static int error(Fields answer, String name) {
    return answer == null ? Details.NO_ERROR_CODE : answer.integer(name, Details.NO_ERROR_CODE);
  }

  /** An integer of a question or answer that may be missing. */
  static long number(Fields fields, String name, long absent) {
    return fields == null ? absent : fields.number(name, absent);
  }

  static int integer(Fields fields, String name, int absent) {
    return (int) number(fields, name, absent);
  }

  static List<StateBatch> batches(Fields fields) {
    return fields == null
        ? List.of()
        : fields.structs("StateBatches").stream()
            .map(
                batch ->
                    new StateBatch(
                        batch.number("FirstOffset", -1),
                        batch.number("LastOffset", -1),
                        (byte) batch.integer("DeliveryState", -1),
                        (short) batch.integer("DeliveryCount", -1)))
            .toList();
  }
}
