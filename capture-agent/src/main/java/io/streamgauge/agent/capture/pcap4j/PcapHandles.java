package io.streamgauge.agent.capture.pcap4j;

import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.link.LinkType;
import java.util.List;
import java.util.stream.Collectors;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;
import org.pcap4j.core.Pcaps;

/** Opens libpcap handles, and says in one line what mends it when that fails. */
final class PcapHandles {

  private static final String LOOPBACK = "lo";

  private PcapHandles() {}

  static PcapHandle open(String interfaceName, int bufferBytes) throws CaptureUnavailableException {
    try {
      return new PcapHandle.Builder(interfaceName)
          .snaplen(PcapSource.SNAP_LENGTH)
          .promiscuousMode(PromiscuousMode.PROMISCUOUS)
          .timeoutMillis(PcapSource.READ_TIMEOUT_MILLIS)
          .bufferSize(bufferBytes)
          .timestampPrecision(PcapHandle.TimestampPrecision.NANO)
          .build();
    } catch (LinkageError e) {
      throw new CaptureUnavailableException(
          "live capture needs libpcap, which is not installed: apt-get install libpcap0.8", e);
    } catch (PcapNativeException e) {
      throw unavailable(interfaceName, e);
    }
  }

  static LinkType linkType(PcapHandle handle, String interfaceName)
      throws CaptureUnavailableException {
    int number = handle.getDlt().value();
    return LinkType.ofNumber(number)
        .orElseThrow(
            () ->
                new CaptureUnavailableException(
                    "%s: its link type %d (%s) is not one that can be read; capture on another interface or on any"
                        .formatted(interfaceName, number, handle.getDlt().name())));
  }

  static void setFilter(
      PcapHandle handle, LinkType linkType, String interfaceName, TrafficFilter filter)
      throws CaptureUnavailableException {
    boolean tagged = linkType == LinkType.ETHERNET && !interfaceName.equals(LOOPBACK);
    String expression = tagged ? filter.expressionWithVlan() : filter.expression();
    try {
      handle.setFilter(expression, BpfCompileMode.OPTIMIZE);
    } catch (PcapNativeException | NotOpenException e) {
      throw new CaptureUnavailableException(
          "%s: libpcap refuses the filter '%s': %s"
              .formatted(interfaceName, expression, e.getMessage()),
          e);
    }
  }

  private static CaptureUnavailableException unavailable(
      String interfaceName, PcapNativeException e) {
    String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    if (message.contains("ermission") || message.contains("not permitted")) {
      return new CaptureUnavailableException(
          interfaceName
              + ": no permission to capture: run as root, or give the process CAP_NET_RAW",
          e);
    }
    if (message.contains("No such device")) {
      return new CaptureUnavailableException(
          interfaceName + ": there is no such interface; these exist: " + interfaceNames(), e);
    }
    return new CaptureUnavailableException(interfaceName + ": cannot capture: " + message, e);
  }

  private static String interfaceNames() {
    try {
      List<PcapNetworkInterface> all = Pcaps.findAllDevs();
      return all.stream().map(PcapNetworkInterface::getName).collect(Collectors.joining(", "));
    } catch (PcapNativeException e) {
      return "(unknown: " + e.getMessage() + ")";
    }
  }
}
