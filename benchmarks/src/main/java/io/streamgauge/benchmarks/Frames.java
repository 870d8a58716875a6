package io.streamgauge.benchmarks;

import java.nio.ByteBuffer;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.MessageUtil;

/** The two frames of one exchange, size prefix included, in direct memory as captured bytes are. */
final class Frames {
  private static final int CORRELATION_ID = 77;

  final ByteBuffer request;
  final ByteBuffer response;

  Frames(int version, ApiMessage request, ApiMessage response) {
    ApiKeys api = ApiKeys.forId(request.apiKey());
    short v = (short) version;
    RequestHeaderData requestHeader =
        new RequestHeaderData()
            .setRequestApiKey(request.apiKey())
            .setRequestApiVersion(v)
            .setCorrelationId(CORRELATION_ID)
            .setClientId("orders-to-warehouse-1");
    ResponseHeaderData responseHeader = new ResponseHeaderData().setCorrelationId(CORRELATION_ID);
    this.request = frame(body(requestHeader, api.requestHeaderVersion(v)), body(request, version));
    this.response =
        frame(body(responseHeader, api.responseHeaderVersion(v)), body(response, version));
  }

  /** Bytes of the longer frame. */
  int longest() {
    return Math.max(request.limit(), response.limit());
  }

  /** A message without its header, in direct memory. */
  static ByteBuffer body(Message message, int version) {
    ByteBuffer bytes = MessageUtil.toByteBufferAccessor(message, (short) version).buffer();
    return ByteBuffer.allocateDirect(bytes.remaining()).put(bytes).flip();
  }

  private static ByteBuffer frame(ByteBuffer header, ByteBuffer body) {
    int size = header.remaining() + body.remaining();
    return ByteBuffer.allocateDirect(Integer.BYTES + size)
        .putInt(size)
        .put(header)
        .put(body)
        .flip();
  }
}
