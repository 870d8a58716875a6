package io.streamgauge.matrix.capture;

import io.streamgauge.agent.capture.CaptureStatistics;
import io.streamgauge.agent.capture.PacketSource;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.capture.pcap4j.PcapSource;
import io.streamgauge.agent.identity.BrokerOwnership;
import io.streamgauge.agent.identity.LocalAddresses;
import io.streamgauge.agent.mapping.AgentCounters;
import io.streamgauge.agent.mapping.EventMapper;
import io.streamgauge.agent.mapping.MappingOptions;
import io.streamgauge.agent.pipeline.CapturePipeline;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.agent.tcp.TcpLimits;
import io.streamgauge.events.AgentIdentity;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Captures ports on {@code lo} as an agent does: its packet source, pipeline and event mapper, at
 * resolution 0. Only the bus is missing; the batches are kept.
 */
public final class LiveCapture {
  private static final int BUFFER_BYTES = 256 << 20;

  private final PacketSource source;
  private final CapturePipeline pipeline;
  private final EventMapper mapper;
  private final ExchangeCollector collector;
  private final Queue<EventBatch> batches = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private LiveCapture(Set<Integer> ports, PacketSource source) {
    this.source = source;
    this.mapper =
        new EventMapper(
            new AgentIdentity("matrix", 1, "node", "test"),
            MappingOptions.DEFAULTS.withResolutionMillis(0),
            AgentCounters.NONE,
            batches::add);
    this.collector = new ExchangeCollector(mapper);
    this.pipeline =
        new CapturePipeline(
            new PipelineOptions(
                ports,
                new BrokerOwnership(List.of(), LocalAddresses.ofThisMachine()),
                TcpLimits.DEFAULTS),
            KafkaDecoder.builder().build(),
            collector);
  }

  /**
   * Captures from now on, on a thread of its own.
   *
   * @throws IOException with one line that says what is missing
   */
  public static LiveCapture start(Set<Integer> ports) throws IOException {
    PacketSource source =
        PcapSource.open("lo", TrafficFilter.ofPorts(List.copyOf(ports)), BUFFER_BYTES);
    LiveCapture capture = new LiveCapture(ports, source);
    Thread thread = new Thread(capture::run, "matrix-capture");
    thread.setDaemon(true);
    thread.start();
    return capture;
  }

  private void run() {
    try {
      pipeline.run(source);
      collector.captureEnds();
      pipeline.finish();
      mapper.finish();
      ended.complete(null);
    } catch (IOException | RuntimeException e) {
      ended.completeExceptionally(e);
    }
  }

  /** Whether a request with this client id was seen, and with it all that was sent before. */
  public boolean sawClient(String clientId) {
    return collector.sawClient(clientId);
  }

  /** The exchanges so far, in the order in which they completed. */
  public List<SeenExchange> exchanges() {
    return collector.exchanges();
  }

  /** Ends the capture and tells what it saw. */
  public Seen finish() throws IOException {
    CaptureStatistics statistics = source.statistics();
    source.close();
    ended.join();
    return new Seen(
        collector.exchanges(),
        collector.anomalies(),
        SeenEvents.of(batches),
        statistics,
        pipeline.totals().gapBytes());
  }
}
