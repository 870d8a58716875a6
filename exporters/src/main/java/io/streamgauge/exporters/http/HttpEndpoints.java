package io.streamgauge.exporters.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.streamgauge.exporters.prometheus.PrometheusPage;
import io.streamgauge.exporters.store.ResultStore;
import io.streamgauge.exporters.view.ClientDetail;
import io.streamgauge.exporters.view.GroupDetail;
import io.streamgauge.exporters.view.LiveViews;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one store over HTTP. */
public final class HttpEndpoints implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoints.class);
  static final int THREADS = 4;
  private static final int BACKLOG = 64;
  private static final int BUFFER = 1 << 16;

  /** Writes a body; the content type is known by then. */
  private interface Body {
    void write(Writer writer) throws IOException;
  }

  private final HttpServer server;
  private final ExchangeThreads threads;
  private final PrometheusPage metrics;
  private final BooleanSupplier ready;
  private final HttpSecurity security;

  /**
   * Binds and serves.
   *
   * @param address where to listen; port 0 takes a free one
   * @param live what page and API show
   * @param ready whether the store holds everything that was on the topic at the start
   * @throws IOException if the address cannot be bound
   */
  public HttpEndpoints(
      InetSocketAddress address,
      ResultStore store,
      LiveViews live,
      PrometheusPage metrics,
      BooleanSupplier ready)
      throws IOException {
    this(address, store, live, metrics, ready, HttpSecurity.NONE);
  }

  /** The same, guarded. */
  public HttpEndpoints(
      InetSocketAddress address,
      ResultStore store,
      LiveViews live,
      PrometheusPage metrics,
      BooleanSupplier ready,
      HttpSecurity security)
      throws IOException {
    this(address, store, live, metrics, ready, security, new ExchangeThreads(THREADS));
  }

  /** The same, in threads that {@link #close} ends. */
  HttpEndpoints(
      InetSocketAddress address,
      ResultStore store,
      LiveViews live,
      PrometheusPage metrics,
      BooleanSupplier ready,
      HttpSecurity security,
      ExchangeThreads threads)
      throws IOException {
    this.security = security;
    this.metrics = metrics;
    this.ready = ready;
    this.server = server(address, security);
    this.threads = threads;
    server.setExecutor(threads);
    route("/metrics", this::metrics);
    route("/-/healthy", exchange -> text(exchange, 200, "healthy\n"));
    route("/-/ready", this::ready);
    route("/api/v1/overview", exchange -> json(exchange, 200, live.page()));
    route("/api/v1/group", exchange -> found(exchange, group(exchange, live)));
    route("/api/v1/client", exchange -> found(exchange, client(exchange, live)));
    route(
        "/api/v1/series",
        exchange -> json(exchange, 200, SeriesJson.of(store.snapshotWithRates())));
    for (PageFile file : PageFile.all()) {
      route(file.path(), exchange -> page(exchange, file));
    }
    server.start();
  }

  private static HttpServer server(InetSocketAddress address, HttpSecurity security)
      throws IOException {
    if (security.tls().isEmpty()) {
      return HttpServer.create(address, BACKLOG);
    }
    HttpsServer server = HttpsServer.create(address, BACKLOG);
    server.setHttpsConfigurator(new HttpsConfigurator(security.tls().get()));
    return server;
  }

  /** The port that was bound. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  /** Exact paths only, GET and HEAD only; whatever fails is a 500 with one line. */
  private void route(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          threads.answering();
          try (exchange) {
            String method = exchange.getRequestMethod();
            if (!exchange.getRequestURI().getPath().equals(path)) {
              text(exchange, 404, "not found: see /\n");
            } else if (!path.startsWith("/-/") && !mayRead(exchange)) {
              exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"streamgauge\"");
              text(exchange, 401, "who are you?\n");
            } else if (!List.of("GET", "HEAD").contains(method)) {
              exchange.getResponseHeaders().set("Allow", "GET, HEAD");
              text(exchange, 405, "only GET and HEAD\n");
            } else {
              handler.handle(exchange);
            }
          } catch (RuntimeException e) {
            LOG.error("{} failed", path, e);
          }
        });
  }

  private boolean mayRead(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return security.credentials().map(known -> known.accept(header)).orElse(true);
  }

  /**
   * Nothing is shown before the whole topic has been read: what came first may be older than what
   * was scraped of the process before, and counters would fall.
   */
  private void metrics(HttpExchange exchange) throws IOException {
    String type = metrics.contentType(exchange.getRequestHeaders().getFirst("Accept"));
    boolean complete = ready.getAsBoolean();
    send(
        exchange,
        200,
        type,
        writer -> {
          if (complete) {
            metrics.write(type, writer);
          } else {
            metrics.writeNothing(type, writer);
          }
        });
  }

  private void ready(HttpExchange exchange) throws IOException {
    boolean isReady = ready.getAsBoolean();
    text(exchange, isReady ? 200 : 503, isReady ? "ready\n" : "reading results\n");
  }

  private static void page(HttpExchange exchange, PageFile file) throws IOException {
    exchange.getResponseHeaders().set("Content-Security-Policy", PageFile.CONTENT_SECURITY_POLICY);
    exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
    exchange.getResponseHeaders().set("Cache-Control", "no-cache");
    send(exchange, 200, file.type(), writer -> writer.write(file.text()));
  }

  private static Optional<GroupDetail> group(HttpExchange exchange, LiveViews live) {
    Map<String, String> query = Query.of(exchange.getRequestURI());
    return live.group(query.getOrDefault("cluster", ""), query.getOrDefault("group", ""));
  }

  private static Optional<ClientDetail> client(HttpExchange exchange, LiveViews live) {
    Map<String, String> query = Query.of(exchange.getRequestURI());
    return live.client(
        query.getOrDefault("cluster", ""),
        query.getOrDefault("workload", ""),
        query.getOrDefault("client_id", ""));
  }

  private static void found(HttpExchange exchange, Optional<?> detail) throws IOException {
    if (detail.isPresent()) {
      json(exchange, 200, detail.get());
    } else {
      json(exchange, 404, Map.of("error", "not known, or no longer"));
    }
  }

  private static void json(HttpExchange exchange, int status, Object value) throws IOException {
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    send(
        exchange,
        status,
        "application/json",
        writer -> writer.write(Json.MAPPER.writeValueAsString(value)));
  }

  private static void text(HttpExchange exchange, int status, String text) throws IOException {
    send(exchange, status, "text/plain; charset=utf-8", writer -> writer.write(text));
  }

  private static void send(HttpExchange exchange, int status, String type, Body body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
    boolean gzip = accepted != null && accepted.contains("gzip");
    if (gzip) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    }
    exchange.sendResponseHeaders(status, 0);
    OutputStream raw = exchange.getResponseBody();
    OutputStream out = gzip ? new GZIPOutputStream(raw, BUFFER) : raw;
    // A scrape is written in pieces of a few characters, each of which an encoder would lock for.
    try (Writer writer =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER)) {
      body.write(writer);
    }
  }
}
