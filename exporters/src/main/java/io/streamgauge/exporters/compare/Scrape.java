package io.streamgauge.exporters.compare;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Fetches a page of metrics as Prometheus does. */
public final class Scrape {
  /** A page of a million series has about this size. */
  private static final int LIMIT_BYTES = 256 << 20;

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Optional<String> authorization;
  private final HttpClient http;

  /**
   * Fetches from one server.
   *
   * @param authorization header to send; empty for none
   * @param tls whom to trust; empty for the authorities that Java knows
   */
  public Scrape(Optional<String> authorization, Optional<SSLContext> tls) {
    this.authorization = authorization;
    // The client would hand a password on to wherever it is sent.
    HttpClient.Redirect redirect =
        authorization.isPresent() ? HttpClient.Redirect.NEVER : HttpClient.Redirect.NORMAL;
    HttpClient.Builder builder =
        HttpClient.newBuilder().connectTimeout(TIMEOUT).followRedirects(redirect);
    tls.ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  /**
   * The samples of a page.
   *
   * @param url {@code http} or {@code https}
   * @throws IOException in one line that names the page, if it cannot be had or read
   */
  public List<Sample> get(URI url) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).timeout(TIMEOUT).header("Accept", "text/plain");
    authorization.ifPresent(value -> request.header("Authorization", value));
    HttpResponse<InputStream> response;
    try {
      response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      String why = e.getMessage() == null ? "no answer" : e.getMessage();
      throw new IOException(url + ": " + why, e);
    }
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException(url + " answered with status " + response.statusCode());
      }
      byte[] page = body.readNBytes(LIMIT_BYTES + 1);
      if (page.length > LIMIT_BYTES) {
        throw new IOException(url + " has more than " + (LIMIT_BYTES >> 20) + " MB");
      }
      return Exposition.read(new String(page, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IOException(url + ": " + e.getMessage(), e);
    }
  }
}
