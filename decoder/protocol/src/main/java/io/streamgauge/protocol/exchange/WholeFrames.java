package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.frame.FrameScanner;
import java.nio.ByteBuffer;

/** Reads frames of one direction that lie whole in a piece, without going through a scanner. */
interface WholeFrames {
  /**
   * Reads the frame that begins at {@code at}.
   *
   * @param position bytes of the direction before it
   * @return its bytes, size included; 0 if it was left alone
   */
  int read(ByteBuffer buffer, int at, int available, long position, long nanos);

  /**
   * Reads the next frames as long as they lie whole in the piece, past the scanner.
   *
   * @return bytes taken; the rest is for the scanner
   */
  default int readAll(FrameScanner scanner, ByteBuffer buffer, int offset, int length, long nanos) {
    if (scanner.isInsideFrame()) {
      return 0;
    }
    int at = offset;
    int end = offset + length;
    int taken;
    do {
      taken = read(buffer, at, end - at, scanner.position(), nanos);
      scanner.passFrames(taken);
      at += taken;
    } while (taken > 0 && at < end);
    return at - offset;
  }
}
