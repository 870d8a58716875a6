package io.streamgauge.quickstart.privacy;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A marker in every form in which it could turn up, and the search for them. */
final class Needle {
  private static final int CHUNK_BYTES = 1 << 20;

  private final Map<String, byte[]> forms = new LinkedHashMap<>();

  /** A text: as it is, in UTF-16, in hexadecimal, in base64 wherever a group of three begins. */
  static Needle text(String text) {
    Needle needle = bytes(text, text.getBytes(UTF_8));
    needle.forms.put(text + " as UTF-16LE", text.getBytes(UTF_16LE));
    needle.forms.put(text + " as UTF-16BE", text.getBytes(UTF_16BE));
    return needle;
  }

  /** Bytes: as they are, in hexadecimal, in base64 wherever a group of three begins. */
  static Needle bytes(String name, byte[] bytes) {
    Needle needle = new Needle();
    needle.forms.put(name, bytes);
    HexFormat hex = HexFormat.of();
    needle.forms.put(name + " as hex", hex.formatHex(bytes).getBytes(UTF_8));
    needle.forms.put(name + " as HEX", hex.withUpperCase().formatHex(bytes).getBytes(UTF_8));
    for (int before = 0; before < 3; before++) {
      int whole = (bytes.length - (3 - before) % 3) / 3 * 3;
      int from = (3 - before) % 3;
      String base64 =
          Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, from, from + whole));
      needle.forms.put(name + " as base64, " + before + " before", base64.getBytes(UTF_8));
    }
    return needle;
  }

  Needle and(Needle other) {
    forms.putAll(other.forms);
    return this;
  }

  Set<String> in(byte[] haystack) {
    try {
      return in(new ByteArrayInputStream(haystack));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  Set<String> in(String haystack) {
    return in(haystack.getBytes(UTF_8));
  }

  Set<String> in(Path file) throws IOException {
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
      return in(stream);
    }
  }

  /** The forms that occur; chunks overlap, so that none is missed at a border. */
  private Set<String> in(InputStream stream) throws IOException {
    int longest = forms.values().stream().mapToInt(form -> form.length).max().orElse(1);
    Set<String> found = new TreeSet<>();
    byte[] chunk = new byte[CHUNK_BYTES + longest];
    int kept = 0;
    int read = stream.readNBytes(chunk, 0, chunk.length);
    while (read > 0) {
      int filled = kept + read;
      for (Map.Entry<String, byte[]> form : forms.entrySet()) {
        if (contains(chunk, filled, form.getValue())) {
          found.add(form.getKey());
        }
      }
      kept = Math.min(longest, filled);
      System.arraycopy(chunk, filled - kept, chunk, 0, kept);
      read = stream.readNBytes(chunk, kept, chunk.length - kept);
    }
    return found;
  }

  private static boolean contains(byte[] bytes, int length, byte[] form) {
    for (int at = 0; at <= length - form.length; at++) {
      if (bytes[at] == form[0]
          && Arrays.equals(bytes, at, at + form.length, form, 0, form.length)) {
        return true;
      }
    }
    return false;
  }
}
