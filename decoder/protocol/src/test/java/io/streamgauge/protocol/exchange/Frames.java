package io.streamgauge.protocol.exchange;

import java.nio.ByteBuffer;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.MessageUtil;

/** Frames as kafka-clients writes them, size prefix included. */
public final class Frames {
  private Frames() {}

  /** A request. */
  public static byte[] request(int version, int correlationId, String clientId, ApiMessage body) {
    ApiKeys api = ApiKeys.forId(body.apiKey());
    RequestHeaderData header =
        new RequestHeaderData()
            .setRequestApiKey(body.apiKey())
            .setRequestApiVersion((short) version)
            .setCorrelationId(correlationId)
            .setClientId(clientId);
    return frame(
        bytes(header, api.requestHeaderVersion((short) version)), bytes(body, (short) version));
  }

  /** A response. */
  public static byte[] response(int version, int correlationId, ApiMessage body) {
    ApiKeys api = ApiKeys.forId(body.apiKey());
    ResponseHeaderData header = new ResponseHeaderData().setCorrelationId(correlationId);
    return frame(
        bytes(header, api.responseHeaderVersion((short) version)), bytes(body, (short) version));
  }

  /** A message without its header. */
  public static byte[] bytes(org.apache.kafka.common.protocol.Message message, short version) {
    ByteBuffer buffer = MessageUtil.toByteBufferAccessor(message, version).buffer();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** Parts behind a size. */
  public static byte[] frame(byte[]... parts) {
    byte[] content = concat(parts);
    return ByteBuffer.allocate(Integer.BYTES + content.length)
        .putInt(content.length)
        .put(content)
        .array();
  }

  /** Parts in a row. */
  public static byte[] concat(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }
}
