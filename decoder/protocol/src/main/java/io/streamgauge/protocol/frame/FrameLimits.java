package io.streamgauge.protocol.frame;

/**
 * Sizes above which a frame is taken for a lost boundary. Both exclude the 4-byte size prefix.
 *
 * @param maxRequestBytes largest request; 1 or more
 * @param maxResponseBytes largest response; 1 or more
 */
public record FrameLimits(int maxRequestBytes, int maxResponseBytes) {
  /** The broker's own default limit, {@code socket.request.max.bytes}. */
  public static final int DEFAULT_MAX_REQUEST_BYTES = 104_857_600;

  /**
   * No broker limits its responses. 256 MiB is five times the default {@code fetch.max.bytes}, and
   * below what a TLS record header (0x14 03 ...) or ASCII text would read as.
   */
  public static final int DEFAULT_MAX_RESPONSE_BYTES = 268_435_456;

  /** The default limits. */
  public static final FrameLimits DEFAULT =
      new FrameLimits(DEFAULT_MAX_REQUEST_BYTES, DEFAULT_MAX_RESPONSE_BYTES);

  /** Checks the ranges. */
  public FrameLimits {
    if (maxRequestBytes < 1 || maxResponseBytes < 1) {
      throw new IllegalArgumentException("frame limits must be positive");
    }
  }
}
