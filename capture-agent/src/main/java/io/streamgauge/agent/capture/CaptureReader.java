package io.streamgauge.agent.capture;

import java.io.IOException;

/** Reads the records of one capture format. */
sealed interface CaptureReader permits PcapReader, PcapngReader {

  /**
   * Reads one record or block, which may or may not be a packet.
   *
   * @return false at the end
   */
  boolean next(PacketHandler handler) throws IOException;
}
