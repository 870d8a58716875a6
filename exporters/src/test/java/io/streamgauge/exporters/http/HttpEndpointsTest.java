package io.streamgauge.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpEndpointsTest {
  private static final long NOW = 1_000_000;

  private final HttpClient client = HttpClient.newHttpClient();
  private final ResultStore store = new ResultStore();
  private final AtomicBoolean ready = new AtomicBoolean(true);
  private HttpEndpoints endpoints;

  @BeforeEach
  void serve() throws IOException {
    SampleResults.publish(
        store,
        Results.gauge(
            MetricCatalog.KAFKA_CONSUMERGROUP_LAG, List.of("c", "<script>", "t", "0"), 42, NOW));
    SampleResults.watermark(store, NOW);
    Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
    endpoints =
        new HttpEndpoints(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            store,
            new LiveViews(store, ready::get, clock, Duration.ofSeconds(60)),
            new PrometheusPage(store, new Staleness(clock, Duration.ofSeconds(60)), true),
            ready::get);
  }

  @AfterEach
  void stop() {
    endpoints.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/metrics,         200, text/plain",
    "/-/healthy,       200, text/plain",
    "/-/ready,         200, text/plain",
    "/api/v1/overview, 200, application/json",
    "/api/v1/series,   200, application/json",
    "/api/v1/group?cluster=c&group=%3Cscript%3E, 200, application/json",
    "/api/v1/group?cluster=c&group=other, 404, application/json",
    "/api/v1/client?cluster=c,            404, application/json",
    "/page/main.js,    200, text/javascript",
    "/page/style.css,  200, text/css",
    "/page/mark.svg,   200, image/svg+xml",
    "/page/../pom.xml, 404, text/plain",
    "/,                200, text/html",
    "/nothing,         404, text/plain",
    "/metrics/more,    404, text/plain",
  })
  void servesItsPathsAndNothingElse(String path, int status, String type) throws Exception {
    HttpResponse<String> response = get(path);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).get().asString().startsWith(type);
  }

  @Test
  void isNotReadyWhileItReads() throws Exception {
    ready.set(false);

    assertThat(get("/-/ready").statusCode()).isEqualTo(503);
    assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
  }

  @Test
  void showsNoSeriesBeforeTheWholeTopicHasBeenRead() throws Exception {
    ready.set(false);

    assertThat(get("/metrics").body()).isEmpty();

    ready.set(true);

    assertThat(get("/metrics").body()).contains("kafka_consumergroup_lag{");
  }

  @Test
  void answersOpenMetricsAndGzipWhereTheyAreAccepted() throws Exception {
    HttpResponse<byte[]> response =
        client.send(
            request("/metrics")
                .header("Accept", "application/openmetrics-text; version=1.0.0")
                .header("Accept-Encoding", "gzip")
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());

    assertThat(response.headers().firstValue("Content-Type"))
        .get()
        .asString()
        .startsWith("application/openmetrics-text");
    try (GZIPInputStream body =
        new GZIPInputStream(new java.io.ByteArrayInputStream(response.body()))) {
      assertThat(new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
          .endsWith("# EOF\n");
    }
  }

  @Test
  void theApiTellsUnknownValuesAsNull() throws Exception {
    JsonNode overview = Json.MAPPER.readTree(get("/api/v1/overview").body());

    JsonNode group = overview.path("groups").path(0);
    assertThat(group.path("lag").asLong()).isEqualTo(42);
    assertThat(group.path("members").isNull()).isTrue();
  }

  @Test
  void thePageMayRunNothingButItsOwnFiles() throws Exception {
    HttpResponse<String> response = get("/");

    assertThat(response.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(
            policy ->
                assertThat(policy)
                    .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'")
                    .doesNotContain("unsafe", "http:", "https:"));
    assertThat(response.body()).doesNotContain("http://", "https://", "style=", " onclick=");
  }

  @Test
  void refusesToBeWrittenTo() throws Exception {
    HttpResponse<String> response =
        client.send(
            request("/metrics").POST(HttpRequest.BodyPublishers.ofString("x")).build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(405);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoints.port() + path));
  }
}
