package io.streamgauge.jobs.alerts;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** 64-bit FNV-1a over names and values in order, each ended by a byte that is in no UTF-8 text. */
final class Fingerprint {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final byte END = (byte) 0xff;

  private Fingerprint() {}

  /** Sixteen hexadecimal digits; the same for equal labels. */
  static String of(Map<String, String> labels) {
    SortedMap<String, String> sorted = new TreeMap<>(labels);
    long hash = OFFSET;
    for (Map.Entry<String, String> label : sorted.entrySet()) {
      hash = add(hash, label.getKey());
      hash = add(hash, label.getValue());
    }
    return String.format("%016x", hash);
  }

  private static long add(long hash, String text) {
    long next = hash;
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      next = (next ^ (each & 0xff)) * PRIME;
    }
    return (next ^ (END & 0xff)) * PRIME;
  }
}
