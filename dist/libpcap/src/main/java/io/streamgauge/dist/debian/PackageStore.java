package io.streamgauge.dist.debian;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Package files by checksum: from a folder, and from mirrors what is not there yet. Where it came
 * from does not matter, for its checksum is known beforehand.
 */
final class PackageStore {
  /** More than any of our packages has; a mirror that sends more is wrong. */
  private static final long MAX_BYTES = 16 << 20;

  private static final int TIMEOUT_MILLIS = 30_000;

  private final Path folder;
  private final List<String> mirrors;

  /**
   * A store.
   *
   * @param folder what was fetched; made when it is needed
   * @param mirrors roots of Debian archives, asked in this order
   */
  PackageStore(Path folder, List<String> mirrors) {
    this.folder = folder;
    this.mirrors = mirrors;
  }

  /**
   * The file of a package, with the checksum that is wanted.
   *
   * @throws IOException with one line for whoever builds: what each mirror said, and what to do
   */
  Path get(DebianPackage wanted) throws IOException {
    Path kept = folder.resolve(wanted.sha256() + ".deb");
    if (Files.exists(kept) && sha256(kept).equals(wanted.sha256())) {
      return kept;
    }
    Files.createDirectories(folder);
    List<String> reasons = new ArrayList<>();
    for (String mirror : mirrors) {
      Path fetched = Files.createTempFile(folder, "fetching-", ".deb");
      try {
        String found = fetch(URI.create(mirror + "/" + wanted.path()), fetched);
        if (found.equals(wanted.sha256())) {
          // Another build may have done the same meanwhile.
          return Files.move(fetched, kept, StandardCopyOption.ATOMIC_MOVE);
        }
        reasons.add(mirror + " has one with the SHA-256 " + found);
      } catch (IOException e) {
        reasons.add(mirror + ": " + e);
      } finally {
        Files.deleteIfExists(fetched);
      }
    }
    throw new IOException(
        "no %s %s for %s with the SHA-256 %s: %s; put the file there as %s, or name a mirror with -Ddebian.mirrors"
            .formatted(
                wanted.name(),
                wanted.version(),
                wanted.architecture(),
                wanted.sha256(),
                String.join("; ", reasons),
                kept));
  }

  /** Returns the checksum of what came. */
  private static String fetch(URI from, Path to) throws IOException {
    URLConnection connection = from.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    MessageDigest digest = digest();
    try (InputStream in = connection.getInputStream();
        OutputStream out = new DigestOutputStream(Files.newOutputStream(to), digest)) {
      byte[] buffer = new byte[1 << 16];
      long total = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        total += read;
        if (total > MAX_BYTES) {
          throw new IOException("more than " + MAX_BYTES + " bytes");
        }
        out.write(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String sha256(Path file) throws IOException {
    return HexFormat.of().formatHex(digest().digest(Files.readAllBytes(file)));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
