package io.streamgauge.agent.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;

/**
 * Standard output that says when its reader has gone, as {@code head} does, so that a long capture
 * is not read to its end for nobody. {@link PrintStream} alone keeps that to itself.
 */
final class ClosedPipe extends FilterOutputStream {
  private final PrintStream stream;

  ClosedPipe(PrintStream stream) {
    super(stream);
    this.stream = stream;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    stream.write(bytes, offset, length);
    if (stream.checkError()) {
      throw new IOException("standard output is closed");
    }
  }

  /** Flushes; standard output itself stays open. */
  @Override
  public void close() throws IOException {
    stream.flush();
  }
}
