package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.details.assembly.PendingDetails;
import io.streamgauge.protocol.details.assembly.Repeats;
import io.streamgauge.protocol.details.capture.Captured;
import io.streamgauge.protocol.program.FieldSink;
import java.nio.ByteBuffer;

/** Reads bodies of one direction of a connection that lie whole in a piece. */
final class WholeBodies {
  private final DecoderWorker worker;
  private final Direction direction;
  private final WholeBody body;
  private final LastMessage last = new LastMessage();

  WholeBodies(DecoderWorker worker, Direction direction) {
    this.worker = worker;
    this.direction = direction;
    this.body = worker.wholeBody();
  }

  /** Has the exchange say what the body says: by reading it, or because it repeats the last one. */
  BodyReader.Outcome read(
      KnownApi api, PendingDetails details, ByteBuffer buffer, int at, int length) {
    if (!api.repeats()) {
      return walk(api, details, buffer, at, length);
    }
    Captured same = last.ifSame(api, buffer, at, length);
    if (same != null && Repeats.put(direction == Direction.REQUEST, details, same)) {
      return BodyReader.Outcome.EXACT;
    }
    BodyReader.Outcome outcome = walk(api, details, buffer, at, length);
    if (outcome == BodyReader.Outcome.EXACT && last.wants(api, length)) {
      last.keep(buffer, at, length, Repeats.take(direction == Direction.REQUEST, details));
    }
    return outcome;
  }

  private BodyReader.Outcome walk(
      KnownApi api, PendingDetails details, ByteBuffer buffer, int at, int length) {
    if (direction == Direction.REQUEST) {
      FieldSink sink = worker.assembler().requestSink(details);
      return body.walk(api.request(), api.requestCode(), sink, buffer, at, length);
    }
    FieldSink sink = worker.assembler().responseSink(details);
    return body.walk(api.response(), api.responseCode(), sink, buffer, at, length);
  }
}
