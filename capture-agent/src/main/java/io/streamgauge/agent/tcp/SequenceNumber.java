package io.streamgauge.agent.tcp;

/** Arithmetic of TCP sequence numbers, which wrap at 2^32 (RFC 9293 section 3.4). */
public final class SequenceNumber {

  private SequenceNumber() {}

  /**
   * How far {@code to} is ahead of {@code from}: -2^31 to 2^31 - 1, negative if it is behind. Right
   * as long as the two are less than 2^31 apart.
   */
  public static int distance(int from, int to) {
    return to - from;
  }
}
