package io.streamgauge.exporters.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Users and their passwords for HTTP's basic authentication (RFC 7617). Passwords are not kept. */
public final class Credentials {
  private static final String BASIC = "Basic ";

  /** Compared where there is no such user, so that it takes as long. */
  private static final byte[] NOBODY = new byte[32];

  private final Map<String, byte[]> digests;

  private Credentials(Map<String, byte[]> digests) {
    this.digests = digests;
  }

  /**
   * Reads a file with a line {@code USER:PASSWORD} for each user; empty lines and those that begin
   * with {@code #} are left out.
   *
   * @throws IOException if it cannot be read, names nobody, or has another line; says which
   */
  public static Credentials read(Path file) throws IOException {
    Map<String, byte[]> digests = new HashMap<>();
    int number = 0;
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int colon = line.indexOf(':');
      if (colon < 1 || colon == line.length() - 1) {
        throw new IOException("line " + number + " of " + file + " is not USER:PASSWORD");
      }
      digests.put(line.substring(0, colon), digest(line.substring(colon + 1)));
    }
    if (digests.isEmpty()) {
      throw new IOException(file + " names no user");
    }
    return new Credentials(digests);
  }

  /**
   * Whether a request may read.
   *
   * @param authorization its header, or null
   */
  boolean accept(String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return false;
    }
    String pair;
    try {
      byte[] decoded = Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip());
      pair = new String(decoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return false;
    }
    int colon = pair.indexOf(':');
    byte[] expected = digests.getOrDefault(colon < 0 ? "" : pair.substring(0, colon), NOBODY);
    return MessageDigest.isEqual(expected, digest(pair.substring(colon + 1)));
  }

  private static byte[] digest(String password) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
