package io.streamgauge.agent.runtime;

import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.FilteredSource;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.capture.interfaces.FollowedInterfaces;
import io.streamgauge.agent.capture.interfaces.InterfaceChoice;
import io.streamgauge.agent.capture.interfaces.InterfaceList;
import io.streamgauge.agent.capture.live.CaptureMethod;
import io.streamgauge.agent.capture.live.LiveSources;
import java.io.IOException;
import java.util.function.Consumer;

/** Opens what a live agent captures from, one interface or many. */
final class ChosenInterfaces {
  private static final int LEAST_BUFFER_BYTES = 1 << 20;

  private final TrafficFilter filter;
  private final int bufferBytes;
  private final Consumer<String> notices;
  private CaptureMethod method;

  private ChosenInterfaces(
      CaptureMethod method, TrafficFilter filter, int bufferBytes, Consumer<String> notices) {
    this.method = method;
    this.filter = filter;
    this.bufferBytes = bufferBytes;
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
   * @param bufferBytes the kernel's buffers of all interfaces together, but at least 1 MiB each
   * @param notices receives a line when another method is taken than the fastest
   * @throws IOException with one line for the user
   */
  static Opened open(
      CaptureMethod method,
      InterfaceChoice interfaces,
      TrafficFilter filter,
      int bufferBytes,
      Consumer<String> notices)
      throws IOException {
    boolean single = interfaces.required().contains(interfaces.toString());
    // libpcap's pseudo interface follows all interfaces by itself, with one buffer for all.
    if (single || (interfaces.isEverything() && method == CaptureMethod.PCAP)) {
      ChosenInterfaces one = new ChosenInterfaces(method, filter, bufferBytes, notices);
      FilteredSource source = one.openOne(interfaces.toString());
      return new Opened(source, one.method());
    }
    InterfaceList present = InterfaceList.ofLinux();
    int expected = (int) present.names().stream().filter(interfaces::includes).count();
    int share = Math.max(LEAST_BUFFER_BYTES, bufferBytes / Math.max(1, expected));
    ChosenInterfaces each = new ChosenInterfaces(method, filter, share, notices);
    FilteredSource source = FollowedInterfaces.open(interfaces, present, each::openOne);
    return new Opened(source, each.method());
  }

  // All with the method that the first one took: sources with blocks and without do not mix.
  private synchronized FilteredSource openOne(String interfaceName)
      throws CaptureUnavailableException {
    LiveSources.Opened opened =
        LiveSources.open(method, interfaceName, filter, bufferBytes, notices);
    method = opened.method();
    if (opened.source() instanceof FilteredSource source) {
      return source;
    }
    throw new IllegalStateException(opened.method() + " cannot change its filter");
  }

  private synchronized CaptureMethod method() {
    return method;
  }
}
