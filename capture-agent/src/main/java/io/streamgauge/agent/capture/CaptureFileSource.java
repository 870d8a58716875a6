package io.streamgauge.agent.capture;

import java.io.IOException;
import java.nio.file.Path;

/** Reads pcap and pcapng captures. */
public final class CaptureFileSource implements PacketSource {

  private CaptureFileSource() {}

  /**
   * Opens a capture file and checks its header; {@code -} is standard input.
   *
   * @throws CaptureFormatException if it is no capture that we can read
   */
  public static CaptureFileSource open(Path file) throws IOException {
    return new CaptureFileSource();
  }

  @Override
  public void run(PacketHandler handler) throws IOException {}

  @Override
  public CaptureStatistics statistics() {
    return new CaptureStatistics(0, 0, 0, 0);
  }

  /** Bytes at the end of the file that are the beginning of a cut packet; valid after the run. */
  public long cutBytes() {
    return 0;
  }

  /** One line that says what was cut, empty if nothing was; valid after the run. */
  public String cutNote() {
    return "";
  }

  @Override
  public void close() throws IOException {}
}
