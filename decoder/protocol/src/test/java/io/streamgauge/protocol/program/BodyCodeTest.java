package io.streamgauge.protocol.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.details.assembly.Deep;
import io.streamgauge.protocol.details.assembly.DetailsAssembler;
import io.streamgauge.protocol.details.assembly.DetailsLimits;
import io.streamgauge.protocol.details.assembly.DetailsPrograms;
import io.streamgauge.protocol.details.assembly.PendingDetails;
import io.streamgauge.protocol.details.capture.CaptureBodies;
import io.streamgauge.protocol.details.rows.RowBodies;
import io.streamgauge.protocol.schema.Direction;
import io.streamgauge.protocol.schema.MessageId;
import io.streamgauge.protocol.schema.SchemaCatalog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * The code that the build makes of programs, against the cursor that interprets them: whatever the
 * bytes, both come to the same end in the same state, and tell their sinks the same.
 */
class BodyCodeTest {
  private static final int MAX_MUTATIONS = 4;
  private static final SchemaCatalog CATALOG = SchemaCatalog.load();
  private static final DetailsPrograms PROGRAMS = DetailsPrograms.compile(CATALOG);
  private static final Map<MessageId, BodyCode> CODES = codes();
  private static final List<MessageId> IDS = List.copyOf(CODES.keySet());
  private static final KafkaOracle ORACLE = KafkaOracle.current();
  private static final Map<MessageId, Object> KAFKA_SCHEMAS = ORACLE.schemas();

  private final DetailsAssembler assembler = new DetailsAssembler(PROGRAMS, DetailsLimits.DEFAULT);
  private final ProgramCursor cursor = new ProgramCursor();
  private final Resumption resumption = new Resumption();

  /** Whether the code that ran last needed no cursor. */
  private boolean alone;

  private static Map<MessageId, BodyCode> codes() {
    List<BodyCode> all =
        Stream.concat(RowBodies.all().stream(), CaptureBodies.all().stream()).toList();
    Map<MessageId, BodyCode> codes = new LinkedHashMap<>();
    for (MessageId id : CATALOG.messages().keySet()) {
      Program program = program(id);
      all.stream().filter(code -> code.isOf(program)).forEach(code -> codes.put(id, code));
    }
    assertThat(codes).as("codes that some program is found for").hasSameSizeAs(all);
    return codes;
  }

  private static Program program(MessageId id) {
    return PROGRAMS.programs().find(id.apiKey(), id.version(), id.direction());
  }

  @Test
  void codeIsMadeOfTheHotApisAndOfNoOtherPrograms() {
    assertThat(IDS)
        .contains(
            new MessageId(0, 13, Direction.REQUEST),
            new MessageId(1, 18, Direction.RESPONSE),
            new MessageId(8, 10, Direction.REQUEST),
            new MessageId(12, 4, Direction.RESPONSE),
            new MessageId(68, 1, Direction.REQUEST));
    BodyCode fetch = CODES.get(new MessageId(1, 16, Direction.RESPONSE));
    assertThat(fetch.isOf(program(new MessageId(1, 16, Direction.RESPONSE)))).isTrue();
    Program other =
        ProgramCompiler.compile(
            CATALOG.find(1, 16, io.streamgauge.protocol.schema.Direction.RESPONSE), 16, Map.of());
    assertThat(fetch.isOf(other)).isFalse();
  }

  @Test
  void everyCodeReadsSomeMessageWithoutTheCursor() {
    for (MessageId id : IDS) {
      boolean found = false;
      for (int seed = 0; seed < 200 && !found; seed++) {
        coded(id, message(id, new Random(seed)), 0);
        found = alone;
      }
      assertThat(found).as("%s", id).isTrue();
    }
  }

  @Property(tries = 600)
  void messagesOfKafkaAreReadAlike(@ForAll int message, @ForAll long seed) {
    MessageId id = IDS.get(Math.floorMod(message, IDS.size()));
    agree(id, message(id, new Random(seed)), seed);
  }

