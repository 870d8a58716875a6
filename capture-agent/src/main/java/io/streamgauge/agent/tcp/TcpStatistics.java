package io.streamgauge.agent.tcp;

/**
 * Counters of a {@link FlowTable}. Written by its thread; other threads may read values that are
 * slightly old.
 */
public final class TcpStatistics {

  long segments;
  long strayedSegments;
  long implausibleSegments;
  long flowsOpened;
  long flowsEvicted;
  long flowsExpired;
  long flowsReused;
  long deliveredBytes;
  long retransmittedBytes;
  long outOfOrderBytes;
  long gaps;
  long gapBytes;
  long streamBufferOverflows;
  long totalBufferOverflows;
  long flowsFolded;
  long foldEntriesLost;
  int trackedFlows;
  long bufferedBytes;

  TcpStatistics() {}

  /** Segments seen. */
  public long segments() {
    return segments;
  }

  /** Segments without payload of no known flow, or late ones of a closed flow. */
  public long strayedSegments() {
    return strayedSegments;
  }

  /** Segments whose sequence number is too far off to belong to their stream. */
  public long implausibleSegments() {
    return implausibleSegments;
  }

  public long flowsOpened() {
    return flowsOpened;
  }

  /** Flows evicted because the table was full. */
  public long flowsEvicted() {
    return flowsEvicted;
  }

  /** Flows that ended by being idle. */
  public long flowsExpired() {
    return flowsExpired;
  }

  /** Flows that ended because their addresses and ports were used again. */
  public long flowsReused() {
    return flowsReused;
  }

  /** Flows that were another one seen under other addresses (address translation). */
  public long flowsFolded() {
    return flowsFolded;
  }

  /** How often too many flows began at once for all to be compared with each other. */
  public long foldEntriesLost() {
    return foldEntriesLost;
  }

  /** Bytes handed to flow handlers. */
  public long deliveredBytes() {
    return deliveredBytes;
  }

  /** Bytes seen before and dropped: retransmissions, duplicated packets, overlaps. */
  public long retransmittedBytes() {
    return retransmittedBytes;
  }

  /** Bytes that came before their turn and were buffered. */
  public long outOfOrderBytes() {
    return outOfOrderBytes;
  }

  public long gaps() {
    return gaps;
  }

  public long gapBytes() {
    return gapBytes;
  }

  /** How often a hole became a gap because one stream's buffer was full. */
  public long streamBufferOverflows() {
    return streamBufferOverflows;
  }

  /** How often a hole became a gap because all buffers together were full. */
  public long totalBufferOverflows() {
    return totalBufferOverflows;
  }

  /** Pairs of ends in the table now, those of closed flows that linger and folded ones included. */
  public int trackedFlows() {
    return trackedFlows;
  }

  /** Memory that out-of-order data occupies now. */
  public long bufferedBytes() {
    return bufferedBytes;
  }
}
