package io.streamgauge.dist.debian;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;

/** Packages and shared objects as small as they can be. */
final class Samples {
  private Samples() {}

  /** An object with that name, which needs those. */
  static byte[] object(String name, String... needed) {
    StringBuilder names = new StringBuilder("\0").append(name).append('\0');
    List<Integer> places =
        List.of(needed).stream()
            .map(
                each -> {
                  int place = names.length();
                  names.append(each).append('\0');
                  return place;
                })
            .toList();
    int entries = 1 + needed.length;
    int strings = 64 + 16 * entries;
    int sections = strings + names.length();
    ByteBuffer elf = ByteBuffer.allocate(sections + 128).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7F, 'E', 'L', 'F', 2, 1});
    elf.putShort(0x12, (short) 62).putLong(0x28, sections);
    elf.putShort(0x3A, (short) 64).putShort(0x3C, (short) 2);
    elf.putLong(64, 14).putLong(72, 1);
    for (int i = 0; i < needed.length; i++) {
      elf.putLong(80 + 16 * i, 1).putLong(88 + 16 * i, places.get(i));
    }
    elf.position(strings).put(names.toString().getBytes(ISO_8859_1));
    // The dynamic section, which links to that of the strings, and the latter.
    elf.putInt(sections + 4, 6).putLong(sections + 0x18, 64);
    elf.putLong(sections + 0x20, 16L * entries).putInt(sections + 0x28, 1);
    elf.putLong(sections + 64 + 0x18, strings);
    return elf.array();
  }

  /** A package with those files. */
  static byte[] deb(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new XZCompressorOutputStream(data))) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry("./" + file.getKey());
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
    ByteArrayOutputStream deb = new ByteArrayOutputStream();
    try (ArArchiveOutputStream ar = new ArArchiveOutputStream(deb)) {
      member(ar, "debian-binary", "2.0\n".getBytes(UTF_8));
      member(ar, "data.tar.xz", data.toByteArray());
    }
    return deb.toByteArray();
  }

  private static void member(ArArchiveOutputStream ar, String name, byte[] content)
      throws IOException {
    ar.putArchiveEntry(new ArArchiveEntry(name, content.length));
    ar.write(content);
    ar.closeArchiveEntry();
  }
}
