package io.streamgauge.agent.runtime;

import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.FilteredSource;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.capture.afpacket.AfPacketSource;
import io.streamgauge.agent.capture.interfaces.FollowedInterfaces;
import io.streamgauge.agent.capture.interfaces.InterfaceChoice;
import io.streamgauge.agent.capture.interfaces.InterfaceList;
import io.streamgauge.agent.capture.live.CaptureMethod;
import io.streamgauge.agent.capture.live.CaptureThreads;
import io.streamgauge.agent.capture.live.LiveSources;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Opens what a live agent captures from, one interface or many. */
final class ChosenInterfaces {
  private final TrafficFilter filter;
  private final CaptureThreads threads;
  private final Consumer<String> notices;
  private CaptureMethod method;

  private ChosenInterfaces(
      CaptureMethod method,
      TrafficFilter filter,
      CaptureThreads threads,
      Consumer<String> notices) {
    this.method = method;
    this.filter = filter;
    this.threads = threads;
    this.notices = notices;
  }

  /**
   * An open source.
   *
   * @param method what it captures with
   */
  record Opened(FilteredSource source, CaptureMethod method) {}

  /**
   * Starts capturing.
   *
   * @param bufferBytes the kernel's buffers of all interfaces together; interfaces that find
   *     nothing left are not captured until others go
   * @param bufferName what to call that when it is used up
   * @param threads that capture each interface
   * @param notices receives a line when another method is taken than the fastest
   * @throws IOException with one line for the user
   */
  static Opened open(
      CaptureMethod method,
      InterfaceChoice interfaces,
      TrafficFilter filter,
      int bufferBytes,
      String bufferName,
      CaptureThreads threads,
      Consumer<String> notices)
      throws IOException {
    boolean single = interfaces.required().contains(interfaces.toString());
    // libpcap's pseudo interface follows all interfaces by itself, with one buffer for all.
    if (single || (interfaces.isEverything() && method == CaptureMethod.PCAP)) {
      ChosenInterfaces one = new ChosenInterfaces(method, filter, threads, notices);
      FilteredSource source = one.openOne(interfaces.toString(), bufferBytes);
      return new Opened(source, one.method());
    }
    InterfaceList present = InterfaceList.ofLinux();
    ChosenInterfaces each = new ChosenInterfaces(method, filter, threads, notices);
    SharedBuffers buffers =
        new SharedBuffers(
            bufferBytes,
            bufferName,
            AfPacketSource.LEAST_BUFFER_BYTES * threads.count(),
            () -> present.names().stream().filter(interfaces::includes).collect(Collectors.toSet()),
            each::openOne);
    FilteredSource source = FollowedInterfaces.open(interfaces, present, buffers, threads.count());
    return new Opened(source, each.method());
  }

  // All with the method that the first one took: sources with blocks and without do not mix.
  private synchronized FilteredSource openOne(String interfaceName, int bufferBytes)
      throws CaptureUnavailableException {
    LiveSources.Opened opened =
        LiveSources.open(method, interfaceName, filter, bufferBytes, threads, notices);
    method = opened.method();
    return opened.source();
  }

  private synchronized CaptureMethod method() {
    return method;
  }
}
