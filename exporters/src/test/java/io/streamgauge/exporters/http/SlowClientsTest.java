package io.streamgauge.exporters.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.Results;
import io.streamgauge.exporters.SampleResults;
import io.streamgauge.exporters.prometheus.PrometheusPage;
import io.streamgauge.exporters.prometheus.Staleness;
import io.streamgauge.exporters.store.ResultStore;
import io.streamgauge.exporters.view.LiveViews;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Time passes when the test says so: a limit is over when its task is run. */
class SlowClientsTest {
  private static final long NOW = 1_000_000;
  private static final int STUCK = 2 * HttpEndpoints.THREADS;
  private static final long PATIENCE_SECONDS = 60;

  /** A limit that was set. */
  private record Limit(Duration length, Runnable over) {}

  private final BlockingQueue<Limit> limits = new LinkedBlockingQueue<>();
  private final List<Socket> clients = new ArrayList<>();
  private final ResultStore store = new ResultStore();
  private HttpEndpoints endpoints;

  @BeforeEach
  void serve() throws IOException {
    SampleResults.watermark(store, NOW);
    // An answer of 16 MB, more than the sockets' buffers take in.
    String name = "x".repeat(16_000);
    for (int partition = 0; partition < 1_000; partition++) {
      List<String> labels = List.of("c", name, "t", Integer.toString(partition));
      SampleResults.publish(
          store, Results.gauge(MetricCatalog.KAFKA_CONSUMERGROUP_LAG, labels, 42, NOW));
    }
    Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
    endpoints =
        new HttpEndpoints(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            store,
            new LiveViews(store, () -> true, clock, Duration.ofSeconds(60)),
            new PrometheusPage(store, new Staleness(clock, Duration.ofSeconds(60)), true),
            () -> true,
            HttpSecurity.NONE,
            new ExchangeThreads(HttpEndpoints.THREADS, this::limit));
  }

  private CompletableFuture<Void> limit(Duration length, Runnable over) {
    limits.add(new Limit(length, over));
    return new CompletableFuture<>();
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
    endpoints.close();
  }

  @Test
  void clientsThatSendHalfARequestLoseTheirConnection() throws Exception {
    // Given
    connect("GET /met", STUCK);

    // When
    for (int stuck = 0; stuck < STUCK; stuck++) {
      next(ExchangeThreads.REQUEST).over().run();
    }

    // Then
    assertThat(status("/metrics")).isEqualTo(200);
  }

  @Test
  void clientsThatNeverReadTheAnswerLoseTheirConnection() throws Exception {
    // Given
    connect("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n", STUCK);

    // When
    for (int stuck = 0; stuck < STUCK; stuck++) {
      next(ExchangeThreads.ANSWER).over().run();
    }

    // Then
    assertThat(status("/metrics")).isEqualTo(200);
  }

  @Test
  void aLimitThatEndsLateHitsNobodyElse() throws Exception {
    // Given
    assertThat(status("/-/healthy")).isEqualTo(200);
    Limit request = next(ExchangeThreads.REQUEST);
    Limit answer = next(ExchangeThreads.ANSWER);

    connect("GET /-/heal", HttpEndpoints.THREADS);
    for (int thread = 0; thread < HttpEndpoints.THREADS; thread++) {
      next(ExchangeThreads.REQUEST);
    }

    // When
    request.over().run();
    answer.over().run();

    // Then
    for (Socket client : clients) {
      client.getOutputStream().write("thy HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
      assertThat(client.getInputStream().readNBytes(12))
          .asString(US_ASCII)
          .isEqualTo("HTTP/1.1 200");
    }
  }

  private void connect(String sent, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Socket client = new Socket();
      clients.add(client);
      client.setReceiveBufferSize(4096);
      client.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
      client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoints.port()));
      client.getOutputStream().write(sent.getBytes(US_ASCII));
    }
  }

  /** The next limit of this length, when it is set. */
  private Limit next(Duration length) throws InterruptedException {
    Limit limit;
    do {
      limit = limits.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(limit).as("another exchange begins").isNotNull();
    } while (!limit.length().equals(length));
    return limit;
  }

  private int status(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoints.port() + path))
            .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
            .build();
    HttpClient client = HttpClient.newHttpClient();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }
}
