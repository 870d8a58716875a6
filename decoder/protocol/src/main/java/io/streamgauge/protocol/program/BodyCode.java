package io.streamgauge.protocol.program;

import java.nio.ByteBuffer;

/**
 * A {@link Program} as Java code, for bodies that lie whole in a piece. Made by the build,
 * stateless.
 *
 * <p>It does what {@link WholeRun} does, and stops where that would stop: before the first
 * instruction that holds a surprise. What it has told its sink until then stays; the cursor takes
 * over from there, so there is nothing that only one of the two could read.
 */
public abstract class BodyCode {
  /** Returned by {@link #run} when the cursor has to go on. */
  public static final int STOPPED = -1;

  private final String message;
  private final int version;
  private final int fingerprint;

  /**
   * @param message the message's name
   * @param fingerprint of the program that it was made from
   */
  protected BodyCode(String message, int version, int fingerprint) {
    this.message = message;
    this.version = version;
    this.fingerprint = fingerprint;
  }

  /** Whether it was made from exactly that program. */
  public final boolean isOf(Program program) {
    return version == program.version()
        && message.equals(program.name())
        && fingerprint == program.fingerprint();
  }

  /**
   * Reads a body.
   *
   * @param sink of the kind that it was made for
   * @param at index of the body's first byte
   * @param end index after the frame's last byte
   * @param resumption told where the cursor is to go on
   * @return index after the message's last byte, or {@link #STOPPED}
   */
  public abstract int run(
      FieldSink sink, ByteBuffer buffer, int at, int end, Resumption resumption);

  @Override
  public final String toString() {
    return message + " v" + version;
  }
}
