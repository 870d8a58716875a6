package io.streamgauge.protocol.program;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * A sink that writes down what it sees, as {@code path event}, paths in lower case without
 * underscores.
 */
final class EventLog implements FieldSink {
  private final Map<Integer, String> paths = new HashMap<>();
  private final List<String> events = new ArrayList<>();
  private final ByteArrayOutputStream region = new ByteArrayOutputStream();

  /**
   * @param selected ids by path
   */
  EventLog(Map<String, Integer> selected) {
    selected.forEach((path, id) -> paths.put(id, path));
  }

  List<String> events() {
    return events;
  }

  /** The path an event belongs to, as {@link #normalise} writes it. */
  static String pathOf(String event) {
    return event.substring(0, event.indexOf(' '));
  }

  static String normalise(String path) {
    return path.replace("_", "").toLowerCase(Locale.ROOT);
  }

  static String value(String path, long value) {
    return normalise(path) + " = " + value;
  }

  static String uuid(String path, long high, long low) {
    return normalise(path) + " = uuid " + high + " " + low;
  }

  static String string(String path, byte[] utf8, int wireLength) {
    if (utf8 == null) {
      return normalise(path) + " = null string";
    }
    int kept = Math.min(utf8.length, ProgramCursor.MAX_STRING_BYTES);
    return normalise(path) + " = string of " + wireLength + " " + checksum(utf8, kept);
  }

  static String region(String path, byte[] content) {
    return content == null
        ? normalise(path) + " = null region"
        : normalise(path)
            + " = region of "
            + content.length
            + " "
            + checksum(content, content.length);
  }

  static String arrayStart(String path, int count) {
    return normalise(path) + " array of " + count;
  }

  static String arrayEnd(String path) {
    return normalise(path) + " array end";
  }

  static String elementEnd(String path) {
    return normalise(path) + " element end";
  }

  static String structStart(String path, boolean present) {
    return normalise(path) + (present ? " struct" : " null struct");
  }

  static String structEnd(String path) {
    return normalise(path) + " struct end";
  }

  private static String checksum(byte[] content, int length) {
    CRC32 crc = new CRC32();
    crc.update(content, 0, length);
    return length + ":" + Long.toHexString(crc.getValue());
  }

  private static byte[] copy(ByteBuffer buffer, int offset, int length) {
    byte[] copy = new byte[length];
    buffer.get(offset, copy);
    return copy;
  }

  @Override
  public void onValue(int field, long value) {
    events.add(value(paths.get(field), value));
  }

  @Override
  public void onUuid(int field, long mostSignificant, long leastSignificant) {
    events.add(uuid(paths.get(field), mostSignificant, leastSignificant));
  }

  @Override
  public void onString(int field, ByteBuffer buffer, int offset, int length, int wireLength) {
    byte[] utf8 = length < 0 ? null : copy(buffer, offset, length);
    events.add(string(paths.get(field), utf8, wireLength));
  }

  @Override
  public int onRegionStart(int field, int length) {
    region.reset();
    if (length < 0) {
      events.add(region(paths.get(field), null));
    }
    return 0;
  }

  @Override
  public int onRegion(int field, ByteBuffer buffer, int offset, int length) {
    region.writeBytes(copy(buffer, offset, length));
    return 0;
  }

  @Override
  public void onRegionGap(int field, int remaining) {
    events.add(normalise(paths.get(field)) + " gap before " + remaining);
  }

  @Override
  public void onRegionEnd(int field) {
    events.add(region(paths.get(field), region.toByteArray()));
  }

  @Override
  public void onArrayStart(int field, int count) {
    events.add(arrayStart(paths.get(field), count));
  }

  @Override
  public void onElementEnd(int field) {
    events.add(elementEnd(paths.get(field)));
  }

  @Override
  public void onArrayEnd(int field) {
    events.add(arrayEnd(paths.get(field)));
  }

  @Override
  public void onStructStart(int field, boolean present) {
    events.add(structStart(paths.get(field), present));
  }

  @Override
  public void onStructEnd(int field) {
    events.add(structEnd(paths.get(field)));
  }
}
