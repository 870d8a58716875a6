package io.streamgauge.protocol.frame;

import io.streamgauge.protocol.schema.HeaderVersions;
import java.nio.ByteBuffer;

/**
 * A request may begin where a size within the limit, a listed api key and version, and a client id
 * of text stand. Vendors' apis and ControlledShutdown v0 are not found this way, only followed.
 */
public final class RequestBoundary implements BoundaryTest {
  /** Smallest header: api key, version, correlation id. */
  public static final int MIN_FRAME_BYTES = 8;

  private static final int API_KEY_AT = 4;
  private static final int API_VERSION_AT = 6;
  private static final int CLIENT_ID_AT = 12;
  private static final int NEEDED = 14;

  private final HeaderVersions versions;
  private final FrameLimits limits;

  public RequestBoundary(HeaderVersions versions, FrameLimits limits) {
    this.versions = versions;
    this.limits = limits;
  }

  @Override
  public int bytesNeeded() {
    return NEEDED;
  }

  @Override
  public int maxFrameBytes() {
    return limits.maxRequestBytes();
  }

  @Override
  public boolean isPlausible(ByteBuffer buffer, int offset, int available) {
    int size = buffer.getInt(offset);
    if (size < NEEDED - Integer.BYTES || size > limits.maxRequestBytes()) {
      return false;
    }
    int apiKey = buffer.getShort(offset + API_KEY_AT);
    int version = buffer.getShort(offset + API_VERSION_AT);
    if (apiKey < 0 || version < 0 || versions.request(apiKey, version) < 1) {
      return false;
    }
    int clientId = buffer.getShort(offset + CLIENT_ID_AT);
    if (clientId < -1 || clientId > ClientIds.MAX_BYTES || clientId > size - NEEDED + 4) {
      return false;
    }
    int seen = Math.min(clientId, available - NEEDED);
    return seen <= 0 || Utf8.isText(buffer, offset + NEEDED, seen);
  }
}
