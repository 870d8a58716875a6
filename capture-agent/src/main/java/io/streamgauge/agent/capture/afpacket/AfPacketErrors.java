package io.streamgauge.agent.capture.afpacket;

import io.streamgauge.agent.capture.BackendUnsupportedException;
import io.streamgauge.agent.capture.CaptureUnavailableException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.stream.Collectors;

/** The one-line messages about captures that cannot be started, with what mends each. */
final class AfPacketErrors {

  private static final int EPERM = 1;
  private static final int ENOMEM = 12;
  private static final int EACCES = 13;
  private static final int ENETDOWN = 100;

  private AfPacketErrors() {}

  /** A call of the set-up failed. */
  static CaptureUnavailableException failed(String interfaceName, String what, int errno) {
    return switch (errno) {
      case EPERM, EACCES ->
          new CaptureUnavailableException(
              interfaceName
                  + ": no permission to capture: CAP_NET_RAW is lacking; run as root, or start it"
                  + " with: sudo setpriv --reuid USER --init-groups --inh-caps +net_raw"
                  + " --ambient-caps +net_raw ./streamgauge …");
      case ENETDOWN ->
          new CaptureUnavailableException(
              "%s: is down; mend it with: ip link set %s up"
                  .formatted(interfaceName, interfaceName));
      default ->
          new BackendUnsupportedException(
              "%s: this system does not do AF_PACKET as it is needed: %s: %s"
                  .formatted(interfaceName, what, Libc.strerror(errno)));
    };
  }

  /** The kernel does not give the memory of the ring. */
  static CaptureUnavailableException noRing(String interfaceName, RingLayout layout, int errno) {
    if (errno == ENOMEM) {
      return new CaptureUnavailableException(
          "%s: the kernel has no %d MB for the packet buffer; ask for less with --capture-buffer"
              .formatted(interfaceName, layout.bytes() >> 20));
    }
    return failed(interfaceName, "memory-mapped ring (TPACKET_V3)", errno);
  }

  static CaptureUnavailableException noSuchInterface(String name, int errno) {
    if (errno == EPERM || errno == EACCES) {
      return failed(name, "interface", errno);
    }
    return new CaptureUnavailableException(
        name + ": there is no such interface; these exist: " + interfaceNames());
  }

  static CaptureUnavailableException gone(String name) {
    return new CaptureUnavailableException(name + ": the capture broke off: the interface is gone");
  }

  private static String interfaceNames() {
    try {
      return NetworkInterface.networkInterfaces()
          .map(NetworkInterface::getName)
          .sorted()
          .collect(Collectors.joining(", "));
    } catch (SocketException e) {
      return "(unknown: " + e.getMessage() + ")";
    }
  }
}
