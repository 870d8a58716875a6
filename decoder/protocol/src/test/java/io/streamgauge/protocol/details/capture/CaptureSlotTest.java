package io.streamgauge.protocol.details.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streamgauge.protocol.details.ApiSpecs;
import io.streamgauge.protocol.details.KafkaBodies;
import io.streamgauge.protocol.details.RandomJson;
import io.streamgauge.protocol.details.value.KafkaUuid;
import io.streamgauge.protocol.details.wire.AnswerTally;
import io.streamgauge.protocol.details.wire.StringInterner;
import io.streamgauge.protocol.program.FieldSink;
import io.streamgauge.protocol.program.ProgramCursor;
import io.streamgauge.protocol.program.ProgramSet;
import io.streamgauge.protocol.program.Projection;
import io.streamgauge.protocol.schema.Direction;
import io.streamgauge.protocol.schema.MessageSchema;
import io.streamgauge.protocol.schema.SchemaCatalog;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every captured field of every version, against what Kafka's own classes were given. */
class CaptureSlotTest {
  private static final int ROUNDS = 6;
  private static final SchemaCatalog CATALOG = SchemaCatalog.load();
  private static final KafkaBodies KAFKA = new KafkaBodies(CATALOG);
  private static final Projection.Builder PROJECTION = Projection.builder(CATALOG);
  private static final CaptureTable TABLE = table();
  private static final ProgramSet PROGRAMS = ProgramSet.compile(CATALOG, PROJECTION.build());

  private final Random random = new Random(42);
  private final RandomJson json = new RandomJson(random);
  private final ProgramCursor cursor = new ProgramCursor();
  private final CaptureContext context =
      new CaptureContext(TABLE, PROGRAMS, new StringInterner(64, 64), 1_000_000, 1_000_000);

  private static CaptureTable table() {
    CaptureTableBuilder builder = new CaptureTableBuilder(CATALOG, PROJECTION, 100);
    ApiSpecs.ALL.forEach(builder::add);
    return builder.addErrors(key -> false).build();
  }

  static Stream<CaptureSpec<?>> specs() {
    return ApiSpecs.ALL.stream().map(spec -> spec);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void capturesWhatKafkaWroteInEveryVersion(CaptureSpec<?> spec) {
    for (int version = CATALOG.versions(spec.apiKey()).lowest();
        version <= CATALOG.versions(spec.apiKey()).highest();
        version++) {
      for (int round = 0; round < ROUNDS; round++) {
        // Given
        ObjectNode request = random(spec.apiKey(), version, Direction.REQUEST);
        ObjectNode response = random(spec.apiKey(), version, Direction.RESPONSE);
        byte[] asked = KAFKA.request(spec.apiKey(), version, request.toString());
        byte[] answered = KAFKA.response(spec.apiKey(), version, response.toString());
        CaptureSink requestSink = new CaptureSink(context, new AnswerTally(0));
        CaptureSink responseSink = new CaptureSink(context, new AnswerTally(0));
        CaptureTable.Capture capture = TABLE.capture(spec.apiKey());
        requestSink.begin(capture.request(), new Budget(context), null);
        responseSink.begin(capture.response(), new Budget(context), requestSink);

        // When
        int maxPiece = round % 2 == 0 ? Integer.MAX_VALUE : 5;
        walk(spec.apiKey(), version, Direction.REQUEST, asked, requestSink, maxPiece);
        walk(spec.apiKey(), version, Direction.RESPONSE, answered, responseSink, maxPiece);

        // Then
        String what = spec.apiName() + " v" + version;
        compare(what + " request", requestSink.root(), request, spec);
        compare(what + " response", responseSink.root(), response, spec);
        assertThat(spec.make(requestSink.root(), responseSink.root())).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void makesSomethingOfNothing(CaptureSpec<?> spec) {
    // Given
    CaptureSlot slot = new CaptureSlot(context, new AnswerTally(-1));

    // When
    slot.begin(spec.apiKey());

    // Then
    assertThat(slot.make()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void keepsNothingOfAnExchangeThatIsOver(CaptureSpec<?> spec) {
    // Given
    int version = CATALOG.versions(spec.apiKey()).highest();
    ObjectNode request = random(spec.apiKey(), version, Direction.REQUEST);
    byte[] asked = KAFKA.request(spec.apiKey(), version, request.toString());
    CaptureSink sink = new CaptureSink(context, new AnswerTally(0));
    sink.begin(TABLE.capture(spec.apiKey()).request(), new Budget(context), null);
    walk(spec.apiKey(), version, Direction.REQUEST, asked, sink, Integer.MAX_VALUE);
    Fields root = sink.root();

    // When
    sink.clear();

    // Then
    assertThat(root.count()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"12, true", "68, true", "10, false", "16, false"})
  void keepsWhatItMadeOfHeartbeatsOnly(int apiKey, boolean kept) {
    // Given
    CaptureSlot slot = new CaptureSlot(context, new AnswerTally(-1));
    slot.begin(apiKey);
    Object made = slot.make();
    slot.clear();

    // When an exchange says the same
    slot.begin(apiKey);

    // Then
    assertThat(slot.make() == made).isEqualTo(kept);
  }

  private ObjectNode random(int apiKey, int version, Direction direction) {
    MessageSchema schema = CATALOG.find(apiKey, version, direction);
    return json.message(schema, version);
  }

  private void walk(
      int apiKey, int version, Direction direction, byte[] body, FieldSink sink, int maxPiece) {
    cursor.begin(PROGRAMS.find(apiKey, version, direction), body.length, sink);
    ByteBuffer buffer = ByteBuffer.wrap(body);
    int at = 0;
    while (at < body.length) {
      int piece =
          maxPiece > body.length
              ? body.length
              : Math.min(body.length - at, 1 + random.nextInt(maxPiece));
      at += cursor.feed(buffer, at, piece);
    }
    assertThat(cursor.state()).isEqualTo(ProgramCursor.State.DONE);
  }

  private static void compare(String path, Fields fields, JsonNode json, CaptureSpec<?> spec) {
    for (String name : fields.layout().names()) {
      String where = path + "." + name;
      JsonNode wanted = json.get(RandomJson.name(name));
      Object value = fields.get(fields.layout().slot(name));
      if (wanted == null || wanted.isNull()) {
        assertThat(value).as(where).isNull();
      } else if (!wanted.isBinary() && (spec.filters().isEmpty() || !wanted.isArray())) {
        // What bytes hold, and what filters keep, has tests of its own.
        compareValue(where, value, wanted, spec);
      }
    }
  }

  private static void compareValue(
      String where, Object value, JsonNode wanted, CaptureSpec<?> spec) {
    if (wanted.isArray()) {
      List<?> list = (List<?>) value;
      assertThat(list).as(where).hasSize(wanted.size());
      for (int i = 0; i < list.size(); i++) {
        compareValue(where + "[" + i + "]", list.get(i), wanted.get(i), spec);
      }
    } else if (wanted.isObject()) {
      compare(where, (Fields) value, wanted, spec);
    } else {
      assertThat(text(value)).as(where).isEqualTo(text(wanted));
    }
  }

  private static String text(Object value) {
    return value instanceof JsonNode json
        ? json.isBoolean() ? (json.booleanValue() ? "1" : "0") : json.asText()
        : value instanceof KafkaUuid uuid ? uuid.toString() : String.valueOf(value);
  }
}
