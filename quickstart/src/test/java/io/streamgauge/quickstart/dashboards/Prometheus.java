package io.streamgauge.quickstart.dashboards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Prometheus server on a port that it chose itself. */
final class Prometheus implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("msg=\"Listening on\" address=127\\.0\\.0\\.1:(\\d+)");
  private static final Duration START = Duration.ofSeconds(60);

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final int port;

  /**
   * Starts a server and returns when it is ready.
   *
   * @param config its {@code prometheus.yml}
   * @param folder where it may write
   */
  Prometheus(Path config, Path folder) throws IOException {
    Path log = folder.resolve("prometheus.log");
    process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:0")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    await("Prometheus")
        .atMost(START)
        .failFast(
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException("Prometheus ended: " + Files.readString(log));
              }
            })
        .until(() -> Files.readString(log).contains("Server is ready"));
    Matcher listening = LISTENING.matcher(Files.readString(log));
    if (!listening.find()) {
      throw new IllegalStateException("Prometheus says no port: " + Files.readString(log));
    }
    port = Integer.parseInt(listening.group(1));
  }

  /** The result of an instant query: an array of series, or a scalar. */
  JsonNode query(String expression) throws IOException, InterruptedException {
    return get("query?query=" + URLEncoder.encode(expression, UTF_8)).path("result");
  }

  /** Values of a label among the series that a selector finds. */
  JsonNode labelValues(String label, String selector) throws IOException, InterruptedException {
    return get("label/" + label + "/values?match[]=" + URLEncoder.encode(selector, UTF_8));
  }

  /** What a path below {@code /api/v1} holds in {@code data}. */
  JsonNode get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/" + path.replace("[]", "%5B%5D"));
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(path + ": " + response.body());
    }
    return json.readTree(response.body()).path("data");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
