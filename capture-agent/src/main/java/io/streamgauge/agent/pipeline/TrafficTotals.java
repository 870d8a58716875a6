package io.streamgauge.agent.pipeline;

import java.util.List;

/** Running totals of a pipeline. Read on its thread, or elsewhere slightly late. */
public final class TrafficTotals {
  long packets;
  long kafkaBytes;
  long opaqueBytes;
  long otherBytes;
  long foldedBytes;
  long gapBytes;
  long kafkaConnections;
  long opaqueConnections;
  long connections;
  int openFlows;
  int halfSeenFlows;

  TrafficTotals() {}

  /** What several pipelines looked at together, as of now. */
  public static TrafficTotals sum(List<TrafficTotals> all) {
    TrafficTotals sum = new TrafficTotals();
    for (TrafficTotals one : all) {
      sum.packets += one.packets;
      sum.kafkaBytes += one.kafkaBytes;
      sum.opaqueBytes += one.opaqueBytes;
      sum.otherBytes += one.otherBytes;
      sum.foldedBytes += one.foldedBytes;
      sum.gapBytes += one.gapBytes;
      sum.kafkaConnections += one.kafkaConnections;
      sum.opaqueConnections += one.opaqueConnections;
      sum.connections += one.connections;
      sum.openFlows += one.openFlows;
      sum.halfSeenFlows += one.halfSeenFlows;
    }
    return sum;
  }

  /** Packets that the source delivered. */
  public long packets() {
    return packets;
  }

  /** Payload bytes of connections found to be Kafka. */
  public long kafkaBytes() {
    return kafkaBytes;
  }

  /** Payload bytes of TLS connections. */
  public long opaqueBytes() {
    return opaqueBytes;
  }

  /** Payload bytes of everything else that was looked at; undecided connections when they end. */
  public long otherBytes() {
    return otherBytes;
  }

  /**
   * Payload bytes of connections that turned out to be others, seen under a second pair of ends,
   * before it was known what they carry. The others count them.
   */
  public long foldedBytes() {
    return foldedBytes;
  }

  /** Bytes that were on the wire and not captured. */
  public long gapBytes() {
    return gapBytes;
  }

  /** Connections found to be Kafka so far. */
  public long kafkaConnections() {
    return kafkaConnections;
  }

  /** Connections found to be TLS so far. */
  public long opaqueConnections() {
    return opaqueConnections;
  }

  /** Connections with payload that were looked at so far. */
  public long connections() {
    return connections;
  }

  /** Connections with payload that are open now. */
  public int openFlows() {
    return openFlows;
  }

  /** Of these, the ones of which only one direction was seen. */
  public int halfSeenFlows() {
    return halfSeenFlows;
  }
}
