package io.streamgauge.agent.tls;

/** Numbers of the record layer (RFC 8446, 5.1; RFC 5246, 6.2.1). */
final class TlsRecord {
  static final int HEADER_BYTES = 5;

  /** The longest body: 2^14 bytes and what encryption may add in TLS 1.2. */
  static final int MAX_BODY_BYTES = (1 << 14) + 2048;

  static final int MAX_BYTES = HEADER_BYTES + MAX_BODY_BYTES;

  static final int CHANGE_CIPHER_SPEC = 20;
  static final int ALERT = 21;
  static final int HANDSHAKE = 22;
  static final int APPLICATION_DATA = 23;

  private static final int MAX_TYPE = 24; // heartbeat
  private static final int MAJOR_VERSION = 3;
  private static final int MAX_MINOR_VERSION = 4;

  private TlsRecord() {}

  /** Whether five bytes can be a record's header. */
  static boolean isHeader(int type, int major, int minor, int length) {
    return type >= CHANGE_CIPHER_SPEC
        && type <= MAX_TYPE
        && major == MAJOR_VERSION
        && minor <= MAX_MINOR_VERSION
        && length > 0
        && length <= MAX_BODY_BYTES;
  }

  /** Whether a byte at this place of a header can be a handshake record's. */
  static boolean beginsHandshake(int index, int value) {
    return switch (index) {
      case 0 -> value == HANDSHAKE;
      case 1 -> value == MAJOR_VERSION;
      case 2 -> value <= MAX_MINOR_VERSION;
      default -> true;
    };
  }
}
