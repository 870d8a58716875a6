package io.streamgauge.dist.debian;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One package of one architecture.
 *
 * @param architecture Debian's name of it: {@code amd64} or {@code arm64}
 * @param name the package's, like {@code libpcap0.8}
 * @param version as its index has it, with an epoch where it has one
 * @param sha256 of the package's file, in lower-case hexadecimal
 * @param path of the file below a mirror's root
 */
record DebianPackage(String architecture, String name, String version, String sha256, String path) {
  private static final Map<String, String> TRIPLETS =
      Map.of("amd64", "x86_64-linux-gnu", "arm64", "aarch64-linux-gnu");

  /**
   * The packages that a list names, in its order: five words each line, {@code #} begins a comment.
   *
   * @throws IOException if it cannot be read, or with the line that is wrong
   */
  static List<DebianPackage> list(Path file) throws IOException {
    List<DebianPackage> packages = new ArrayList<>();
    for (String line : Files.readAllLines(file, UTF_8)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] words = line.strip().split(" +");
      if (words.length != 5
          || !TRIPLETS.containsKey(words[0])
          || !words[3].matches("[0-9a-f]{64}")) {
        throw new IOException(
            file + ": not \"architecture package version SHA-256 path\": " + line);
      }
      packages.add(new DebianPackage(words[0], words[1], words[2], words[3], words[4]));
    }
    return packages;
  }

  /** The folder of its shared objects below {@code /usr/lib}. */
  String triplet() {
    return TRIPLETS.get(architecture);
  }

  /** Its name among packages (https://github.com/package-url/purl-spec). */
  String purl() {
    return "pkg:deb/debian/%s@%s?arch=%s&distro=bookworm"
        .formatted(name, version.replace(":", "%3A").replace("+", "%2B"), architecture);
  }
}
