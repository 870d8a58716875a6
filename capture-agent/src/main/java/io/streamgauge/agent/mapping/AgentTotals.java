package io.streamgauge.agent.mapping;

import io.streamgauge.events.v1.AgentRollup;
import io.streamgauge.events.v1.Event;

/** Makes the agent's own rollup: what its counters rose by since the last one. */
final class AgentTotals {
  private final AgentCounters counters;
  private long packets;
  private long droppedPackets;
  private long kafkaBytes;
  private long opaqueBytes;
  private long otherBytes;
  private long gapBytes;
  private long droppedEvents;
  private long labelsDropped;
  private long frames;
  private long selfBytes;
  private long foldedFlows;
  private long refusedSearches;
  private CaptureCounts captureCounts = new CaptureCounts();

  AgentTotals(AgentCounters counters) {
    this.counters = counters;
  }

  void addFrames(long count) {
    frames += count;
  }

  void addSelfBytes(long bytes) {
    selfBytes += bytes;
  }

  /**
   * The rollup since the last call.
   *
   * @param limited what the mapper's limits cut off so far
   * @param spans null if none are told
   */
  AgentRollup next(long limited, SpanMapper spans) {
    long labelsDroppedNow = limited + counters.droppedSessions();
    CaptureCounts captureCountsNow = counters.captureCounts();
    if (spans != null) {
      spans.countIn(captureCountsNow);
    }
    AgentRollup.Builder rollup =
        AgentRollup.newBuilder()
            .setPackets(counters.packets() - packets)
            .setDroppedPackets(counters.droppedPackets() - droppedPackets)
            .setKafkaBytes(counters.kafkaBytes() - kafkaBytes)
            .setOpaqueBytes(counters.opaqueBytes() - opaqueBytes)
            .setOtherBytes(counters.otherBytes() - otherBytes)
            .setTcpGapBytes(counters.gapBytes() - gapBytes)
            .setFrames(frames)
            .setFlows(counters.flows())
            .setHalfSeenFlows(counters.halfSeenFlows())
            .setLabelValuesDropped(labelsDroppedNow - labelsDropped)
            .setDroppedEvents(counters.droppedEvents() - droppedEvents)
            .setSelfBytes(selfBytes)
            .setFoldedFlows(counters.foldedFlows() - foldedFlows)
            .setSearchesRefused(counters.refusedSearches() - refusedSearches)
            .setDiscoveredListeners(counters.discoveredListeners());
    captureCountsNow.tellSince(captureCounts, rollup);
    captureCounts = captureCountsNow;
    packets += rollup.getPackets();
    droppedPackets += rollup.getDroppedPackets();
    kafkaBytes += rollup.getKafkaBytes();
    opaqueBytes += rollup.getOpaqueBytes();
    otherBytes += rollup.getOtherBytes();
    gapBytes += rollup.getTcpGapBytes();
    droppedEvents += rollup.getDroppedEvents();
    foldedFlows += rollup.getFoldedFlows();
    refusedSearches += rollup.getSearchesRefused();
    labelsDropped = labelsDroppedNow;
    frames = 0;
    selfBytes = 0;
    return rollup.build();
  }

  static void write(long timeNanos, AgentRollup rollup, Event.Builder event) {
    event.setTimeNanos(timeNanos).setAgent(rollup);
  }
}
