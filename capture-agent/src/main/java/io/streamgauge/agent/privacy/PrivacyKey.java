package io.streamgauge.agent.privacy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;

/** The secret under which addresses and user names are hashed. Has no text of its own. */
public final class PrivacyKey {
  static final int MIN_BYTES = 16;
  static final int MAX_BYTES = 4_096;
  static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  /** A key of these bytes. */
  PrivacyKey(byte... bytes) {
    key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /**
   * Reads a key; line ends behind it are not part of it.
   *
   * @throws IOException if it cannot be read, or is shorter than 16 or longer than 4,096 bytes;
   *     with one line that tells nothing of it
   */
  public static PrivacyKey read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    int length = bytes.length;
    while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
      length--;
    }
    if (length < MIN_BYTES || length > MAX_BYTES) {
      throw new IOException(
          file + ": a key has " + MIN_BYTES + " to " + MAX_BYTES + " bytes, this one " + length);
    }
    PrivacyKey key = new PrivacyKey(Arrays.copyOf(bytes, length));
    Arrays.fill(bytes, (byte) 0);
    return key;
  }

  SecretKeySpec spec() {
    return key;
  }
}
