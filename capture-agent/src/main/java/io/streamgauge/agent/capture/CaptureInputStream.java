package io.streamgauge.agent.capture;

import java.io.IOException;
import java.io.InputStream;

/** The rest of a capture input as a stream, for the decompressor. */
final class CaptureInputStream extends InputStream {

  private final CaptureInput input;

  CaptureInputStream(CaptureInput input) {
    this.input = input;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (input.require(1) == 0) {
      return -1;
    }
    int step = Math.min(length, input.buffered());
    input.buffer().get(input.position(), bytes, offset, step);
    input.advance(step);
    return step;
  }

  @Override
  public int available() {
    return input.buffered();
  }
}
