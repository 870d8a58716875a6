package io.streamgauge.protocol.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.program.ProgramCursor.State;
import io.streamgauge.protocol.schema.MessageId;
import io.streamgauge.protocol.schema.MessageSchema;
import io.streamgauge.protocol.schema.SchemaCatalog;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the bytes: no exception, no read outside the piece, an end. */
class RobustnessTest {
  private static final SchemaCatalog CATALOG = SchemaCatalog.load();
  private static final List<Map.Entry<MessageId, MessageSchema>> MESSAGES =
      CATALOG.messages().entrySet().stream()
          .filter(entry -> entry.getValue().release().equals("current"))
          .toList();
  private static final List<ProgramSet> PROGRAMS = List.of(selecting(false), selecting(true));
  private static final KafkaOracle ORACLE = KafkaOracle.current();
  private static final Map<MessageId, Object> KAFKA_SCHEMAS = ORACLE.schemas();

  private final ProgramCursor cursor = new ProgramCursor();

  private static ProgramSet selecting(boolean everything) {
    Projection.Builder builder = Projection.builder(CATALOG);
    if (everything) {
      MESSAGES.forEach(entry -> builder.selectAll(entry.getValue().name()));
    }
    return ProgramSet.compile(CATALOG, builder.build());
  }

  @Property(tries = 4000)
  void randomBytesEndInSomeState(
      @ForAll @IntRange(max = 10_000) int message,
      @ForAll @Size(max = 300) byte[] bytes,
      @ForAll long seed) {
    run(MESSAGES.get(message % MESSAGES.size()), ByteBuffer.wrap(bytes), new Random(seed));
  }

  @Property(tries = 4000)
  void mutatedMessagesEndInSomeState(
      @ForAll @IntRange(max = 10_000) int message, @ForAll long seed) {
    Map.Entry<MessageId, MessageSchema> entry = MESSAGES.get(message % MESSAGES.size());
    Random random = new Random(seed);
    ByteBuffer bytes = ORACLE.random(KAFKA_SCHEMAS.get(entry.getKey()), random).bytes();
    for (int i = 0; i <= random.nextInt(4) && bytes.limit() > 0; i++) {
      bytes.put(random.nextInt(bytes.limit()), (byte) random.nextInt());
    }
    run(entry, bytes, random);
  }

  private void run(Map.Entry<MessageId, MessageSchema> entry, ByteBuffer bytes, Random random) {
    // Given
    MessageId id = entry.getKey();
    Program program =
        PROGRAMS.get(random.nextInt(2)).find(id.apiKey(), id.version(), id.direction());
    CountingSink sink = new CountingSink(random);

    // When
    cursor.begin(program, bytes.limit(), sink);
    int at = 0;
    while (cursor.state() == State.NEEDS_MORE) {
      int length = Math.min(bytes.limit() - at, 1 + random.nextInt(64));
      ByteBuffer piece = bytes.duplicate().limit(at + length);
      if (random.nextInt(20) == 0) {
        cursor.skipGap(length);
      } else {
        int consumed = cursor.feed(piece, at, length);
        assertThat(consumed).isBetween(0, length);
        assertThat(consumed == length || cursor.state() != State.NEEDS_MORE).isTrue();
      }
      at += length;
    }

    // Then
    assertThat(cursor.position()).isBetween(0L, (long) bytes.limit());
    assertThat(sink.events).isLessThanOrEqualTo(10 * (bytes.limit() + 10));
  }

  private static final class CountingSink implements FieldSink {
    private final Random random;
    private int events;

    CountingSink(Random random) {
      this.random = random;
    }

    @Override
    public void onValue(int field, long value) {
      events++;
    }

    @Override
    public void onArrayStart(int field, int count) {
      events++;
    }

    @Override
    public void onElementEnd(int field) {
      events++;
    }

    @Override
    public void onString(int field, ByteBuffer buffer, int offset, int length, int wireLength) {
      events++;
      if (length > 0) {
        assertThat(offset + length).isLessThanOrEqualTo(buffer.limit());
      }
    }

    @Override
    public int onRegionStart(int field, int length) {
      events++;
      return random.nextInt(3) - 1;
    }

    @Override
    public int onRegion(int field, ByteBuffer buffer, int offset, int length) {
      events++;
      assertThat(offset + length).isLessThanOrEqualTo(buffer.limit());
      return random.nextInt(30) - 1;
    }
  }
}
