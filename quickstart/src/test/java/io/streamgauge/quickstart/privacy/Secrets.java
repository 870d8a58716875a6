package io.streamgauge.quickstart.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** What must not be found: one marker in everything that is secret. And one that may be seen. */
final class Secrets {
  /** In every key, value, header, password and token. */
  static final String MARKER = "Zq7SecretXk";

  /** In every client id, which is a label and meant to be seen. */
  static final String VISIBLE = "zq7-visible";

  /** The user of every login; seen too. */
  static final String USER = "zq7-user";

  static final String PASSWORD = "password-" + MARKER;
  static final byte[] SALT = "salt-of-sixteen!".getBytes(UTF_8);
  static final int ITERATIONS = 4_096;

  private Secrets() {}

  /** The marker, and the password as SCRAM salts it, which travels when a user is made. */
  static Needle needle() throws GeneralSecurityException {
    return Needle.text(MARKER)
        .and(Needle.bytes("salted with SHA-256", salted("PBKDF2WithHmacSHA256", 256)))
        .and(Needle.bytes("salted with SHA-512", salted("PBKDF2WithHmacSHA512", 512)));
  }

  static Needle visible() {
    return Needle.text(VISIBLE);
  }

  private static byte[] salted(String algorithm, int bits) throws GeneralSecurityException {
    return SecretKeyFactory.getInstance(algorithm)
        .generateSecret(new PBEKeySpec(PASSWORD.toCharArray(), SALT, ITERATIONS, bits))
        .getEncoded();
  }
}
