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
    long receivedPackets, long droppedPackets, long truncatedBytes, long skippedPackets) {

  /** Of a source that received nothing. */
  public static final CaptureStatistics NONE = new CaptureStatistics(0, 0, 0, 0);

  /** What both received and lost. */
  public CaptureStatistics plus(CaptureStatistics other) {
    return new CaptureStatistics(
        receivedPackets + other.receivedPackets,
        droppedPackets + other.droppedPackets,
        truncatedBytes + other.truncatedBytes,
        skippedPackets + other.skippedPackets);
  }
}
