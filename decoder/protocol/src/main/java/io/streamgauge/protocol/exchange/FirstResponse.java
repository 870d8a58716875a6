package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.frame.ClientIds;
import io.streamgauge.protocol.frame.FrameHeader;
import java.nio.ByteBuffer;

/**
 * The first response of a lane, if the piece at hand holds all of it. It is only checked at first:
 * bytes that merely look like a response must not leave anything in the request's details. Once it
 * has passed, it is read again.
 */
final class FirstResponse {
  private ByteBuffer buffer;
  private int offset;
  private int length;

  /** The frame behind its size lies in one piece. */
  void isWhole(ByteBuffer piece, int at, int bytes) {
    buffer = piece;
    offset = at;
    length = bytes;
  }

  /** Whether it can be read again. */
  boolean isAtHand() {
    return buffer != null;
  }

  /** The piece is gone. */
  void forget() {
    buffer = null;
  }

  /** Reads it into the details of the request that it answers; whether it was readable. */
  boolean readInto(PendingRequest request, DecoderWorker worker) {
    FrameHeader header = new FrameHeader(worker.headerVersions(), new ClientIds());
    ResponseBody body = new ResponseBody(worker, header);
    header.beginResponse(length);
    int taken = header.feed(buffer, offset, length);
    body.begin(request, false);
    body.feed(buffer, offset + taken, length - taken);
    return body.end() == BodyReader.Outcome.EXACT;
  }
}
