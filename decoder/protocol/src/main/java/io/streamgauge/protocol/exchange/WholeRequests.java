package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.details.assembly.PendingDetails;
import io.streamgauge.protocol.frame.ClientIds;
import io.streamgauge.protocol.frame.RequestBoundary;
import java.nio.ByteBuffer;

/**
 * Reads requests that lie whole in a piece and hold no surprise, without going through the states
 * that a frame in pieces needs: nearly all small ones. Everything else is left, untouched, to
 * {@link RequestReader}.
 */
final class WholeRequests implements WholeFrames {
  private static final int API_KEY_AT = 4;
  private static final int API_VERSION_AT = 6;
  private static final int CORRELATION_ID_AT = 8;
  private static final int CLIENT_ID_LENGTH_AT = 12;
  private static final int CLIENT_ID_AT = 14;
  private static final int FLEXIBLE_HEADER = 2;

  private final Conversation conversation;
  private final DecoderWorker worker;
  private final ClientIds clientIds;
  private final WholeBodies bodies;
  private final int maxBytes;

  WholeRequests(Conversation conversation, ClientIds clientIds) {
    this.conversation = conversation;
    this.worker = conversation.worker();
    this.clientIds = clientIds;
    this.bodies = new WholeBodies(worker, Direction.REQUEST);
    this.maxBytes = worker.frameLimits().maxRequestBytes();
  }

  @Override
  public int read(ByteBuffer buffer, int at, int available, long position, long nanos) {
    if (available < CLIENT_ID_AT || conversation.sasl().clientMaySendTokens()) {
      return 0;
    }
    int size = buffer.getInt(at);
    if (size < RequestBoundary.MIN_FRAME_BYTES
        || size > available - Integer.BYTES
        || size > maxBytes) {
      return 0;
    }
    KnownApi api =
        worker.ordinaryApi(buffer.getShort(at + API_KEY_AT), buffer.getShort(at + API_VERSION_AT));
    if (api == null) {
      return 0;
    }
    int end = at + Integer.BYTES + size;
    int bodyAt = at + CLIENT_ID_AT;
    int clientIdBytes = bodyAt <= end ? buffer.getShort(at + CLIENT_ID_LENGTH_AT) : Short.MIN_VALUE;
    String clientId = null;
    if (clientIdBytes >= 0 && clientIdBytes <= end - bodyAt) {
      clientId = clientIds.ifSame(buffer, bodyAt, clientIdBytes);
      bodyAt += clientIdBytes;
    }
    if (clientId == null && clientIdBytes != -1) {
      return 0;
    }
    if (api.requestHeader() == FLEXIBLE_HEADER) {
      if (bodyAt == end || buffer.get(bodyAt) != 0) {
        return 0;
      }
      bodyAt++;
    }
    int bytes = size + Integer.BYTES;
    PendingRequest request = worker.borrowUsedRequest();
    PendingDetails details = worker.assembler().acquire(api.apiKey(), api.apiVersion());
    int id = buffer.getInt(at + CORRELATION_ID_AT);
    request.begin(api, details, id, clientId, bytes, position, nanos);
    BodyReader.Outcome outcome = bodies.read(api, details, buffer, bodyAt, end - bodyAt);
    conversation.totals(Direction.REQUEST).frames++;
    request.damaged = conversation.account(Direction.REQUEST, outcome, false, position, bytes, 0);
    conversation.onRequest(request);
    return bytes;
  }
}
