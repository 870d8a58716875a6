package io.streamgauge.agent.capture.live;

import java.util.Locale;

/** How packets are captured. */
public enum CaptureMethod {
  /** The fastest that works here. */
  AUTO,
  /** Linux: a ring shared with the kernel. */
  AFPACKET,
  /** libpcap: wherever it runs. */
  PCAP;

  /** As options spell it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
