package io.streamgauge.benchmarks;

import java.nio.ByteBuffer;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.openjdk.jmh.infra.Blackhole;

/**
 * kafka-clients' parser and nothing else: it is handed the two frames that belong together and
 * makes objects of their fields, which nobody looks at; record sets stay unread.
 */
final class BareSide implements Side {
  private final Frames frames;
  private final int piece;
  private final FrameBuffer frameBuffer;
  private final Blackhole blackhole;

  BareSide(Frames frames, int piece, Blackhole blackhole) {
    this.frames = frames;
    this.piece = piece;
    this.frameBuffer = new FrameBuffer(frames.longest());
    this.blackhole = blackhole;
  }

  @Override
  public long exchange() {
    ByteBuffer request = frameBuffer.whole(frames.request, piece);
    RequestHeader header = RequestHeader.parse(request);
    blackhole.consume(
        AbstractRequest.parseRequest(
            header.apiKey(), header.apiVersion(), new ByteBufferAccessor(request)));
    ByteBuffer response = frameBuffer.whole(frames.response, piece);
    blackhole.consume(AbstractResponse.parseResponse(response, header));
    return 0;
  }

  @Override
  public Outcome outcome() {
    throw new UnsupportedOperationException("reads nothing");
  }
}
