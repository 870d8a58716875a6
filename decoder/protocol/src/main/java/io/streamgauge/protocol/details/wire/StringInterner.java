package io.streamgauge.protocol.details.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Gives the same {@link String} for the same UTF-8 bytes, without allocating when it is known.
 *
 * <p>Bounded: a set-associative cache, so that names which come and go (member ids) cannot crowd
 * out those that stay for ever. What does not fit is made anew each time. Invalid UTF-8 is
 * replaced, control characters stay. Confined to one thread.
 */
public final class StringInterner {
  private static final int WAYS = 8;

  private final int maxBytes;
  private final int sets;
  private final byte[][] keys;
  private final String[] values;
  private int victim;

  /** Where the last string was found: a response often names what its request named last. */
  private int last;

  private long evictions;

  /**
   * @param maxStrings how many strings are kept, at least 8; rounded down to a power of two
   * @param maxBytes longest string that is kept, in bytes
   */
  public StringInterner(int maxStrings, int maxBytes) {
    int slots = Integer.highestOneBit(Math.max(maxStrings, WAYS));
    this.sets = slots / WAYS;
    this.keys = new byte[slots][];
    this.values = new String[slots];
    this.maxBytes = maxBytes;
  }

  /**
   * The string of {@code length} bytes at {@code offset} (absolute).
   *
   * @param length 0 or more
   */
  public String intern(ByteBuffer buffer, int offset, int length) {
    if (length == 0) {
      return "";
    }
    if (length > maxBytes) {
      return new String(bytes(buffer, offset, length), StandardCharsets.UTF_8);
    }
    // a local, as the compiler cannot know that the array stays the same
    byte[][] kept = keys;
    byte[] latest = kept[last];
    if (latest != null && ByteRuns.equal(latest, buffer, offset, length)) {
      return values[last];
    }
    int first = (ByteRuns.hash(buffer, offset, length) & (sets - 1)) * WAYS;
    int free = -1;
    for (int slot = first; slot < first + WAYS; slot++) {
      if (kept[slot] == null) {
        free = slot;
        break;
      }
      if (ByteRuns.equal(kept[slot], buffer, offset, length)) {
        last = slot;
        return values[slot];
      }
    }
    return put(free >= 0 ? free : evict(first), bytes(buffer, offset, length));
  }

  /** How often a kept string had to make room for another. */
  public long evictions() {
    return evictions;
  }

  private int evict(int first) {
    evictions++;
    victim = (victim + 1) % WAYS;
    return first + victim;
  }

  private String put(int slot, byte[] key) {
    keys[slot] = key;
    values[slot] = new String(key, StandardCharsets.UTF_8);
    return values[slot];
  }

  private static byte[] bytes(ByteBuffer buffer, int offset, int length) {
    byte[] copy = new byte[length];
    buffer.get(offset, copy, 0, length);
    return copy;
  }
}
