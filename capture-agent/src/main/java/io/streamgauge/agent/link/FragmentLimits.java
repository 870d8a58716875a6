package io.streamgauge.agent.link;

import java.time.Duration;

/**
 * Bounds on putting fragments of IP packets together.
 *
 * @param maxBytes memory for datagrams that are not whole; each takes 64 KiB, whatever it claims to
 *     hold, and at least one fits
 * @param maxFragments fragments of one datagram
 * @param waitNanos how long a datagram waits for its fragments, in packet time
 */
public record FragmentLimits(int maxBytes, int maxFragments, long waitNanos) {

  /**
   * 64 datagrams at once; 128 fragments, which lets the largest datagram through an MTU of 576; two
   * seconds, as long as reassembly of TCP waits for a segment.
   */
  public static final FragmentLimits DEFAULTS =
      new FragmentLimits(4 << 20, 128, Duration.ofSeconds(2).toNanos());

  /** Checks that every bound is positive. */
  public FragmentLimits {
    if (maxBytes < 1 || maxFragments < 1 || waitNanos < 1) {
      throw new IllegalArgumentException("limits of fragments must be positive");
    }
  }
}
