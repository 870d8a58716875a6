package io.streamgauge.agent.tls;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the NSS key log format: {@code LABEL client-random secret}, both in hexadecimal, a line
 * each, and {@code RSA Session-ID:id Master-Key:secret}, which names a session of TLS 1.2.
 * Comments, empty lines and labels of no use here are passed by; what else cannot be read is
 * counted. No line becomes a string.
 */
final class KeyLogParser {
  /** The longest line that is of use has 193 bytes. */
  static final int MAX_LINE_BYTES = 512;

  private static final int MAX_SECRET_BYTES = 64;
  private static final int MIN_SECRET_BYTES = 32;

  private static final byte[] SESSION_ID = "Session-ID:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MASTER_KEY = "Master-Key:".getBytes(StandardCharsets.US_ASCII);

  private final SecretStore store;
  private final byte[] line = new byte[MAX_LINE_BYTES];
  private int length;
  private boolean overlong;

  KeyLogParser(SecretStore store) {
    this.store = store;
  }

  /** The next bytes of the file; a line may be spread over several calls. */
  void parse(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      byte next = bytes[i];
      if (next == '\n') {
        endLine();
      } else if (length < MAX_LINE_BYTES) {
        line[length++] = next;
      } else {
        overlong = true;
      }
    }
  }

  /** The file begins anew: what was read of an unfinished line does not count. */
  void reset() {
    Arrays.fill(line, 0, length, (byte) 0);
    length = 0;
    overlong = false;
  }

  /** Nothing follows: a last line without an end counts too. */
  void finish() {
    endLine();
  }

  private void endLine() {
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    if (overlong || !readLine()) {
      store.countMalformedLine();
    }
    reset();
  }

  private boolean readLine() {
    if (length == 0 || line[0] == '#') {
      return true;
    }
    int labelEnd = indexOf((byte) ' ', 0);
    int randomEnd = labelEnd < 0 ? -1 : indexOf((byte) ' ', labelEnd + 1);
    if (labelEnd <= 0 || randomEnd < 0 || !isLabel(labelEnd)) {
      return false;
    }
    SecretLabel label = SecretLabel.of(line, labelEnd);
    if (label == null) {
      return true;
    }
    boolean bySession = label == SecretLabel.RSA;
    if (bySession && !startsWith(labelEnd + 1, SESSION_ID)) {
      return true; // a pre-master secret by its encrypted form, which is of no use
    }
    if (bySession && !startsWith(randomEnd + 1, MASTER_KEY)) {
      return false;
    }
    byte[] random = hex(labelEnd + 1 + (bySession ? SESSION_ID.length : 0), randomEnd);
    byte[] secret = hex(randomEnd + 1 + (bySession ? MASTER_KEY.length : 0), length);
    if (random == null
        || random.length > SecretStore.RANDOM_BYTES
        || (random.length < SecretStore.RANDOM_BYTES && !bySession)
        || random.length == 0
        || secret == null
        || secret.length < MIN_SECRET_BYTES
        || secret.length > MAX_SECRET_BYTES) {
      SessionSecrets.wipe(secret);
      return false;
    }
    store.put(random, label, secret);
    return true;
  }

  private boolean startsWith(int at, byte[] wanted) {
    int end = at + wanted.length;
    return end <= length && Arrays.equals(line, at, end, wanted, 0, wanted.length);
  }

  private int indexOf(byte wanted, int from) {
    for (int i = from; i < length; i++) {
      if (line[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private boolean isLabel(int end) {
    for (int i = 0; i < end; i++) {
      int c = line[i];
      if (c != '_' && (c < 'A' || c > 'Z') && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  private byte[] hex(int from, int to) {
    if ((to - from) % 2 != 0) {
      return null;
    }
    byte[] bytes = new byte[(to - from) / 2];
    for (int i = 0; i < bytes.length; i++) {
      int high = Character.digit(line[from + 2 * i], 16);
      int low = Character.digit(line[from + 2 * i + 1], 16);
      if (high < 0 || low < 0) {
        Arrays.fill(bytes, (byte) 0);
        return null;
      }
      bytes[i] = (byte) (high << 4 | low);
    }
    return bytes;
  }
}
