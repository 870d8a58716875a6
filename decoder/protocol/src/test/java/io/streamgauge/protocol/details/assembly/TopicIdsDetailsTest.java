package io.streamgauge.protocol.details.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.details.TopicIdsDetails;
import io.streamgauge.protocol.details.value.KafkaUuid;
import io.streamgauge.protocol.schema.FieldSchema;
import io.streamgauge.protocol.schema.FieldType;
import io.streamgauge.protocol.schema.MessageId;
import io.streamgauge.protocol.schema.MessageSchema;
import io.streamgauge.protocol.schema.StructSchema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every message that names a topic by its name and its id teaches the name. */
class TopicIdsDetailsTest {
  private static final String ID = "topicId:'AAAAAAAAAAEAAAAAAAAAAg'";
  private static final String BOTH = "[{topicName:'t'," + ID + "}]";

  /** Apis whose own details carry names with ids. */
  private static final Set<Integer> IN_OTHER_DETAILS = Set.of(3, 19, 20, 69, 90);

  private final Walk walk = new Walk();

  @ParameterizedTest
  @CsvSource({"4, 5", "4, 7", "6, 7", "6, 8"})
  void controllersTellTheirBrokersNamesAndIds(int apiKey, int version) {
    TopicIdsDetails details =
        walk.exchange(apiKey, version, "{topicStates:" + BOTH + "}", "{}")
            .as(TopicIdsDetails.class);

    holdsTheTopic(details);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "75 | 0 | {topics:[{name:'t',ID}]}",
        "77 | 1 | {groups:[{members:[{assignment:{topicPartitions:BOTH}}]}]}",
        "91 | 0 | {responses:BOTH}",
        "92 | 0 | {responses:BOTH}"
      })
  void answersTellNamesAndIds(int apiKey, int version, String answer) {
    String json = answer.replace("BOTH", BOTH).replace("ID", ID);

    TopicIdsDetails details = walk.exchange(apiKey, version, "{}", json).as(TopicIdsDetails.class);

    holdsTheTopic(details);
  }

  private static void holdsTheTopic(TopicIdsDetails details) {
    assertThat(details.topics())
        .containsExactly(new TopicIdsDetails.Topic("t", new KafkaUuid(1, 2)));
  }

  @Test
  void topicsWithoutAnIdTeachNothing() {
    TopicIdsDetails details =
        walk.exchange(4, 4, "{topicStates:[{topicName:'t'}]}", "{}").as(TopicIdsDetails.class);

    assertThat(details.topics()).isEmpty();
  }

  @Test
  void noMessageThatTeachesIsForgotten() {
    Set<Integer> teaching = new TreeSet<>();
    for (Map.Entry<MessageId, MessageSchema> message : Walk.CATALOG.messages().entrySet()) {
      if (teaches(message.getValue().body(), message.getKey().version())) {
        teaching.add(message.getKey().apiKey());
      }
    }

    // A request by name or id asks for one of them; DeleteTopics and Metadata answer with both.
    assertThat(teaching).isEqualTo(new TreeSet<>(allRead()));
  }

  private Set<Integer> allRead() {
    Set<Integer> read = new TreeSet<>(IN_OTHER_DETAILS);
    for (int apiKey : List.of(4, 6, 75, 77, 91, 92)) {
      PendingDetails pending = walk.assembler.acquire(apiKey, 0);
      if (walk.assembler.details(pending) instanceof TopicIdsDetails) {
        read.add(apiKey);
      }
      walk.assembler.release(pending);
    }
    return read;
  }

  private static boolean teaches(StructSchema struct, int version) {
    boolean name = false;
    boolean id = false;
    for (FieldSchema field : struct.fields()) {
      if (field.versions().contains(version)) {
        name |= field.name().equals("Name") || field.name().equals("TopicName");
        id |= field.name().equals("TopicId");
        if (inside(field.type()) != null && teaches(inside(field.type()), version)) {
          return true;
        }
      }
    }
    return name && id;
  }

  private static StructSchema inside(FieldType type) {
    if (type instanceof FieldType.Array array) {
      return inside(array.element());
    }
    return type instanceof FieldType.Struct struct ? struct.schema() : null;
  }
}
