package io.streamgauge.agent.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** Serves {@code /-/healthy} and {@code /-/ready}: 200 or 503, one word of text. */
final class HealthServer implements AutoCloseable {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final HttpServer server;

  private HealthServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts serving.
   *
   * @throws IOException with one line for the user if the address cannot be had
   */
  static HealthServer start(
      InetSocketAddress address, BooleanSupplier healthy, BooleanSupplier ready)
      throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(address, 0);
    } catch (BindException e) {
      throw new IOException(
          "cannot serve health on "
              + address.getHostString()
              + ":"
              + address.getPort()
              + " ("
              + e.getMessage()
              + "); choose another with --health-address, or none to do without",
          e);
    }
    server.createContext("/-/healthy", request -> answer(request, healthy));
    server.createContext("/-/ready", request -> answer(request, ready));
    server.start();
    return new HealthServer(server);
  }

  private static void answer(HttpExchange request, BooleanSupplier state) throws IOException {
    try (request) {
      boolean ok = state.getAsBoolean();
      byte[] text = (ok ? "ok\n" : "unavailable\n").getBytes(StandardCharsets.UTF_8);
      request.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      request.sendResponseHeaders(ok ? OK : UNAVAILABLE, text.length);
      request.getResponseBody().write(text);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
