package io.streamgauge.agent.capture;

import io.streamgauge.agent.link.LinkType;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The one-line messages about captures that cannot be read. */
final class CaptureErrors {

  private static final int SAMPLE = 64;

  private CaptureErrors() {}

  /** Throws unless the header that begins here is there as a whole. */
  static void requireHeader(CaptureInput input, int length) throws IOException {
    int available = input.require(length);
    if (available < length) {
      throw new CaptureFormatException(
          "%s: ends inside its header, at byte %d of %d; the capture holds no packets"
              .formatted(input.name(), available, length));
    }
  }

  static CaptureFormatException unknownLinkType(String name, int number) {
    String known =
        Arrays.stream(LinkType.values())
            .map(type -> type.number() + " " + type)
            .collect(Collectors.joining(", "));
    return new CaptureFormatException(
        "%s: link type %d is not one that can be read; these can: %s"
            .formatted(name, number, known));
  }

  /** The record that begins at the input's position cannot be what it says. */
  static CaptureFormatException damaged(CaptureInput input, String what) {
    return new CaptureFormatException(
        "%s: damaged at byte %d: %s".formatted(input.name(), input.offset(), what));
  }

  /** Neither magic number; looks at what it is instead. */
  static CaptureFormatException notACapture(CaptureInput input) throws IOException {
    int available = input.require(SAMPLE);
    if (available == 0) {
      return new CaptureFormatException(
          input.name() + ": is empty; a pcap or pcapng capture has at least a header");
    }
    StringBuilder hex = new StringBuilder();
    boolean text = true;
    for (int i = 0; i < available; i++) {
      int value = input.buffer().get(input.position() + i) & 0xff;
      text &= (value >= ' ' && value != 0x7f) || value == '\n' || value == '\r' || value == '\t';
      if (i < Integer.BYTES) {
        hex.append("%02x".formatted(value));
      }
    }
    return new CaptureFormatException(
        text
            ? input.name() + ": is a text file, not a pcap or pcapng capture"
            : "%s: is not a pcap or pcapng capture: begins with %s at byte 0, not with a1b2c3d4, a1b23c4d (either byte order) or 0a0d0d0a"
                .formatted(input.name(), hex));
  }

  /** Records that the capture ends inside the record that begins at the input's position. */
  static void noteCut(CaptureInput input, CaptureCounters counters, long available, long length) {
    if (available > 0) {
      counters.cutBytes = available;
      counters.cutNote =
          "%s: is cut inside its last record, at byte %d: %d of at least %d bytes are there"
              .formatted(input.name(), input.offset(), available, length);
    }
  }
}
