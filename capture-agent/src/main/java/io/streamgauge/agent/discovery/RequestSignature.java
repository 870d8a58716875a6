package io.streamgauge.agent.discovery;

import io.streamgauge.agent.link.TcpSegment;
import java.nio.ByteBuffer;

/**
 * Whether a segment begins like a Kafka request: a length below 100 MB, an api key and a version
 * that there are, and a client id of a length that there is. The kernel asks the same ({@code
 * TrafficFilter.ofRequests}); here it is asked again of what came for another reason.
 */
final class RequestSignature {
  private static final int HEADER = 14;
  private static final int LEAST_LENGTH = 10;
  private static final int MAX_LENGTH = 1601 << 16;
  private static final int MAX_API_KEY = 120;
  private static final int MAX_VERSION = 30;
  private static final int MAX_CLIENT_ID = 255;
  private static final int NULL = 0xffff;

  private RequestSignature() {}

  static boolean matches(TcpSegment segment) {
    if (segment.payloadLength() < HEADER) {
      return false;
    }
    ByteBuffer buffer = segment.buffer();
    int at = segment.payloadOffset();
    int length = buffer.getInt(at);
    int clientId = buffer.getShort(at + 12) & 0xffff;
    return length >= LEAST_LENGTH
        && length < MAX_LENGTH
        && (buffer.getShort(at + 4) & 0xffff) <= MAX_API_KEY
        && (buffer.getShort(at + 6) & 0xffff) <= MAX_VERSION
        && (clientId <= MAX_CLIENT_ID || clientId == NULL);
  }
}
