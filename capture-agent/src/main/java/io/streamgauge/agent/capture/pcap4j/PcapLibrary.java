package io.streamgauge.agent.capture.pcap4j;

import org.pcap4j.core.Pcaps;

/** The native library behind this package. */
public final class PcapLibrary {
  private PcapLibrary() {}

  /** What libpcap says of itself; empty if it cannot be loaded. */
  public static String version() {
    try {
      return Pcaps.libVersion();
    } catch (LinkageError e) {
      return "";
    }
  }
}
