package io.streamgauge.quickstart.tls;

import io.streamgauge.agent.capture.PacketSource;
import io.streamgauge.agent.identity.Ownership;
import io.streamgauge.agent.pipeline.CapturePipeline;
import io.streamgauge.agent.pipeline.Connection;
import io.streamgauge.agent.pipeline.ConnectionObserver;
import io.streamgauge.agent.pipeline.ExchangeObserver;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.agent.tcp.TcpLimits;
import io.streamgauge.agent.tls.SecretStore;
import io.streamgauge.agent.tls.TlsLimits;
import io.streamgauge.agent.tls.TlsOptions;
import io.streamgauge.agent.tls.TlsStatistics;
import io.streamgauge.agent.tls.Undecrypted;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** What a pipeline with a key log saw of some clients. Thread-safe. */
final class SeenTraffic implements ExchangeObserver, ConnectionObserver {
  private final Map<String, Long> requests = new TreeMap<>();
  private final Map<String, List<String>> produced = new TreeMap<>();
  private final Map<String, long[]> consumed = new TreeMap<>();
  private final List<String> anomalies = new ArrayList<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final CapturePipeline pipeline;

  private SeenTraffic(SecretStore secrets) {
    PipelineOptions options =
        new PipelineOptions(
            Set.of(),
            Ownership.EVERYTHING,
            TcpLimits.DEFAULTS,
            Optional.of(new TlsOptions(secrets, TlsLimits.DEFAULTS)));
    pipeline = new CapturePipeline(options, KafkaDecoder.builder().build(), this);
  }

  /** Captures on a thread of its own until the source is closed. */
  static SeenTraffic capture(PacketSource source, SecretStore secrets) {
    SeenTraffic seen = new SeenTraffic(secrets);
    Thread thread = new Thread(() -> seen.run(source), "tls-capture");
    thread.setDaemon(true);
    thread.start();
    return seen;
  }

  private void run(PacketSource source) {
    try {
      pipeline.run(source);
      pipeline.finish();
      ended.complete(null);
    } catch (IOException | RuntimeException | AssertionError e) {
      ended.completeExceptionally(e);
    }
  }

  /** Waits until everything was looked at, once the source is closed. */
  void finish() {
    ended.join();
  }

  @Override
  public ConnectionObserver onConnection(Connection connection) {
    return this;
  }

  @Override
  public synchronized void onExchange(Exchange exchange) {
    String clientId = String.valueOf(exchange.clientId());
    requests.merge(clientId, 1L, Long::sum);
    if (exchange.details() instanceof PartitionDetails partitions) {
      for (int i = 0; i < partitions.size(); i++) {
        add(clientId.substring(2), exchange.apiName(), partitions, i);
      }
    }
  }

  private void add(String run, String api, PartitionDetails partitions, int index) {
    long records = Math.max(0, partitions.row(index).records());
    long bytes = Math.max(0, partitions.row(index).bytes());
    if (api.equals("Produce")) {
      produced.computeIfAbsent(run, name -> new ArrayList<>()).add(records + "/" + bytes);
    } else if (api.equals("Fetch")) {
      long[] sums = consumed.computeIfAbsent(run, name -> new long[2]);
      sums[0] += records;
      sums[1] += bytes;
    }
  }

  @Override
  public synchronized void onAnomaly(Anomaly anomaly) {
    anomalies.add(anomaly.toString());
  }

  /** Requests by client id. */
  synchronized Map<String, Long> requests() {
    return new TreeMap<>(requests);
  }

  synchronized List<String> produced(String run) {
    return List.copyOf(produced.getOrDefault(run, List.of()));
  }

  /** Records and bytes. */
  synchronized List<Long> consumed(String run) {
    long[] sums = consumed.getOrDefault(run, new long[2]);
    return List.of(sums[0], sums[1]);
  }

  synchronized List<String> anomalies() {
    return List.copyOf(anomalies);
  }

  long opaqueConnections() {
    return pipeline.totals().opaqueConnections();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("opaque connections: " + opaqueConnections());
    for (Undecrypted reason : Undecrypted.values()) {
      text.append(", ").append(reason.label()).append(": ").append(tls().undecrypted(reason));
    }
    return text + ", anomalies: " + anomalies();
  }

  TlsStatistics tls() {
    return pipeline.tlsStatistics().orElseThrow();
  }
}
