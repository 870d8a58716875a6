package io.streamgauge.benchmarks;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;

/**
 * What anybody has to do with kafka-clients' parser to come to what our decoder comes to: read the
 * frame's size, parse header and body of both sides, match them by correlation id, read the fields,
 * and walk the batches of every record set.
 *
 * <p>As cheaply as it can be done: requests wait in a queue, as in its own NetworkClient; frames in
 * one piece are parsed where they lie; nothing is kept, sorted or joined beyond the exchange.
 */
final class KafkaClientsSide implements Side {
  private record Sent(RequestHeader header, AbstractRequest request) {}

  private final ArrayDeque<Sent> inFlight = new ArrayDeque<>();
  private final Frames frames;
  private final int piece;
  private final FrameBuffer frameBuffer;
  private long sum;

  KafkaClientsSide(Frames frames, int piece) {
    this.frames = frames;
    this.piece = piece;
    this.frameBuffer = new FrameBuffer(frames.longest());
  }

  @Override
  public long exchange() {
    onRequest(frameBuffer.gather(frames.request, piece));
    onResponse(frameBuffer.gather(frames.response, piece));
    return sum;
  }

  private void onRequest(ByteBuffer bytes) {
    ByteBuffer frame = bytes.limit(bytes.getInt() + Integer.BYTES);
    RequestHeader header = RequestHeader.parse(frame);
    AbstractRequest request =
        AbstractRequest.parseRequest(
                header.apiKey(), header.apiVersion(), new ByteBufferAccessor(frame))
            .request;
    inFlight.add(new Sent(header, request));
    sum += header.clientId().length() + FieldSums.of(request);
  }

  private void onResponse(ByteBuffer bytes) {
    ByteBuffer frame = bytes.limit(bytes.getInt() + Integer.BYTES);
    Sent sent = inFlight.poll();
    // fails if the correlation ids differ
    AbstractResponse response = AbstractResponse.parseResponse(frame, sent.header());
    sum += sent.header().correlationId() + FieldSums.of(response);
  }

  @Override
  public Outcome outcome() {
    RequestHeader header =
        RequestHeader.parse(frameBuffer.gather(frames.request, piece).position(Integer.BYTES));
    ByteBuffer request = frameBuffer.gather(frames.request, piece).position(Integer.BYTES);
    RequestHeader.parse(request);
    AbstractRequest asked =
        AbstractRequest.parseRequest(
                header.apiKey(), header.apiVersion(), new ByteBufferAccessor(request))
            .request;
    List<Object> scalars = new ArrayList<>();
    List<Outcome.Partition> partitions = new ArrayList<>();
    KafkaOutcomes.request(asked, scalars, partitions);
    ByteBuffer response = frameBuffer.gather(frames.response, piece).position(Integer.BYTES);
    AbstractResponse answer = AbstractResponse.parseResponse(response, header);
    int error = KafkaOutcomes.response(answer, scalars, partitions);
    return new Outcome(
        header.apiKey().id, header.correlationId(), header.clientId(), error, scalars, partitions);
  }
}
