package io.streamgauge.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The archive that the build has just made. */
final class Archive {
  private Archive() {}

  /** The file, like {@code target/streamgauge-0.1.0.tar.gz}. */
  static Path file() {
    return Path.of(System.getProperty("dist.archive"));
  }

  /** Unpacks it, and returns the one folder that was in it. */
  static Path unpack(Path into) throws IOException, InterruptedException {
    untar(file(), into);
    try (Stream<Path> unpacked = Files.list(into)) {
      List<Path> folders = unpacked.toList();
      assertThat(folders).hasSize(1);
      return folders.get(0);
    }
  }

  /** Unpacks what tar can read, compressed or not. */
  static void untar(Path archive, Path into) throws IOException, InterruptedException {
    Process tar =
        new ProcessBuilder("tar", "-xf", archive.toString(), "-C", into.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(tar.getInputStream().readAllBytes(), UTF_8);
    assertThat(tar.waitFor()).as(said).isZero();
  }

  /** In hexadecimal. */
  static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
