package io.streamgauge.agent.tls;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a ServerHello says that matters (RFC 8446, 4.1.3).
 *
 * @param random 32 bytes
 * @param sessionId 0 to 32 bytes; of a session that may be resumed (TLS 1.2)
 * @param version 0x0303 for TLS 1.2, 0x0304 for 1.3
 * @param suite IANA's number
 */
@SuppressWarnings("ArrayRecordComponent") // used at once, never compared
record ServerHello(byte[] random, byte[] sessionId, int version, int suite) {
  static final int TLS12 = 0x0303;
  static final int TLS13 = 0x0304;

  /** SHA-256 of "HelloRetryRequest": such a hello only asks for another ClientHello. */
  private static final byte[] RETRY =
      HexFormat.of().parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

  private static final int SUPPORTED_VERSIONS = 0x002b;
  private static final int RANDOM_AT = 2;
  private static final int SESSION_ID_AT = RANDOM_AT + SecretStore.RANDOM_BYTES;

  /** Null if it cannot be read. */
  static ServerHello parse(byte[] bytes, int length) {
    if (length <= SESSION_ID_AT) {
      return null;
    }
    int at = SESSION_ID_AT + 1 + (bytes[SESSION_ID_AT] & 0xff);
    if (at + 3 > length) {
      return null;
    }
    int version = int16(bytes, 0);
    int suite = int16(bytes, at);
    at += 5; // the suite, the compression and the extensions' length
    while (at + 4 <= length) {
      int size = int16(bytes, at + 2);
      if (int16(bytes, at) == SUPPORTED_VERSIONS && size == 2 && at + 6 <= length) {
        version = int16(bytes, at + 4);
      }
      at += 4 + size;
    }
    byte[] random = Arrays.copyOfRange(bytes, RANDOM_AT, SESSION_ID_AT);
    return new ServerHello(random, sessionId(bytes, length), version, suite);
  }

  private static int int16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << Byte.SIZE | (bytes[at + 1] & 0xff);
  }

  boolean isRetry() {
    return Arrays.equals(random, RETRY);
  }

  /** The suite if version and suite can be opened, else null. */
  CipherSuite openable() {
    CipherSuite known = CipherSuite.of(suite);
    boolean fits = known != null && version == (known.tls13 ? TLS13 : TLS12);
    return fits ? known : null;
  }

  /** The session id of a hello; empty if there is none. */
  private static byte[] sessionId(byte[] bytes, int length) {
    int from = SESSION_ID_AT + 1;
    int size = length > SESSION_ID_AT ? bytes[SESSION_ID_AT] & 0xff : 0;
    boolean fits = size <= SecretStore.RANDOM_BYTES && from + size <= length;
    return fits ? Arrays.copyOfRange(bytes, from, from + size) : new byte[0];
  }

  /** The random of a ClientHello; null if it is too short. */
  static byte[] clientRandom(byte[] bytes, int length) {
    return length < SESSION_ID_AT ? null : Arrays.copyOfRange(bytes, RANDOM_AT, SESSION_ID_AT);
  }
}
