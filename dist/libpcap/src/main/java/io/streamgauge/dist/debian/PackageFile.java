package io.streamgauge.dist.debian;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** A package's file: an ar archive with {@code data.tar.xz} in it (deb(5)). */
final class PackageFile {
  private static final String DATA = "data.tar.xz";

  private PackageFile() {}

  /**
   * Its regular files with what is in them, by their paths without a leading dot or slash.
   *
   * @throws IOException if it is not such a file
   */
  static Map<String, byte[]> files(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        ArArchiveInputStream members = new ArArchiveInputStream(in)) {
      for (ArchiveEntry member = members.getNextEntry();
          member != null;
          member = members.getNextEntry()) {
        if (member.getName().equals(DATA)) {
          return regular(members);
        }
      }
    }
    throw new IOException(file + ": no " + DATA + " in it");
  }

  private static Map<String, byte[]> regular(InputStream data) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    TarArchiveInputStream entries = new TarArchiveInputStream(new XZCompressorInputStream(data));
    for (TarArchiveEntry entry = entries.getNextEntry();
        entry != null;
        entry = entries.getNextEntry()) {
      if (entry.isFile() && !entry.isSymbolicLink() && !entry.isLink()) {
        files.put(entry.getName().replaceFirst("^\\./", ""), entries.readAllBytes());
      }
    }
    return files;
  }
}
