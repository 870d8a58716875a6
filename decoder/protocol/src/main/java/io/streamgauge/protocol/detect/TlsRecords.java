package io.streamgauge.protocol.detect;

import java.nio.ByteBuffer;

/**
 * Recognises one direction of a TLS connection by its record headers (RFC 8446, 5.1): content type
 * 20 to 23, version 3.x, length. Read as a Kafka size such a header exceeds every limit.
 */
final class TlsRecords {
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int HANDSHAKE = 22;
  private static final int APPLICATION_DATA = 23;
  private static final int MAJOR_VERSION = 3;
  private static final int MAX_MINOR_VERSION = 4;
  private static final int HEADER_BYTES = 5;
  private static final int START_BYTES = 3;
  private static final int MAX_RECORD_BYTES = 16_384 + 2_048;

  /** Segments that must be made of whole records before a connection under way is called TLS. */
  private static final int SIGHTINGS = 3;

  private final boolean fromStart;
  private int start;
  private int startBytes;
  private int sightings;

  TlsRecords(boolean fromStart) {
    this.fromStart = fromStart;
  }

  /** Looks at the next piece; true as soon as it is certain that this is TLS. */
  boolean isTls(ByteBuffer buffer, int offset, int length) {
    if (fromStart && startBytes < START_BYTES) {
      for (int i = 0; i < length && startBytes < START_BYTES; i++, startBytes++) {
        start = start << Byte.SIZE | (buffer.get(offset + i) & 0xff);
      }
      return startBytes == START_BYTES && isHandshakeStart();
    }
    if (sightings < SIGHTINGS && isWholeRecords(buffer, offset, length)) {
      sightings++;
    }
    return sightings == SIGHTINGS;
  }

  private boolean isHandshakeStart() {
    return start >>> 16 == HANDSHAKE && isVersion(start >>> 8 & 0xff, start & 0xff);
  }

  private static boolean isVersion(int major, int minor) {
    return major == MAJOR_VERSION && minor <= MAX_MINOR_VERSION;
  }

  private static boolean isWholeRecords(ByteBuffer buffer, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (end - at >= HEADER_BYTES) {
      int type = buffer.get(at) & 0xff;
      int size = buffer.getShort(at + 3) & 0xffff;
      if (type < CHANGE_CIPHER_SPEC
          || type > APPLICATION_DATA
          || !isVersion(buffer.get(at + 1) & 0xff, buffer.get(at + 2) & 0xff)
          || size == 0
          || size > MAX_RECORD_BYTES) {
        return false;
      }
      at += HEADER_BYTES + size;
    }
    return at == end && length > 0;
  }
}
