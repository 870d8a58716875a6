package io.streamgauge.exporters.top;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.streamgauge.exporters.http.Json;
import io.streamgauge.exporters.view.ClientDetail;
import io.streamgauge.exporters.view.GroupDetail;
import io.streamgauge.exporters.view.PageView;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** Asks a running exporter over HTTP. Every failure is one line that says what is wrong. */
public final class ExporterApi {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** An overview of ten thousand groups and clients has about this size. */
  private static final int LIMIT_BYTES = 32 << 20;

  private final URI url;
  private final Optional<String> authorization;
  private final HttpClient http;

  /**
   * An exporter that is asked.
   *
   * @param url {@code http} or {@code https}, without the path of the API
   * @param authorization header to send; empty for none
   * @param tls whom to trust; empty for the authorities that Java knows
   */
  public ExporterApi(URI url, Optional<String> authorization, Optional<SSLContext> tls) {
    String text = url.toString();
    this.url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    this.authorization = authorization;
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(TIMEOUT);
    tls.ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  URI url() {
    return url;
  }

  /**
   * Asks once and waits for the answer, at most some seconds.
   *
   * @throws IOException in one line, if there is none that can be read
   */
  Answer ask(Question question) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + question.path())).timeout(TIMEOUT);
    authorization.ifPresent(value -> request.header("Authorization", value));
    HttpResponse<InputStream> response;
    try {
      response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (ConnectException e) {
      throw new IOException("nothing listens there", e);
    } catch (HttpTimeoutException e) {
      throw new IOException("no answer within " + TIMEOUT.toSeconds() + " s", e);
    } catch (SSLException e) {
      throw new IOException("TLS: " + e.getMessage() + " (--ca names whom to trust)", e);
    }
    try (InputStream body = response.body()) {
      return switch (response.statusCode()) {
        case 200 -> read(question, body.readNBytes(LIMIT_BYTES + 1));
        case 404 -> unknown(question);
        case 401 -> throw new IOException("it asks for a user and password: --auth FILE");
        default -> throw new IOException("it answers with status " + response.statusCode());
      };
    }
  }

  private static Answer unknown(Question question) throws IOException {
    if (question instanceof Question.Overview) {
      throw new IOException("there is no API: is it Streamgauge's exporter?");
    }
    return new Answer.Unknown();
  }

  private static Answer read(Question question, byte[] body) throws IOException {
    if (body.length > LIMIT_BYTES) {
      throw new IOException("its answer has more than " + (LIMIT_BYTES >> 20) + " MB");
    }
    try {
      Object value = Json.READER.readValue(body, type(question));
      if (value instanceof PageView page && page.freshness() != null) {
        return new Answer.Overview(page);
      } else if (value instanceof GroupDetail group && group.group() != null) {
        return new Answer.Group(group);
      } else if (value instanceof ClientDetail client && client.client() != null) {
        return new Answer.Client(client);
      }
    } catch (JsonProcessingException e) {
      throw new IOException("its answer is not this API's: is it Streamgauge's exporter?", e);
    }
    throw new IOException("its answer is not this API's: is it Streamgauge's exporter?");
  }

  private static Class<?> type(Question question) {
    if (question instanceof Question.Overview) {
      return PageView.class;
    }
    return question instanceof Question.Group ? GroupDetail.class : ClientDetail.class;
  }
}
