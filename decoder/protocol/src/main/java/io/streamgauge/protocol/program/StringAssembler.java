package io.streamgauge.protocol.program;

import java.nio.ByteBuffer;

/**
 * Hands a string over: from the piece when it lies whole in it, else from a scratch of bounded
 * size.
 */
final class StringAssembler {
  /** Made when the first string straddles two pieces, then kept. */
  private ByteBuffer scratch;

  private int wireLength;
  private int taken;

  /**
   * @param length bytes on the wire, −1 for null
   */
  void begin(int length) {
    wireLength = length;
    taken = 0;
  }

  /** Takes what the piece has; false when the string goes on in the next one. */
  boolean take(PieceReader in, int field, FieldSink sink) {
    if (wireLength < 0) {
      sink.onString(field, null, 0, -1, -1);
      return true;
    }
    int here = Math.min(wireLength - taken, in.end - in.at);
    if (taken == 0 && here == wireLength) {
      sink.onString(field, in.buffer, in.at, Math.min(here, ProgramCursor.MAX_STRING_BYTES), here);
      in.at += here;
      return true;
    }
    gather(in.buffer, in.at, here);
    in.at += here;
    taken += here;
    if (taken < wireLength) {
      return false;
    }
    sink.onString(
        field, scratch, 0, Math.min(wireLength, ProgramCursor.MAX_STRING_BYTES), wireLength);
    return true;
  }

  private void gather(ByteBuffer source, int offset, int length) {
    int kept = Math.min(length, ProgramCursor.MAX_STRING_BYTES - taken);
    if (kept <= 0) {
      return;
    }
    if (scratch == null) {
      scratch = ByteBuffer.allocate(ProgramCursor.MAX_STRING_BYTES);
    }
    scratch.put(taken, source, offset, kept);
  }
}
