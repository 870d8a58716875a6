package io.streamgauge.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.streamgauge.protocol.details.assembly.DetailsAssembler;
import io.streamgauge.protocol.details.assembly.DetailsLimits;
import io.streamgauge.protocol.details.assembly.DetailsPrograms;
import io.streamgauge.protocol.details.assembly.PendingDetails;
import io.streamgauge.protocol.program.Program;
import io.streamgauge.protocol.program.ProgramCursor;
import io.streamgauge.protocol.program.ProgramCursor.State;
import io.streamgauge.protocol.schema.Direction;
import io.streamgauge.protocol.schema.MessageId;
import io.streamgauge.protocol.schema.SchemaCatalog;
import io.streamgauge.protocol.testing.Allocations;
import io.streamgauge.protocol.testing.FuzzScript;
import io.streamgauge.protocol.testing.Laws;
import io.streamgauge.protocol.testing.Twice;
import java.nio.ByteBuffer;
import java.util.List;

/** The body of any message of any version, in any pieces, into its details. */
public class ProgramCursorFuzzTest {
  private static final SchemaCatalog CATALOG = SchemaCatalog.load();
  private static final DetailsPrograms PROGRAMS = DetailsPrograms.compile(CATALOG);
  private static final DetailsLimits TIGHT = new DetailsLimits(4, 16, 32, 64, 96, 64, 32);

  /** In the order of their ids, which only grows with the schemas: seeds keep their meaning. */
  private static final List<MessageId> MESSAGES = List.copyOf(CATALOG.messages().keySet());

  /** An element of one byte may cost a structure and its list. */
  private static final long BYTES_PER_BYTE = 400;

  private static final long BASE_BYTES = 512 << 10;

  @FuzzTest(maxDuration = "10s")
  void endsInSomeState(byte[] data) {
    FuzzScript script = new FuzzScript(data);
    int key = script.next();
    int version = script.next();
    boolean response = (version & 0x80) != 0;
    MessageId id =
        MESSAGES.stream()
            .filter(message -> message.apiKey() == key)
            .filter(message -> message.version() == (version & 0x3f))
            .filter(message -> (message.direction() == Direction.RESPONSE) == response)
            .findFirst()
            .orElse(MESSAGES.get((key << 8 | version) % MESSAGES.size()));
    int piece = 1 + script.next();
    byte[] body = script.rest();

    Twice.attempt(
        () ->
            assertThat(Allocations.of(() -> walk(id, piece, body)))
                .isLessThan(BASE_BYTES + BYTES_PER_BYTE * body.length));
  }

  private static void walk(MessageId id, int most, byte[] body) {
    DetailsAssembler assembler = new DetailsAssembler(PROGRAMS, TIGHT);
    PendingDetails pending = assembler.acquire(id.apiKey(), id.version());
    assembler.saslMechanism(pending, "PLAIN");
    Program program = PROGRAMS.programs().find(id.apiKey(), id.version(), id.direction());
    ProgramCursor cursor = new ProgramCursor();
    cursor.begin(
        program,
        body.length,
        id.direction() == Direction.REQUEST
            ? assembler.requestSink(pending)
            : assembler.responseSink(pending));
    ByteBuffer buffer = ByteBuffer.wrap(body);
    int at = 0;
    while (at < body.length && cursor.state() == State.NEEDS_MORE) {
      int length = Math.min(most, body.length - at);
      if (most % 16 == 7 && at % 5 == 4) {
        cursor.skipGap(length);
      } else {
        int taken = cursor.feed(buffer, at, length);
        Laws.require(taken == length || cursor.state() != State.NEEDS_MORE, "bytes left");
      }
      at += length;
    }
    assertThat(cursor.position()).isBetween(0L, (long) body.length);
    assertThat(assembler.rowsLent()).isLessThanOrEqualTo(TIGHT.maxRowsPerExchange());
    assertThat(assembler.details(pending)).isNotNull();
    assertThat(assembler.details(pending).copy()).isNotNull();
    assembler.release(pending);
    assertThat(assembler.rowsLent() + assembler.exchangesInFlight()).isZero();
  }
}
