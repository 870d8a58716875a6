package io.streamgauge.protocol.detect;

import java.util.function.IntFunction;

/**
 * What is known of a connection before its content is looked at. Sides are 0 and 1, named by the
 * caller.
 *
 * @param brokerSide 0 or 1 if a port or a SYN named it, else {@link #UNKNOWN_SIDE}
 * @param side0FromStart whether side 0 is seen from its first byte
 * @param side1FromStart the same of side 1
 * @param brokerOfSide the broker key ({@code ConnectionOptions.broker}) if that side is the broker;
 *     may return null
 */
public record ProbeOptions(
    int brokerSide,
    boolean side0FromStart,
    boolean side1FromStart,
    IntFunction<Object> brokerOfSide) {
  /** Nobody said which side is the broker. */
  public static final int UNKNOWN_SIDE = -1;

  /** Checks the ranges. */
  public ProbeOptions {
    if (brokerSide < UNKNOWN_SIDE || brokerSide > 1) {
      throw new IllegalArgumentException("broker side must be -1, 0 or 1");
    }
  }

  /** Whether a side is seen from its first byte. */
  public boolean fromStart(int side) {
    return side == 0 ? side0FromStart : side1FromStart;
  }
}
