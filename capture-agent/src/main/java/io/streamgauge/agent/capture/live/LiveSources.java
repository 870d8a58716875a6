package io.streamgauge.agent.capture.live;

import io.streamgauge.agent.capture.BackendUnsupportedException;
import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.FilteredSource;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.capture.afpacket.AfPacketSource;
import io.streamgauge.agent.capture.pcap4j.PcapSource;
import java.util.List;
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
  public record Opened(FilteredSource source, CaptureMethod method) {}

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
    return open(method, interfaceName, filter, bufferBytes, CaptureThreads.SINGLE, notices);
  }

  /**
   * The same on several threads. libpcap captures with one thread, whatever is asked for.
   *
   * @param threads each is a lane of the source, with its part of the buffer
   */
  public static Opened open(
      CaptureMethod method,
      String interfaceName,
      TrafficFilter filter,
      int bufferBytes,
      CaptureThreads threads,
      Consumer<String> notices)
      throws CaptureUnavailableException {
    return switch (method) {
      case PCAP -> libpcap(interfaceName, filter, bufferBytes, threads);
      case AFPACKET -> ring(interfaceName, filter, bufferBytes, threads);
      case AUTO -> {
        try {
          yield ring(interfaceName, filter, bufferBytes, threads);
        } catch (BackendUnsupportedException e) {
          Opened source = libpcap(interfaceName, filter, bufferBytes, threads);
          notices.accept(e.getMessage() + "; capturing with pcap instead, at a higher cost");
          yield source;
        }
      }
    };
  }

  private static Opened libpcap(
      String interfaceName, TrafficFilter filter, int bufferBytes, CaptureThreads threads)
      throws CaptureUnavailableException {
    List<FilteredSource> source = List.of(PcapSource.open(interfaceName, filter, bufferBytes));
    return new Opened(
        new ThreadedSource(interfaceName, source, threads.first()), CaptureMethod.PCAP);
  }

  private static Opened ring(
      String interfaceName, TrafficFilter filter, int bufferBytes, CaptureThreads threads)
      throws CaptureUnavailableException {
    if (interfaceName.equals(ANY)) {
      throw new BackendUnsupportedException(
          "any: afpacket captures on single interfaces; name one with --interface");
    }
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new BackendUnsupportedException(interfaceName + ": afpacket is there on Linux only");
    }
    List<AfPacketSource> rings =
        AfPacketSource.openAll(interfaceName, filter, bufferBytes, threads.count());
    return new Opened(
        new ThreadedSource(interfaceName, rings, threads.first()), CaptureMethod.AFPACKET);
  }
}
