package io.streamgauge.drivers.contract;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Record values: printable, differing from record to record, the same as the other drivers'. */
public final class Payload {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

  private Payload() {}

  /** The value of record {@code index}: {@code size} bytes. */
  public static byte[] of(int index, int size) {
    String text = String.format(Locale.ROOT, "%08d-", index) + LETTERS.repeat(size / 26 + 1);
    return text.substring(0, size).getBytes(StandardCharsets.US_ASCII);
  }
}