  @Property(tries = 1500)
  void mutatedAndCutMessagesAreReadAlike(@ForAll int message, @ForAll long seed) {
    MessageId id = IDS.get(Math.floorMod(message, IDS.size()));
    Random random = new Random(seed);
    byte[] bytes = message(id, random);
    for (int i = random.nextInt(MAX_MUTATIONS); i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    byte[] cut = new byte[random.nextInt(bytes.length + 3)];
    System.arraycopy(bytes, 0, cut, 0, Math.min(cut.length, bytes.length));
    agree(id, random.nextBoolean() ? bytes : cut, seed);
  }

  @Property(tries = 500)
  void anyBytesAreReadAlike(@ForAll int message, @ForAll byte[] bytes, @ForAll long seed) {
    agree(IDS.get(Math.floorMod(message, IDS.size())), bytes, seed);
  }

  private static byte[] message(MessageId id, Random random) {
    ByteBuffer bytes = ORACLE.random(KAFKA_SCHEMAS.get(id), random).bytes();
    byte[] copy = new byte[bytes.limit()];
    bytes.get(0, copy);
    return copy;
  }

  private void agree(MessageId id, byte[] body, long seed) {
    List<String> expected = interpreted(id, body, seed);
    assertThat(coded(id, body, seed)).as("%s", id).isEqualTo(expected);
    assertThat(assembler.exchangesInFlight() + assembler.rowsLent() + assembler.valuesHeld())
        .isZero();
  }

  private List<String> interpreted(MessageId id, byte[] body, long seed) {
    return read(
        id,
        seed,
        sink -> {
          cursor.walk(program(id), sink, ByteBuffer.wrap(body), 0, body.length);
          return end();
        });
  }

  /** The same by code, amid other bytes, which must not matter. */
  private List<String> coded(MessageId id, byte[] body, long seed) {
    Random random = new Random(~seed);
    byte[] around = new byte[body.length + 40];
    random.nextBytes(around);
    int at = random.nextInt(20);
    System.arraycopy(body, 0, around, at, body.length);
    ByteBuffer buffer = ByteBuffer.allocateDirect(around.length).put(0, around);
    return read(
        id,
        seed,
        sink -> {
          int end = at + body.length;
          int reached = CODES.get(id).run(sink, buffer, at, end, resumption);
          alone = reached != BodyCode.STOPPED;
          if (alone) {
            return ProgramCursor.State.DONE + " null " + (reached - at);
          }
          cursor.resume(program(id), sink, buffer, at, body.length, resumption);
          return end();
        });
  }

  private String end() {
    return cursor.state() + " " + cursor.malformation() + " " + cursor.position();
  }

  private interface Reading {
    String of(FieldSink sink);
  }

  /** Reads a message; a response after a request that some of it may answer. */
  private List<String> read(MessageId id, long seed, Reading reading) {
    PendingDetails pending = assembler.acquire(id.apiKey(), id.version());
    List<String> result = new ArrayList<>();
    if (id.direction() == Direction.REQUEST) {
      result.add(reading.of(assembler.requestSink(pending)));
    } else {
      MessageId request = new MessageId(id.apiKey(), id.version(), Direction.REQUEST);
      byte[] asked = message(request, new Random(seed));
      cursor.walk(
          program(request),
          assembler.requestSink(pending),
          ByteBuffer.wrap(asked),
          0,
          asked.length);
      result.add(reading.of(assembler.responseSink(pending)));
    }
    result.add(Deep.text(assembler.details(pending)));
    if (assembler.requested(pending) != null) {
      result.add(Deep.text(assembler.requested(pending)));
      result.add(Deep.text(assembler.forgotten(pending)));
    }
    result.add(assembler.errorCode(pending) + " " + assembler.throttleMillis(pending));
    result.add("uncountable " + assembler.uncountableRecordSets(pending));
    assembler.release(pending);
    return result;
  }
}
