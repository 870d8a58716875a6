package io.streamgauge.protocol.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.details.assembly.DetailsAssembler;
import io.streamgauge.protocol.details.assembly.DetailsLimits;
import io.streamgauge.protocol.details.assembly.DetailsPrograms;
import io.streamgauge.protocol.details.assembly.PendingDetails;
import io.streamgauge.protocol.schema.Direction;
import io.streamgauge.protocol.schema.MessageId;
import io.streamgauge.protocol.schema.SchemaCatalog;
import io.streamgauge.protocol.testing.Allocations;
import io.streamgauge.protocol.testing.Twice;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lengths and counts that claim what is not there, at each place of a message of each api: nothing
 * is thrown, nothing is allocated by the claim, and the work follows the bytes. Work is counted in
 * what the cursor tells its sink.
 */
class ClaimedLengthsTest {
  /** 2^31 - 1, its neighbours, negative ones, a plausible lie, and varints: large, overflowing. */
  private static final List<byte[]> CLAIMS =
      Stream.of(
              "7fffffff",
              "7ffffffe",
              "ffffffff",
              "80000000",
              "00ffffff",
              "7fff",
              "8000",
              "feffffff0f",
              "ffffffff0f",
              "ffffffff07",
              "8080808010",
              "ffffffffff7f",
              "8080808000")
          .map(HexFormat.of()::parseHex)
          .toList();

  private static final int MOST_BYTES = 120;
  private static final int EVENTS_PER_BYTE = 4;
  private static final int BASE_EVENTS = 16;
  private static final long BASE_BYTES = 16 << 10;
  private static final long BYTES_PER_BYTE = 256;

  private static final SchemaCatalog CATALOG = SchemaCatalog.load();
  private static final DetailsPrograms PROGRAMS = DetailsPrograms.compile(CATALOG);
  private static final KafkaOracle ORACLE = KafkaOracle.current();
  private static final Map<MessageId, Object> SCHEMAS = ORACLE.schemas();
  private static final DetailsAssembler ASSEMBLER =
      new DetailsAssembler(PROGRAMS, DetailsLimits.DEFAULT);

  private final ProgramCursor cursor = new ProgramCursor();

  /** The oldest and the newest version of each api that today's Kafka knows, both directions. */
  static Stream<MessageId> messages() {
    Map<Integer, List<Integer>> versions = new TreeMap<>();
    SCHEMAS
        .keySet()
        .forEach(
            id -> versions.computeIfAbsent(id.apiKey(), k -> new ArrayList<>()).add(id.version()));
    return versions.entrySet().stream()
        .flatMap(
            api ->
                api.getValue().stream()
                    .distinct()
                    .filter(
                        v ->
                            v.equals(api.getValue().stream().min(Integer::compare).get())
                                || v.equals(api.getValue().stream().max(Integer::compare).get()))
                    .flatMap(
                        v ->
                            Arrays.stream(Direction.values())
                                .map(side -> new MessageId(api.getKey(), v, side))))
        .filter(id -> PROGRAMS.programs().find(id.apiKey(), id.version(), id.direction()) != null);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aClaimCostsNothing(MessageId id) {
    byte[] good = message(id);
    for (int at = 0; at < good.length; at++) {
      for (byte[] claim : CLAIMS) {
        byte[] bad = good.clone();
        System.arraycopy(claim, 0, bad, at, Math.min(claim.length, bad.length - at));
        String where = HexFormat.of().formatHex(claim) + " at byte " + at;
        Twice.attempt(() -> hold(id, bad, where));
      }
    }
    assertThat(ASSEMBLER.exchangesInFlight() + ASSEMBLER.rowsLent() + ASSEMBLER.valuesHeld())
        .isZero();
  }

  /** Bytes of a message with elements, cut where it gets long: there it only breaks off. */
  private static byte[] message(MessageId id) {
    Random random = new Random(id.hashCode());
    byte[] longest = new byte[1];
    for (int i = 0; i < 5; i++) {
      ByteBuffer bytes = ORACLE.random(SCHEMAS.get(id), random).bytes();
      if (bytes.limit() > longest.length) {
        longest = new byte[Math.min(bytes.limit(), MOST_BYTES)];
        bytes.get(0, longest);
      }
    }
    return longest;
  }

  private void hold(MessageId id, byte[] body, String where) {
    Program program = PROGRAMS.programs().find(id.apiKey(), id.version(), id.direction());
    PendingDetails pending = ASSEMBLER.acquire(id.apiKey(), id.version());
    CountingSink sink =
        new CountingSink(
            id.direction() == Direction.REQUEST
                ? ASSEMBLER.requestSink(pending)
                : ASSEMBLER.responseSink(pending));
    ByteBuffer buffer = ByteBuffer.wrap(body);
    long allocated =
        Allocations.of(
            () -> {
              cursor.begin(program, body.length, sink);
              cursor.feed(buffer, 0, body.length);
              ASSEMBLER.details(pending);
              ASSEMBLER.release(pending);
            });
    if (cursor.position() > body.length
        || sink.events > EVENTS_PER_BYTE * body.length + BASE_EVENTS
        || allocated > BASE_BYTES + BYTES_PER_BYTE * body.length) {
      throw new AssertionError(
          "%s: %d of %d bytes read, %d events, %d bytes allocated"
              .formatted(where, cursor.position(), body.length, sink.events, allocated));
    }
  }

  private static final class CountingSink implements FieldSink {
    private final FieldSink target;
    private int events;

    CountingSink(FieldSink target) {
      this.target = target;
    }

    @Override
    public Cells cells() {
      return target.cells();
    }

    @Override
    public void onValue(int field, long value) {
      events++;
      target.onValue(field, value);
    }

    @Override
    public void onUuid(int field, long mostSignificant, long leastSignificant) {
      events++;
      target.onUuid(field, mostSignificant, leastSignificant);
    }

    @Override
    public void onString(int field, ByteBuffer buffer, int offset, int length, int wireLength) {
      events++;
      target.onString(field, buffer, offset, length, wireLength);
    }

    @Override
    public int onRegionStart(int field, int length) {
      events++;
      return target.onRegionStart(field, length);
    }

    @Override
    public int onRegion(int field, ByteBuffer buffer, int offset, int length) {
      events++;
      return target.onRegion(field, buffer, offset, length);
    }

    @Override
    public void onRegionEnd(int field) {
      events++;
      target.onRegionEnd(field);
    }

    @Override
    public void onArrayStart(int field, int count) {
      events++;
      target.onArrayStart(field, count);
    }

    @Override
    public void onElementEnd(int field) {
      events++;
      target.onElementEnd(field);
    }

    @Override
    public void onArrayEnd(int field) {
      events++;
      target.onArrayEnd(field);
    }

    @Override
    public void onStructStart(int field, boolean present) {
      events++;
      target.onStructStart(field, present);
    }

    @Override
    public void onStructEnd(int field) {
      events++;
      target.onStructEnd(field);
    }
  }
}
