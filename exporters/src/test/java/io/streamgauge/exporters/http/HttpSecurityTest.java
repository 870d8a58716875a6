package io.streamgauge.exporters.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSecurityTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "/metrics,         ,              401",
    "/api/v1/overview, alice:wrong,   401",
    "/,                bob:se:cret,   401",
    "/page/main.js,    alice,         401",
    "/metrics,         alice:se:cret, 200",
    "/,                alice:se:cret, 200",
    "/-/healthy,       ,              200",
    "/-/ready,         ,              200",
  })
  void onlyUsersMayReadAndHealthIsForEverybody(String path, String who, int status)
      throws Exception {
    Path users = Files.writeString(folder.resolve("users"), "# us\n\nalice:se:cret\n");
    HttpSecurity security =
        new HttpSecurity(Optional.empty(), Optional.of(Credentials.read(users)));
    try (HttpEndpoints endpoints = serve(security)) {
      HttpRequest.Builder request = request("http://127.0.0.1:" + endpoints.port() + path);
      if (who != null) {
        request.header(
            "Authorization", "basic " + Base64.getEncoder().encodeToString(who.getBytes(UTF_8)));
      }

      var response = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(status);
      assertThat(response.headers().firstValue("WWW-Authenticate").isPresent())
          .isEqualTo(status == 401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic", "Basic ", "Basic !", "Bearer YTpi", "Basic YQ==", "Basic Og=="})
  void aHeaderThatIsNoneIsNobody(String header) throws IOException {
    Path users = Files.writeString(folder.resolve("users"), "a:b\n");

    assertThat(Credentials.read(users).accept(header)).isFalse();
    assertThat(Credentials.read(users).accept("Basic YTpi")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "alice:", ":secret", "", "# nobody"})
  void aFileThatNamesNobodyIsRefused(String text) throws IOException {
    Path users = Files.writeString(folder.resolve("users"), text + "\n");

    assertThatThrownBy(() -> Credentials.read(users))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(users.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void servesHttpsFromPemFiles(String algorithm) throws Exception {
    SelfSigned made = SelfSigned.make(folder, algorithm);
    SSLContext tls = PemFiles.read(made.certificate(), made.key());
    try (HttpEndpoints endpoints = serve(new HttpSecurity(Optional.of(tls), Optional.empty()))) {
      HttpRequest request = request("https://localhost:" + endpoints.port() + "/metrics").build();
      HttpClient trusting =
          HttpClient.newBuilder().sslContext(PemFiles.trusting(made.certificate())).build();

      assertThat(trusting.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, BodyHandlers.discarding()))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void filesThatAreNoPemAreNamed() throws Exception {
    Path cert = SelfSigned.make(folder, "EC").certificate();
    Path junk = Files.writeString(folder.resolve("junk"), "junk");
    Path noKey = SelfSigned.pem(folder, "PRIVATE KEY", new byte[] {1, 2});

    assertThatThrownBy(() -> PemFiles.read(junk, junk)).hasMessageContaining("junk");
    assertThatThrownBy(() -> PemFiles.trusting(junk)).hasMessageContaining("junk");
    assertThatThrownBy(() -> PemFiles.read(cert, junk)).hasMessageContaining("PRIVATE KEY");
    assertThatThrownBy(() -> PemFiles.read(cert, noKey))
        .hasMessageContaining("neither an RSA nor an EC key");
  }

  private static HttpEndpoints serve(HttpSecurity security) throws IOException {
    ResultStore store = new ResultStore();
    Clock clock = Clock.systemUTC();
    Duration limit = Duration.ofSeconds(60);
    return new HttpEndpoints(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        store,
        new LiveViews(store, () -> true, clock, limit),
        new PrometheusPage(store, new Staleness(clock, limit), true),
        () -> true,
        security);
  }

  private static HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url));
  }
}
