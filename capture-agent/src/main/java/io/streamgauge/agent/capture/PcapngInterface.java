package io.streamgauge.agent.capture;

import io.streamgauge.agent.link.LinkType;
import java.nio.ByteBuffer;

/** One interface of a pcapng section: what its description block says, and its drop counter. */
final class PcapngInterface {

  private static final int OPTION_END = 0;
  private static final int IF_TSRESOL = 9;
  private static final int IF_TSOFFSET = 14;
  private static final int ISB_IFDROP = 5;
  private static final int ISB_OSDROP = 7;
  private static final int DEFAULT_RESOLUTION = 6;

  private final int linkNumber;
  private final LinkType linkType;
  private final int snapLength;
  private final TimeScale timeScale;
  private long dropped;

  private PcapngInterface(int linkNumber, int snapLength, TimeScale timeScale) {
    this.linkNumber = linkNumber;
    this.linkType = LinkType.ofNumber(linkNumber).orElse(null);
    this.snapLength = snapLength;
    this.timeScale = timeScale;
  }

  /**
   * Reads a description block.
   *
   * @param body where its body begins, from the input's position
   * @param end where its options end at the latest
   */
  static PcapngInterface read(CaptureInput input, int body, int end, boolean swapped)
      throws CaptureFormatException {
    Options options = new Options(input, body + 8, end, swapped);
    int resolution = DEFAULT_RESOLUTION;
    long offsetSeconds = 0;
    while (options.next()) {
      if (options.code == IF_TSRESOL && options.length >= 1) {
        resolution = options.uint8();
      } else if (options.code == IF_TSOFFSET && options.length >= Long.BYTES) {
        offsetSeconds = options.int64();
      }
    }
    if (!TimeScale.isSupported(resolution)) {
      throw CaptureErrors.damaged(
          input,
          "time resolution (if_tsresol) %d; 0 to 18 and 128 to 191 can be read"
              .formatted(resolution));
    }
    Fields fields = new Fields(input, swapped);
    return new PcapngInterface(
        fields.uint16(body), fields.int32(body + 4), TimeScale.of(resolution, offsetSeconds));
  }

  int linkNumber() {
    return linkNumber;
  }

  /** Null if the number is not one we read. */
  LinkType linkType() {
    return linkType;
  }

  /** 0 or negative: no limit. */
  int snapLength() {
    return snapLength;
  }

  TimeScale timeScale() {
    return timeScale;
  }

  /**
   * Reads the options of a statistics block.
   *
   * @return packets dropped since the block before
   */
  long updateDropped(CaptureInput input, int start, int end, boolean swapped) {
    Options options = new Options(input, start, end, swapped);
    long total = 0;
    while (options.next()) {
      if ((options.code == ISB_IFDROP || options.code == ISB_OSDROP)
          && options.length >= Long.BYTES) {
        total += options.int64();
      }
    }
    long added = Math.max(0, total - dropped);
    dropped += added;
    return added;
  }

  private static class Fields {
    private final ByteBuffer buffer;
    private final int base;
    private final boolean swapped;

    Fields(CaptureInput input, boolean swapped) {
      this.buffer = input.buffer();
      this.base = input.position();
      this.swapped = swapped;
    }

    final int uint8(int offset) {
      return buffer.get(base + offset) & 0xff;
    }

    final int uint16(int offset) {
      short value = buffer.getShort(base + offset);
      return (swapped ? Short.reverseBytes(value) : value) & 0xffff;
    }

    final int int32(int offset) {
      int value = buffer.getInt(base + offset);
      return swapped ? Integer.reverseBytes(value) : value;
    }

    final long int64(int offset) {
      long value = buffer.getLong(base + offset);
      return swapped ? Long.reverseBytes(value) : value;
    }
  }

  /** Walks options: code, length, value padded to four bytes. */
  private static final class Options extends Fields {
    private final int end;
    private int next;
    private int value;
    private int code;
    private int length;

    Options(CaptureInput input, int start, int end, boolean swapped) {
      super(input, swapped);
      this.next = start;
      this.end = end;
    }

    boolean next() {
      if (next + 4 > end) {
        return false;
      }
      code = uint16(next);
      length = uint16(next + 2);
      value = next + 4;
      next = value + ((length + 3) & ~3);
      return code != OPTION_END && value + length <= end;
    }

    int uint8() {
      return uint8(value);
    }

    long int64() {
      return int64(value);
    }
  }
}
