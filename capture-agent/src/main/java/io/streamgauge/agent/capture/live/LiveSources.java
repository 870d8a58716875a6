package io.streamgauge.agent.capture.live;

import io.streamgauge.agent.capture.BackendUnsupportedException;
import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.PacketSource;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.capture.afpacket.AfPacketSource;
import io.streamgauge.agent.capture.pcap4j.PcapSource;
import java.util.function.Consumer;

/** Opens live sources. */
public final class LiveSources {

  private static final String ANY = "any";

  private LiveSources() {}

  /**
   * An open source.
   *
   * @param method what it captures with; never {@link CaptureMethod#AUTO}
   */
  public record Opened(PacketSource source, CaptureMethod method) {}

  /**
   * Starts capturing on one interface.
   *
   * @param bufferBytes the kernel's buffer
   * @param notices receives a line when another method is taken than the fastest
   * @throws CaptureUnavailableException with one line that says what mends it
   */
  public static Opened open(
      CaptureMethod method,
      String interfaceName,
      TrafficFilter filter,
      int bufferBytes,
      Consumer<String> notices)
      throws CaptureUnavailableException {
    return switch (method) {
      case PCAP -> libpcap(interfaceName, filter, bufferBytes);
      case AFPACKET -> ring(interfaceName, filter, bufferBytes);
      case AUTO -> {
        try {
          yield ring(interfaceName, filter, bufferBytes);
        } catch (BackendUnsupportedException e) {
          Opened source = libpcap(interfaceName, filter, bufferBytes);
          notices.accept(e.getMessage() + "; capturing with pcap instead, at a higher cost");
          yield source;
        }
      }
    };
  }

  private static Opened libpcap(String interfaceName, TrafficFilter filter, int bufferBytes)
      throws CaptureUnavailableException {
    return new Opened(PcapSource.open(interfaceName, filter, bufferBytes), CaptureMethod.PCAP);
  }

  private static Opened ring(String interfaceName, TrafficFilter filter, int bufferBytes)
      throws CaptureUnavailableException {
    if (interfaceName.equals(ANY)) {
      throw new BackendUnsupportedException(
          "any: afpacket captures on single interfaces; name one with --interface");
    }
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new BackendUnsupportedException(interfaceName + ": afpacket is there on Linux only");
    }
    return new Opened(
        AfPacketSource.open(interfaceName, filter, bufferBytes), CaptureMethod.AFPACKET);
  }
}
