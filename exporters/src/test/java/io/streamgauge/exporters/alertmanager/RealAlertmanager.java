package io.streamgauge.exporters.alertmanager;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Debian's Alertmanager as a process on a free port. */
public final class RealAlertmanager implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("address=(127\\.0\\.0\\.1:\\d+)");

  private final Process process;
  public final URI url;

  private RealAlertmanager(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /** Starts one; where it is not installed the test is skipped with a reason, or fails in CI. */
  public static RealAlertmanager start(Path configuration, Path storage) throws IOException {
    Process process;
    try {
      process =
          new ProcessBuilder(
                  "prometheus-alertmanager",
                  "--config.file=" + configuration,
                  "--storage.path=" + storage,
                  "--cluster.listen-address=",
                  "--web.listen-address=127.0.0.1:0")
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      String reason = "no Alertmanager: apt-get install prometheus-alertmanager";
      if ("true".equals(System.getenv("CI"))) {
        return fail(reason, e);
      }
      System.err.println("Skipped: " + reason);
      return abort(reason);
    }
    return new RealAlertmanager(process, address(process));
  }

  /** What it says about where it listens; the rest of what it says is read and dropped. */
  private static URI address(Process process) throws IOException {
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder all = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      all.append(line).append('\n');
      Matcher listening = LISTENING.matcher(line);
      if (line.contains("Listening on") && listening.find()) {
        Thread drain = new Thread(() -> drain(said), "alertmanager-log");
        drain.setDaemon(true);
        drain.start();
        return URI.create("http://" + listening.group(1));
      }
    }
    return fail("Alertmanager ended: " + all);
  }

  private static void drain(BufferedReader said) {
    try {
      while (said.readLine() != null) {}
    } catch (IOException e) {
      // It ended.
    }
  }

  /** How often it looked up whom it had told; it does at each flush of a group, one by one. */
  double lookups() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url.resolve("/metrics")).build();
    return HttpClient.newHttpClient()
        .send(request, BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith("alertmanager_nflog_queries_total "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .sum();
  }

  /** Stops it as an operator would, so that it writes down whom it has told of what. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
