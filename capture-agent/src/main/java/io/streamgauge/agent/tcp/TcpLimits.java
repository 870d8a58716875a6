package io.streamgauge.agent.tcp;

import java.time.Duration;

/**
 * Bounds of a {@link FlowTable}. Times are packet time.
 *
 * @param maxFlows flows tracked at once; beyond it the one longest idle is evicted
 * @param maxStreamBufferBytes memory for out-of-order data of one direction of one flow; beyond it
 *     the hole is declared a gap
 * @param maxTotalBufferBytes memory for out-of-order data of all flows together; beyond it the hole
 *     of the flow that asks for more is declared a gap
 * @param reorderWaitNanos how long out-of-order data waits for a hole to be filled
 * @param acknowledgedWaitNanos how long to wait for bytes that the other side has acknowledged:
 *     they will not be sent again, but a capture may hand them over late
 * @param idleNanos a flow silent for longer is over
 * @param lingerNanos how long a closed flow is remembered, so that late retransmissions do not look
 *     like a new one
 * @param foldWindowNanos how far apart the two sightings of one connection under two pairs of ends
 *     may be
 * @param maxFoldEntries new flows, and segments of such, that are compared with each other
 * @param maxForwardJump bytes a sequence number may be ahead and still count as a hole
 * @param maxBackwardJump bytes a sequence number may be behind and still count as a retransmission
 */
public record TcpLimits(
    int maxFlows,
    int maxStreamBufferBytes,
    int maxTotalBufferBytes,
    long reorderWaitNanos,
    long acknowledgedWaitNanos,
    long idleNanos,
    long lingerNanos,
    long foldWindowNanos,
    int maxFoldEntries,
    int maxForwardJump,
    int maxBackwardJump) {

  /**
   * Buffers: a 1 Gbit/s path with 30 ms round trip has 4 MiB in flight. Idle: brokers close a
   * connection that is silent for 10 min ({@code connections.max.idle.ms}), clients after 9.
   * Forward: no TCP window exceeds 1 GiB (RFC 7323 section 2.3). Backward: far beyond any window
   * that systems grant by themselves.
   */
  public static final TcpLimits DEFAULTS =
      new TcpLimits(
          65_536,
          4 << 20,
          64 << 20,
          Duration.ofSeconds(2).toNanos(),
          Duration.ofMillis(200).toNanos(),
          Duration.ofMinutes(10).toNanos(),
          Duration.ofSeconds(5).toNanos(),
          Duration.ofSeconds(1).toNanos(),
          4_096,
          1 << 30,
          64 << 20);

  /** Checks that every bound is positive. */
  public TcpLimits {
    requirePositive("maxFlows", maxFlows);
    requirePositive("maxStreamBufferBytes", maxStreamBufferBytes);
    requirePositive("maxTotalBufferBytes", maxTotalBufferBytes);
    requirePositive("reorderWaitNanos", reorderWaitNanos);
    requirePositive("acknowledgedWaitNanos", acknowledgedWaitNanos);
    requirePositive("idleNanos", idleNanos);
    requirePositive("lingerNanos", lingerNanos);
    requirePositive("foldWindowNanos", foldWindowNanos);
    requirePositive("maxFoldEntries", maxFoldEntries);
    requirePositive("maxForwardJump", maxForwardJump);
    requirePositive("maxBackwardJump", maxBackwardJump);
  }

  private static void requirePositive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, not " + value);
    }
  }

  public TcpLimits withMaxFlows(int flows) {
    return new TcpLimits(
        flows,
        maxStreamBufferBytes,
        maxTotalBufferBytes,
        reorderWaitNanos,
        acknowledgedWaitNanos,
        idleNanos,
        lingerNanos,
        foldWindowNanos,
        maxFoldEntries,
        maxForwardJump,
        maxBackwardJump);
  }

  public TcpLimits withBuffers(int streamBytes, int totalBytes) {
    return new TcpLimits(
        maxFlows,
        streamBytes,
        totalBytes,
        reorderWaitNanos,
        acknowledgedWaitNanos,
        idleNanos,
        lingerNanos,
        foldWindowNanos,
        maxFoldEntries,
        maxForwardJump,
        maxBackwardJump);
  }

  /** A worker's share of what several hold together: flows, buffered bytes, entries. */
  public TcpLimits dividedBy(int workers) {
    return withMaxFlows(share(maxFlows, workers))
        .withBuffers(
            Math.min(maxStreamBufferBytes, share(maxTotalBufferBytes, workers)),
            share(maxTotalBufferBytes, workers))
        .withMaxFoldEntries(share(maxFoldEntries, workers));
  }

  private static int share(int limit, int workers) {
    return Math.max(1, limit / workers);
  }

  public TcpLimits withMaxFoldEntries(int entries) {
    return new TcpLimits(
        maxFlows,
        maxStreamBufferBytes,
        maxTotalBufferBytes,
        reorderWaitNanos,
        acknowledgedWaitNanos,
        idleNanos,
        lingerNanos,
        foldWindowNanos,
        entries,
        maxForwardJump,
        maxBackwardJump);
  }
}
