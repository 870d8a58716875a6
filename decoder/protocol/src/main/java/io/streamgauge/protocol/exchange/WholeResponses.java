package io.streamgauge.protocol.exchange;

import java.nio.ByteBuffer;

/**
 * Reads responses that lie whole in a piece, answer the oldest request and hold no surprise: nearly
 * all small ones. Everything else is left, untouched, to {@link ResponseReader}.
 */
final class WholeResponses implements WholeFrames {
  private static final int CORRELATION_ID_AT = 4;
  private static final int BODY_AT = 8;

  private final Conversation conversation;
  private final DecoderWorker worker;
  private final ResponseTimes times = new ResponseTimes();
  private final WholeBodies bodies;
  private final int maxBytes;

  WholeResponses(Conversation conversation) {
    this.conversation = conversation;
    this.worker = conversation.worker();
    this.bodies = new WholeBodies(worker, Direction.RESPONSE);
    this.maxBytes = worker.frameLimits().maxResponseBytes();
  }

  @Override
  public int read(ByteBuffer buffer, int at, int available, long position, long nanos) {
    if (available < BODY_AT || conversation.sasl().brokerMaySendTokens()) {
      return 0;
    }
    int size = buffer.getInt(at);
    if (size < ResponseBoundary.MIN_FRAME_BYTES
        || size > available - Integer.BYTES
        || size > maxBytes) {
      return 0;
    }
    PendingRequest oldest = conversation.pending().peek();
    if (oldest == null
        || oldest.api == null
        || oldest.correlationId != buffer.getInt(at + CORRELATION_ID_AT)
        || oldest.responseTouched) {
      return 0;
    }
    KnownApi api = oldest.api;
    int end = at + Integer.BYTES + size;
    int bodyAt = at + BODY_AT;
    if (api.responseHeader() == 1) {
      if (bodyAt == end || buffer.get(bodyAt) != 0) {
        return 0;
      }
      bodyAt++;
    }
    int bytes = size + Integer.BYTES;
    conversation.takeOldest();
    times.begin(bytes, position, nanos);
    times.lastNanos = nanos;
    BodyReader.Outcome outcome = bodies.read(api, oldest.details, buffer, bodyAt, end - bodyAt);
    conversation.totals(Direction.RESPONSE).frames++;
    boolean damaged = conversation.account(Direction.RESPONSE, outcome, false, position, bytes, 0);
    conversation.onResponse(oldest, times, damaged);
    return bytes;
  }
}
