package io.streamgauge.protocol.testing;

import java.util.Arrays;

/**
 * A fuzzer's input as a sequence of steps: one byte that says what comes, then two of a length,
 * then that many bytes. Anything can be read so; frames stand in it as they are on the wire, which
 * is what lets the fuzzer work on them.
 */
public final class FuzzScript {
  private final byte[] data;
  private int at;

  public FuzzScript(byte[] data) {
    this.data = data;
  }

  public boolean hasMore() {
    return at < data.length;
  }

  /** The next byte, unsigned; 0 at the end. */
  public int next() {
    return at < data.length ? data[at++] & 0xff : 0;
  }

  /** The next block: a length of two bytes, and as many bytes as there are of it. */
  public byte[] block() {
    int length = Math.min(next() << Byte.SIZE | next(), data.length - at);
    at += length;
    return Arrays.copyOfRange(data, at - length, at);
  }

  /** All that is left. */
  public byte[] rest() {
    int from = at;
    at = data.length;
    return Arrays.copyOfRange(data, from, at);
  }
}
