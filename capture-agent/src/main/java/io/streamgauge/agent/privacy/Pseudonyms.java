package io.streamgauge.agent.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;

/**
 * Keyed hashes of addresses and user names: HMAC-SHA-256 (RFC 2104), of which 64 bits are kept. The
 * same under the same key on every node; without it nobody can tell by trying. Not thread-safe.
 */
final class Pseudonyms {
  private static final int KEPT_BYTES = 8;

  private final Mac mac;

  Pseudonyms(PrivacyKey key) {
    try {
      mac = Mac.getInstance(PrivacyKey.ALGORITHM);
      mac.init(key.spec());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + PrivacyKey.ALGORITHM, e);
    }
  }

  /** {@code h-} and sixteen hexadecimal digits. */
  String host(String host) {
    return hash("h-", HostText.canonical(host));
  }

  /** {@code u-} and sixteen hexadecimal digits. */
  String principal(String name) {
    return hash("u-", name.getBytes(StandardCharsets.UTF_8));
  }

  private String hash(String prefix, byte[] value) {
    // The prefix keeps a user name that looks like an address from having the address' hash.
    mac.update(prefix.getBytes(StandardCharsets.UTF_8));
    return prefix + HexFormat.of().formatHex(Arrays.copyOf(mac.doFinal(value), KEPT_BYTES));
  }
}
