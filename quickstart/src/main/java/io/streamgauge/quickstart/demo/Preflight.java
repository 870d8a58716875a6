package io.streamgauge.quickstart.demo;

import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.capture.live.CaptureMethod;
import io.streamgauge.agent.capture.live.LiveSources;
import io.streamgauge.quickstart.cli.EnvironmentException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/** What can go wrong for reasons outside of us is found before anything slow starts. */
final class Preflight {
  private static final int SMALL_BUFFER_BYTES = 1 << 20;

  private Preflight() {}

  /**
   * The right to capture on {@code lo}, then the three ports.
   *
   * @throws CaptureUnavailableException if libpcap or the right to use it is missing
   * @throws EnvironmentException if a port is taken
   */
  static void check(DemoOptions options) throws IOException {
    TrafficFilter filter = TrafficFilter.ofPorts(List.of(options.port()));
    LiveSources.open(CaptureMethod.AUTO, Parts.INTERFACE, filter, SMALL_BUFFER_BYTES, notice -> {})
        .source()
        .close();
    portIsFree(options.port(), "--port");
    portIsFree(options.telemetryPort(), "--telemetry-port");
    portIsFree(options.metricsPort(), "--metrics-port");
  }

  /**
   * Whether a port of 127.0.0.1 can be bound.
   *
   * @throws EnvironmentException if not, naming the option that chooses another
   */
  static void portIsFree(int port, String option) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      if (!probe.isBound()) {
        throw new BindException("not bound");
      }
    } catch (BindException e) {
      throw new EnvironmentException(
          "port "
              + port
              + " of 127.0.0.1 is taken; stop what listens there (ss -ltnp 'sport = :"
              + port
              + "' names it) or choose another with "
              + option,
          e);
    } catch (IOException e) {
      throw new EnvironmentException("port " + port + " of 127.0.0.1: " + e.getMessage(), e);
    }
  }
}
