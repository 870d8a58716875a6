package io.streamgauge.quickstart.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamgauge.agent.testing.RequiresCapture;
import io.streamgauge.exporters.ExporterServer;
import io.streamgauge.jobs.JobsRunner;
import io.streamgauge.quickstart.Launcher;
import io.streamgauge.quickstart.demo.Parts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/safety.md, held: what clients write and how they prove who they are is found nowhere behind
 * the packets, though the agent read all of it and everything logs at trace level.
 */
@RequiresCapture
class PrivacyIT {
  private static final Duration SETTLE = Duration.ofSeconds(60);

  @TempDir private Path directory;

  private final Set<String> found = new TreeSet<>();

  @Test
  @SuppressWarnings("try") // log and recording need only be open
  void noPayloadAndNoSecretIsKeptAnywhere() throws Exception {
    Path ownLog = directory.resolve("own.log");
    try (SecretBroker broker = SecretBroker.start();
        TraceLog ignored = TraceLog.to(ownLog)) {
      String bus = broker.bus();
      Parts.createTopics(bus);
      JobsRunner jobs = Parts.jobs(bus);
      ExporterServer exporter = Parts.exporter(0, bus);
      Path capture = directory.resolve("traffic.pcap");
      Launcher.Started agent = startAgent(broker);
      try (Recording recording = Recording.start(capture, broker.observedPorts())) {
        await().atMost(SETTLE).until(() -> agent.err().contains("Capturing TCP ports"));
        SecretTraffic traffic = new SecretTraffic(broker);
        traffic.run();
        await("the last client's name on the metrics page")
            .atMost(SETTLE)
            .until(() -> get(exporter, "/metrics").contains(SecretTraffic.LAST_CLIENT));
      }
      Needle secret = Secrets.needle();
      assertThat(secret.in(capture)).as("payload was on the wire").isNotEmpty();

      Path dump = heapDump(agent.process().pid());
      assertThat(Secrets.visible().in(dump)).as("the search finds what is there").isNotEmpty();
      search("heap dump", secret.in(dump));

      byte[] events = BusBytes.of(bus, "streamgauge.events");
      for (String label : List.of(Secrets.VISIBLE, Secrets.USER, "PLAIN", "SCRAM-SHA-512")) {
        assertThat(Needle.text(label).in(events)).as("%s in events", label).isNotEmpty();
      }
      search("events", secret.in(events));
      for (String topic : List.of("results", "findings", "alerts")) {
        search(topic, secret.in(BusBytes.of(bus, "streamgauge." + topic)));
      }
      for (String path :
          new String[] {"/metrics", "/api/v1/overview", "/api/v1/series", "/", "/-/ready"}) {
        search(path, secret.in(get(exporter, path)));
      }
      stop(agent.process());
      assertThat(agent.err()).as("trace level").contains(" TRACE ");
      search("the agent's output", secret.in(agent.out() + agent.err()));
      jobs.close();
      exporter.close();
      for (String format : List.of("jsonl", "table", "summary")) {
        read(capture, format, secret);
      }
      for (int seed = 0; seed < 3; seed++) {
        Path damaged = directory.resolve("damaged-" + seed + ".pcap");
        read(DamagedCapture.of(capture, damaged, seed), "jsonl", secret);
      }
    }
    assertThat(Files.size(ownLog)).as("own trace log").isPositive();
    search("log of jobs and exporter", Secrets.needle().in(ownLog));

    assertThat(found).isEmpty();
  }

  private void read(Path capture, String format, Needle secret) throws Exception {
    Launcher.Run run = Launcher.run("--debug", "read", "--format=" + format, capture.toString());
    assertThat(run.code()).as(run.err()).isZero();
    String what = "read " + format + " " + capture.getFileName();
    assertThat(Secrets.visible().in(run.out())).as(what).isNotEmpty();
    search(what, secret.in(run.out() + run.err()));
  }

  private void search(String where, Set<String> forms) {
    forms.forEach(form -> found.add(where + ": " + form));
  }

  private Launcher.Started startAgent(SecretBroker broker) throws Exception {
    Path logback = Files.writeString(directory.resolve("trace.xml"), TraceLog.CONFIGURATION);
    return Launcher.start(
        directory,
        Map.of("STREAMGAUGE_JAVA_OPTS", "-Dlogback.configurationFile=" + logback),
        Launcher.script().toString(),
        "agent",
        "--interface=" + Parts.INTERFACE,
        "--port=" + String.join(",", broker.observedPorts().stream().map(String::valueOf).toList()),
        "--bootstrap=" + broker.bus(),
        "--agent-id=node-1",
        "--health-address=none");
  }

  /** Live objects only: a full collection goes before. */
  private Path heapDump(long pid) throws Exception {
    Path file = directory.resolve("agent.hprof");
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Launcher.Run run =
        Launcher.start(
                directory, Map.of(), jcmd, Long.toString(pid), "GC.heap_dump", file.toString())
            .await();
    assertThat(file).as(run.out() + run.err()).isNotEmptyFile();
    return file;
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  private static String get(ExporterServer exporter, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + exporter.port() + path)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
