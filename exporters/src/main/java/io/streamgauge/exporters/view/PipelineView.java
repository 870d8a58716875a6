package io.streamgauge.exporters.view;

/**
 * The health of the measurement itself.
 *
 * @param packets packets captured by all agents
 * @param droppedPackets packets the kernel dropped before an agent saw them
 * @param lostBatches batches of events that agents sent or dropped and that never arrived
 * @param anomalies what could not be read as it should, all reasons
 * @param series series held by this exporter
 */
public record PipelineView(
    long packets, long droppedPackets, long lostBatches, long anomalies, int series) {}
