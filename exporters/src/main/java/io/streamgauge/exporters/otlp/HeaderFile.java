package io.streamgauge.exporters.otlp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The headers of a file that may change, a line {@code NAME: VALUE} each; empty lines and those
 * that begin with {@code #} are left out.
 *
 * <p>Other headers are taken once two readings in a row agree on them, and all lines are whole:
 * whoever writes the file may be in the middle of it. Until then, and while the file cannot be
 * read, they stay as they were. Values are secrets: they are in no message.
 */
public final class HeaderFile implements Supplier<Map<String, String>> {
  private static final Logger LOG = LoggerFactory.getLogger(HeaderFile.class);

  /** Servers refuse headers that are longer in all. */
  private static final int MAX_BYTES = 16 * 1024;

  /** A token of RFC 9110, section 5.6.2. */
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]+");

  private final Path file;
  private Map<String, String> taken;
  private Map<String, String> newest;
  private boolean complained;

  /**
   * Reads it for the first time.
   *
   * @throws IOException if it cannot be read or has another line; says which, in words for people
   */
  public HeaderFile(Path file) throws IOException {
    this.file = file;
    this.taken = read();
    this.newest = taken;
  }

  /** The headers of now; to be asked once for each push. */
  @Override
  public synchronized Map<String, String> get() {
    try {
      Map<String, String> before = newest;
      newest = read();
      if (newest.equals(before)) {
        taken = newest;
      }
      complained = false;
    } catch (IOException e) {
      if (!complained) {
        LOG.warn("--otlp-headers: {}; the headers stay as they were", e.getMessage());
      }
      complained = true;
    }
    return taken;
  }

  private Map<String, String> read() throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    int number = 0;
    for (String line : text().split("\n", -1)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int colon = line.indexOf(':');
      String name = line.substring(0, Math.max(0, colon)).strip();
      String value = line.substring(colon + 1).strip();
      if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
        throw new IOException(
            "line " + number + " of " + file + " is not NAME: VALUE in printable ASCII");
      }
      if (headers.put(name, value) != null) {
        throw new IOException("line " + number + " of " + file + " names a header again");
      }
    }
    if (headers.isEmpty()) {
      throw new IOException(file + " has no line NAME: VALUE");
    }
    return Collections.unmodifiableMap(headers);
  }

  /** One character a byte: what is no ASCII is told apart by the lines that hold it. */
  private String text() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException(file + " is longer than " + MAX_BYTES + " bytes");
      }
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no " + file, e);
    }
  }
}
