package io.streamgauge.exporters.alertmanager;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamgauge.events.v1.Alert;
import io.streamgauge.events.v1.Label;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One Alertmanager, by its API v2 (https://prometheus.io/docs/alerting/latest/alerts_api/). */
final class AlertmanagerClient {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int SAID = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final URI endpoint;
  private final Optional<String> authorization;

  /**
   * A client.
   *
   * @param base where Alertmanager is, with its route prefix if it has one
   * @param authorization the header's value, if one is wanted
   */
  AlertmanagerClient(HttpClient http, URI base, Optional<String> authorization) {
    this.http = http;
    this.endpoint = URI.create(base.toString().replaceAll("/+$", "") + "/api/v2/alerts");
    this.authorization = authorization;
  }

  /**
   * Tells of alerts.
   *
   * @param validFor how long those that fire hold if nothing more is heard
   * @throws IOException if they were not taken, with what Alertmanager says
   */
  void post(List<Alert> alerts, Instant now, Duration validFor)
      throws IOException, InterruptedException {
    byte[] body = JSON.writeValueAsBytes(alerts.stream().map(a -> json(a, now, validFor)).toList());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    authorization.ifPresent(value -> request.header("Authorization", value));
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (response.statusCode() / 100 != 2) {
      String said = response.body().strip();
      throw new IOException(
          "it answers "
              + response.statusCode()
              + " "
              + said.substring(0, Math.min(said.length(), SAID)));
    }
  }

  private static Map<String, Object> json(Alert alert, Instant now, Duration validFor) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("labels", map(alert.getLabelsList()));
    json.put("annotations", map(alert.getAnnotationsList()));
    json.put("startsAt", Instant.ofEpochSecond(alert.getStartsSeconds()).toString());
    Instant ends =
        alert.hasEndsSeconds() ? Instant.ofEpochSecond(alert.getEndsSeconds()) : now.plus(validFor);
    json.put("endsAt", ends.toString());
    return json;
  }

  /** Alertmanager takes an empty label for one that is not there; some releases refuse it. */
  private static Map<String, String> map(List<Label> labels) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Label label : labels) {
      if (!label.getValue().isEmpty()) {
        map.put(label.getName(), label.getValue());
      }
    }
    return map;
  }
}
