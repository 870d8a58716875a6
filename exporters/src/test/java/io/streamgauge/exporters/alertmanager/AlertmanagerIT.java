package io.streamgauge.exporters.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.streamgauge.events.v1.Alert;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Posting to the real Alertmanager, which tells a receiver of the test. Between the two stands a
 * front of the test's own, so that Alertmanager can go and come back under one address.
 */
class AlertmanagerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path temporary;
  private final List<String> notifications = new CopyOnWriteArrayList<>();
  private final AtomicInteger posts = new AtomicInteger();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer receiver;
  private HttpServer front;
  private volatile RealAlertmanager alertmanager;
  private volatile String authorization;
  private Alertmanagers posting;

  @BeforeEach
  void start() throws IOException {
    receiver = serve("/notify", this::notified);
    Files.writeString(
        temporary.resolve("alertmanager.yml"),
        """
        route: {receiver: test, group_by: [alertname], group_wait: 0s, group_interval: 1s, repeat_interval: 4h}
        receivers:
          - name: test
            webhook_configs: [{url: 'http://127.0.0.1:%d/notify', send_resolved: true}]
        """
            .formatted(receiver.getAddress().getPort()));
    front = serve("/", this::forward);
    startAlertmanager();
    startPosting();
  }

  @AfterEach
  void stop() {
    if (posting != null) {
      posting.close();
    }
    if (alertmanager != null) {
      alertmanager.close();
    }
    front.stop(0);
    receiver.stop(0);
  }

  @Test
  void firesOnceAndResolvesOnceHoweverOftenItIsTold() throws Exception {
    Alert firing = SampleAlerts.firing("KafkaConsumerGroupStopped", now());

    tell(firing);
    await("told").atMost(PATIENCE).until(() -> notifications.size() == 1);
    int before = posts.get();
    await("told again and again").atMost(PATIENCE).until(() -> posts.get() >= before + 5);
    tell(SampleAlerts.ended(firing, now()));
    await("told of the end").atMost(PATIENCE).until(() -> notifications.size() >= 2);

    assertThat(notifications)
        .containsExactly(
            "firing KafkaConsumerGroupStopped billing",
            "resolved KafkaConsumerGroupStopped billing");
    assertThat(authorization).isEqualTo("Basic dXNlcjpzZWNyZXQ=");
  }

  @Test
  void survivesThatAlertmanagerGoesAndComesBack() throws Exception {
    Alert before = SampleAlerts.firing("Before", now());
    tell(before);
    await("told").atMost(PATIENCE).until(() -> notifications.size() == 1);
    // It notes that it told only after its receiver has answered; the next flush comes after the
    // note.
    RealAlertmanager first = alertmanager;
    double lookups = first.lookups();
    await("noted").atMost(PATIENCE).until(() -> first.lookups() > lookups);

    alertmanager.close();
    alertmanager = null;
    Alert meanwhile = SampleAlerts.firing("Meanwhile", now());
    tell(meanwhile);
    int tried = posts.get();
    await("tried while it is away").atMost(PATIENCE).until(() -> posts.get() > tried);
    startAlertmanager();
    await("told of what began meanwhile")
        .atMost(PATIENCE)
        .until(() -> notifications.contains("firing Meanwhile billing"));
    tell(SampleAlerts.ended(before, now()));
    tell(SampleAlerts.ended(meanwhile, now()));
    await("told of both ends").atMost(PATIENCE).until(() -> notifications.size() >= 4);

    assertThat(notifications)
        .containsExactlyInAnyOrder(
            "firing Before billing",
            "firing Meanwhile billing",
            "resolved Before billing",
            "resolved Meanwhile billing");
  }

  @Test
  void survivesThatTheExporterGoesAndComesBack() throws Exception {
    Alert firing = SampleAlerts.firing("A", now());
    tell(firing);
    await("told").atMost(PATIENCE).until(() -> notifications.size() == 1);

    posting.close();
    startPosting();
    int before = posts.get();
    tell(firing); // as it reads the topic from the beginning
    await("told again").atMost(PATIENCE).until(() -> posts.get() >= before + 3);
    posting.close();
    startPosting();
    tell(SampleAlerts.ended(firing, now())); // it ended while the exporter was away
    await("told of the end").atMost(PATIENCE).until(() -> notifications.size() >= 2);

    assertThat(notifications).containsExactly("firing A billing", "resolved A billing");
  }

  private void startAlertmanager() throws IOException {
    alertmanager =
        RealAlertmanager.start(temporary.resolve("alertmanager.yml"), temporary.resolve("data"));
  }

  private void startPosting() {
    URI url = URI.create("http://127.0.0.1:" + front.getAddress().getPort() + "/");
    posting =
        new Alertmanagers(
            new Alertmanagers.Settings(
                List.of(url), Optional.of("Basic dXNlcjpzZWNyZXQ="), Duration.ofMillis(200)),
            Clock.systemUTC());
  }

  private void tell(Alert alert) throws InvalidProtocolBufferException {
    posting.read(alert.getFingerprint(), alert.toByteArray());
  }

  private static long now() {
    return Clock.systemUTC().instant().getEpochSecond();
  }

  private void notified(HttpExchange exchange) throws IOException {
    for (JsonNode alert : JSON.readTree(exchange.getRequestBody().readAllBytes()).path("alerts")) {
      JsonNode labels = alert.path("labels");
      notifications.add(
          alert.path("status").asText()
              + " "
              + labels.path("alertname").asText()
              + " "
              + labels.path("consumergroup").asText());
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  /** Passes a post on; 503 while there is nobody to pass it to. */
  private void forward(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    authorization = exchange.getRequestHeaders().getFirst("Authorization");
    RealAlertmanager target = alertmanager;
    int status = 503;
    if (target != null) {
      HttpRequest request =
          HttpRequest.newBuilder(target.url.resolve(exchange.getRequestURI().getPath()))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build();
      try {
        status = client.send(request, BodyHandlers.discarding()).statusCode();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    posts.incrementAndGet();
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static HttpServer serve(String path, com.sun.net.httpserver.HttpHandler handler)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(path, handler);
    server.setExecutor(java.util.concurrent.Executors.newCachedThreadPool());
    server.start();
    return server;
  }
}
