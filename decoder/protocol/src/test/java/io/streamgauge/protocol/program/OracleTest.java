package io.streamgauge.protocol.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.schema.Direction;
import io.streamgauge.protocol.schema.FieldType;
import io.streamgauge.protocol.schema.HeaderVersions;
import io.streamgauge.protocol.schema.MessageId;
import io.streamgauge.protocol.schema.MessageSchema;
import io.streamgauge.protocol.schema.SchemaCatalog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every program against messages that kafka-clients itself serialised. {@code
 * -Dstreamgauge.oracle.rounds=200} for a long run.
 */
class OracleTest {
  private static final int ROUNDS = Integer.getInteger("streamgauge.oracle.rounds", 5);
  private static final SchemaCatalog CATALOG = SchemaCatalog.load();

  private final Random random = new Random(20_240_229);
  private final ProgramCursor cursor = new ProgramCursor();
  private final Map<MessageSchema, Map<String, Integer>> everything = new HashMap<>();

  @Test
  void everyProgramReadsWhatKafkaWrote() throws IOException {
    // Given
    KafkaOracle current = KafkaOracle.current();
    KafkaOracle legacy = KafkaOracle.legacy();
    Map<MessageId, Object> currentSchemas = current.schemas();
    Map<MessageId, Object> legacySchemas = legacy.schemas();
    int programs = 0;

    // When
    for (Map.Entry<MessageId, MessageSchema> entry : CATALOG.messages().entrySet()) {
      MessageId id = entry.getKey();
      boolean isCurrent = entry.getValue().release().equals("current");
      Object schema = (isCurrent ? currentSchemas : legacySchemas).get(id);
      assertThat(schema).as("Kafka's schema of %s", id).isNotNull();
      for (int round = 0; round < ROUNDS; round++) {
        KafkaOracle oracle = isCurrent ? current : legacy;
        Set<String> nullable = nullableStructs(entry.getValue(), id.version());
        check(entry.getValue(), id.version(), oracle.random(schema, nullable, random));
      }
      programs++;
    }

    // Then
    assertThat(programs).isEqualTo(CATALOG.messages().size());
  }

  @Test
  void embeddedSchemasReadWhatKafkaWrote() {
    KafkaOracle oracle = KafkaOracle.current();
    for (String name : List.of("ConsumerProtocolSubscription", "ConsumerProtocolAssignment")) {
      MessageSchema schema =
          CATALOG.named(name).stream().reduce((old, newest) -> newest).orElseThrow();
      for (int version = 0; version <= 3; version++) {
        for (int round = 0; round < 10 * ROUNDS; round++) {
          check(schema, version, oracle.random(oracle.embeddedSchema(name, version), random));
        }
      }
    }
  }

  @Test
  void headersAreThoseOfKafka() throws IOException {
    HeaderVersions headers = HeaderVersions.of(CATALOG);
    KafkaOracle current = KafkaOracle.current();
    KafkaOracle legacy = KafkaOracle.legacy();
    CATALOG
        .messages()
        .forEach(
            (id, schema) -> {
              KafkaOracle oracle = schema.release().equals("current") ? current : legacy;
              int actual =
                  id.direction() == Direction.REQUEST
                      ? headers.request(id.apiKey(), id.version())
                      : headers.response(id.apiKey(), id.version());
              assertThat(actual).as("header of %s", id).isEqualTo(oracle.headerVersion(id));
            });
    assertThat(headers.request(7, 0)).isZero();
    assertThat(headers.response(18, 3)).isZero();
    assertThat(headers.request(12_345, 0)).isEqualTo(-1);
    assertThat(headers.request(0, 99)).isEqualTo(-1);
  }

  private static Set<String> nullableStructs(MessageSchema schema, int version) {
    return schema.body().fields().stream()
        .filter(field -> field.type() instanceof FieldType.Struct)
        .filter(field -> field.nullable().contains(version))
        .map(field -> EventLog.normalise(field.name()))
        .collect(Collectors.toSet());
  }

  private void check(MessageSchema schema, int version, KafkaOracle.Message message) {
    Map<String, Integer> all = everything.computeIfAbsent(schema, OracleTest::selectEverything);
    check(schema, version, all, message, Integer.MAX_VALUE);
    check(schema, version, all, message, 64);
    Map<String, Integer> some = new HashMap<>(all);
    some.keySet().removeIf(path -> random.nextInt(4) != 0);
    check(schema, version, some, message, Integer.MAX_VALUE);
    check(schema, version, some, message, 64);
    check(schema, version, Map.of(), message, 1);
  }

  private static Map<String, Integer> selectEverything(MessageSchema schema) {
    return Projection.builder(CATALOG).selectAll(schema.name()).build().selected(schema);
  }

  private void check(
      MessageSchema schema,
      int version,
      Map<String, Integer> selected,
      KafkaOracle.Message message,
      int maxPiece) {
    Program program = ProgramCompiler.compile(schema, version, selected);
    EventLog log = new EventLog(selected);
    Set<String> wanted = new HashSet<>();
    selected.keySet().forEach(path -> wanted.add(EventLog.normalise(path)));
    List<String> expected =
        message.events().stream().filter(event -> wanted.contains(EventLog.pathOf(event))).toList();
    ByteBuffer bytes = message.bytes();
    int trailing = random.nextInt(3);

    cursor.begin(program, bytes.limit() + trailing, log);
    int at = 0;
    while (at < bytes.limit() && cursor.state() == ProgramCursor.State.NEEDS_MORE) {
      int piece = Math.min(bytes.limit() - at, 1 + random.nextInt(maxPiece));
      at += cursor.feed(bytes, at, maxPiece == Integer.MAX_VALUE ? bytes.limit() : piece);
    }

    assertThat(cursor.state())
        .as("%s over %d bytes at %d, %s", program, bytes.limit(), at, cursor.malformation())
        .isEqualTo(ProgramCursor.State.DONE);
    assertThat(at).as("%s", program).isEqualTo(bytes.limit());
    assertThat(cursor.remaining()).as("%s", program).isEqualTo(trailing);
    assertThat(log.events()).as("%s", program).isEqualTo(expected);
  }
}
