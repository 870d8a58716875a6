package io.streamgauge.protocol.details.assembly;

import io.streamgauge.protocol.details.Details;
import io.streamgauge.protocol.details.KafkaBodies;
import io.streamgauge.protocol.program.FieldSink;
import io.streamgauge.protocol.program.ProgramCursor;
import io.streamgauge.protocol.schema.Direction;
import io.streamgauge.protocol.schema.SchemaCatalog;
import java.nio.ByteBuffer;
import java.util.Random;

/** Walks bodies through cursor and assembler, as a connection would. */
final class Walk {
  static final SchemaCatalog CATALOG = SchemaCatalog.load();
  static final DetailsPrograms PROGRAMS = DetailsPrograms.compile(CATALOG);
  static final KafkaBodies KAFKA = new KafkaBodies(CATALOG);

  /** What came of an exchange. */
  record Result(Details details, int errorCode, int throttleMillis) {
    <D> D as(Class<D> type) {
      return type.cast(details);
    }
  }

  final DetailsAssembler assembler;
  private final ProgramCursor cursor = new ProgramCursor();
  private final Random pieces = new Random(7);

  Walk() {
    this(DetailsLimits.DEFAULT);
  }

  Walk(DetailsLimits limits) {
    assembler = new DetailsAssembler(PROGRAMS, limits);
  }

  /** An exchange in Kafka's JSON; a null side was not seen. */
  Result exchange(int apiKey, int version, String request, String response) {
    return exchange(
        apiKey,
        version,
        request == null ? null : KAFKA.request(apiKey, version, request),
        response == null ? null : KAFKA.response(apiKey, version, response));
  }

  /** An exchange of bodies, once whole and once in pieces of 1 to 7 bytes, which must agree. */
  Result exchange(int apiKey, int version, byte[] request, byte[] response) {
    Result whole = exchange(apiKey, version, request, response, null, Integer.MAX_VALUE);
    Result chopped = exchange(apiKey, version, request, response, null, 7);
    if (!Deep.equal(whole, chopped)) {
      throw new AssertionError("whole: " + Deep.text(whole) + "\npieces: " + Deep.text(chopped));
    }
    return whole;
  }

  /** An exchange of bodies in pieces of at most {@code maxPiece} bytes. */
  Result exchange(
      int apiKey, int version, byte[] request, byte[] response, String mechanism, int maxPiece) {
    PendingDetails pending = assembler.acquire(apiKey, version);
    try {
      assembler.saslMechanism(pending, mechanism);
      if (request != null) {
        walk(apiKey, version, Direction.REQUEST, request, assembler.requestSink(pending), maxPiece);
      }
      if (response != null) {
        walk(
            apiKey,
            version,
            Direction.RESPONSE,
            response,
            assembler.responseSink(pending),
            maxPiece);
      }
      return new Result(
          assembler.details(pending).copy(),
          assembler.errorCode(pending),
          assembler.throttleMillis(pending));
    } finally {
      assembler.release(pending);
    }
  }

  /** Walks one body; the cursor's state afterwards. */
  ProgramCursor.State walk(
      int apiKey, int version, Direction direction, byte[] body, FieldSink sink, int maxPiece) {
    cursor.begin(PROGRAMS.programs().find(apiKey, version, direction), body.length, sink);
    ByteBuffer buffer = ByteBuffer.wrap(body);
    int at = 0;
    while (at < body.length) {
      int piece =
          maxPiece >= body.length
              ? body.length
              : Math.min(body.length - at, 1 + pieces.nextInt(maxPiece));
      int used = cursor.feed(buffer, at, piece);
      at += used;
      if (used < piece) {
        break;
      }
    }
    return cursor.state();
  }
}
