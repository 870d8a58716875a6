package io.streamgauge.agent.capture;

/**
 * What a {@link PacketSource} received and lost.
 *
 * @param receivedPackets packets handed to the handler
 * @param droppedPackets packets that the kernel or the interface dropped before they reached us; of
 *     files, what the file itself reports
 * @param truncatedBytes bytes of received packets that the snapshot length cut off
 * @param skippedPackets packets of interfaces whose link type is not known
 */
public record CaptureStatistics(
    long receivedPackets, long droppedPackets, long truncatedBytes, long skippedPackets) {}
