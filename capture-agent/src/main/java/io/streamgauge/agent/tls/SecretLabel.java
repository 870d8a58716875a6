package io.streamgauge.agent.tls;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Lines of a key log that are of use; the names are those of the NSS key log format. */
@SuppressWarnings("ImmutableEnumChecker") // bytes are only compared with
enum SecretLabel {
  /** TLS 1.2: the master secret, extended or not. */
  CLIENT_RANDOM,
  /** TLS 1.2: the same by session id, {@code RSA Session-ID:… Master-Key:…}. */
  RSA,
  CLIENT_HANDSHAKE_TRAFFIC_SECRET,
  SERVER_HANDSHAKE_TRAFFIC_SECRET,
  CLIENT_TRAFFIC_SECRET_0,
  SERVER_TRAFFIC_SECRET_0;

  private static final SecretLabel[] ALL = values();

  private final byte[] text = name().getBytes(StandardCharsets.US_ASCII);

  /** Null if the label is none of these. */
  static SecretLabel of(byte[] line, int length) {
    for (SecretLabel label : ALL) {
      if (Arrays.equals(label.text, 0, label.text.length, line, 0, length)) {
        return label;
      }
    }
    return null;
  }
}
