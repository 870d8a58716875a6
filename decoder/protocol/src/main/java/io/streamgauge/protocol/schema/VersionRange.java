package io.streamgauge.protocol.schema;

/**
 * An inclusive range of message versions, as Kafka's schemas write them: {@code "3"}, {@code
 * "0-4"}, {@code "2+"}, {@code "none"}.
 *
 * @param lowest first version, 0 or more
 * @param highest last version; {@link #UNBOUNDED} for {@code "2+"}; below {@code lowest} only in
 *     {@link #NONE}
 */
public record VersionRange(int lowest, int highest) {
  /** The highest version that an int16 can name. */
  public static final int UNBOUNDED = Short.MAX_VALUE;

  /** Holds no version. */
  public static final VersionRange NONE = new VersionRange(0, -1);

  /**
   * Reads a range.
   *
   * @param text a range in Kafka's notation
   * @throws IllegalArgumentException when it is none
   */
  public static VersionRange parse(String text) {
    String range = text.strip();
    if (range.equals("none")) {
      return NONE;
    }
    if (range.endsWith("+")) {
      return new VersionRange(Integer.parseInt(range.substring(0, range.length() - 1)), UNBOUNDED);
    }
    int dash = range.indexOf('-');
    if (dash < 0) {
      int only = Integer.parseInt(range);
      return new VersionRange(only, only);
    }
    int lowest = Integer.parseInt(range.substring(0, dash));
    int highest = Integer.parseInt(range.substring(dash + 1));
    if (highest < lowest) {
      throw new IllegalArgumentException("Version range ends before it begins: " + text);
    }
    return new VersionRange(lowest, highest);
  }

  public boolean contains(int version) {
    return version >= lowest && version <= highest;
  }

  public boolean isEmpty() {
    return highest < lowest;
  }

  @Override
  public String toString() {
    if (isEmpty()) {
      return "none";
    }
    if (highest == UNBOUNDED) {
      return lowest + "+";
    }
    return lowest == highest ? Integer.toString(lowest) : lowest + "-" + highest;
  }
}
