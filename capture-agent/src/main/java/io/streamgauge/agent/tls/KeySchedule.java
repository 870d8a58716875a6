package io.streamgauge.agent.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * From the secrets of a key log to keys: the PRF of TLS 1.2 (RFC 5246, 5) and HKDF-Expand-Label of
 * TLS 1.3 (RFC 8446, 7.1). Arrays given back are the caller's to overwrite.
 */
final class KeySchedule {
  private static final byte[] KEY_EXPANSION = ascii("key expansion");
  private static final String PREFIX = "tls13 ";

  private KeySchedule() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The key block of TLS 1.2.
   *
   * @param masterSecret 48 bytes
   * @param length bytes wanted, a few hundred at most
   */
  static byte[] keyBlock(
      CipherSuite.Hash hash,
      byte[] masterSecret,
      byte[] clientRandom,
      byte[] serverRandom,
      int length)
      throws GeneralSecurityException {
    return prf(hash, masterSecret, concat(KEY_EXPANSION, serverRandom, clientRandom), length);
  }

  /**
   * The PRF of TLS 1.2.
   *
   * @param seed label and seed
   */
  static byte[] prf(CipherSuite.Hash hash, byte[] secret, byte[] seed, int length)
      throws GeneralSecurityException {
    Mac mac = mac(hash, secret);
    byte[] block = new byte[length];
    byte[] a = seed;
    for (int at = 0; at < length; at += hash.bytes) {
      a = mac.doFinal(a);
      mac.update(a);
      byte[] part = mac.doFinal(seed);
      System.arraycopy(part, 0, block, at, Math.min(part.length, length - at));
      Arrays.fill(part, (byte) 0);
    }
    Arrays.fill(a, (byte) 0);
    return block;
  }

  /**
   * HKDF-Expand-Label with an empty context.
   *
   * @param length bytes wanted, at most the hash's
   */
  static byte[] expandLabel(CipherSuite.Hash hash, byte[] secret, String label, int length)
      throws GeneralSecurityException {
    byte[] name = ascii(PREFIX + label);
    byte[] info = new byte[5 + name.length];
    info[0] = (byte) (length >>> 8);
    info[1] = (byte) length;
    info[2] = (byte) name.length;
    System.arraycopy(name, 0, info, 3, name.length);
    info[info.length - 1] = 1; // the counter of HKDF-Expand's only round
    byte[] whole = mac(hash, secret).doFinal(info);
    byte[] wanted = Arrays.copyOf(whole, length);
    Arrays.fill(whole, (byte) 0);
    return wanted;
  }

  private static Mac mac(CipherSuite.Hash hash, byte[] key) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(hash.hmac);
    mac.init(new SecretKeySpec(key, hash.hmac));
    return mac;
  }

  private static byte[] concat(byte[] first, byte[] second, byte[] third) {
    byte[] all = Arrays.copyOf(first, first.length + second.length + third.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    System.arraycopy(third, 0, all, first.length + second.length, third.length);
    return all;
  }
}
