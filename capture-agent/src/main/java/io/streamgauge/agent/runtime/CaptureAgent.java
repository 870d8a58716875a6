package io.streamgauge.agent.runtime;

import io.streamgauge.agent.capture.CaptureStatistics;
import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.FilteredSource;
import io.streamgauge.agent.capture.PacketSource;
import io.streamgauge.agent.capture.live.CaptureMethod;
import io.streamgauge.agent.capture.live.CaptureThreads;
import io.streamgauge.agent.discovery.AdvertisedListeners;
import io.streamgauge.agent.discovery.ListenerRegistry;
import io.streamgauge.agent.identity.BrokerOwnership;
import io.streamgauge.agent.identity.LocalAddresses;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.agent.publish.BusProducer;
import io.streamgauge.agent.publish.EventPublisher;
import io.streamgauge.agent.tcp.TcpLimits;
import io.streamgauge.events.AgentIdentity;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live agent: captures, decodes and publishes on threads of its own until it is closed.
 *
 * <p>Closing is orderly: open sums are sent, and the last batch says that it is the last.
 */
public final class CaptureAgent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CaptureAgent.class);
  private static final long STOP_SECONDS = 10;

  private final AgentOptions options;
  private final FilteredSource source;
  private final CaptureMethod method;
  private final EventPublisher publisher;
  private final ListenerRegistry listeners;
  private final AgentPipeline pipeline;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Thread thread;
  private Optional<HealthServer> health = Optional.empty();
  private Optional<Discovery> discovery = Optional.empty();

  private CaptureAgent(
      AgentOptions options,
      ChosenInterfaces.Opened opened,
      EventPublisher publisher,
      InstantSource clock) {
    this.options = options;
    this.source = opened.source();
    this.method = opened.method();
    this.publisher = publisher;
    this.listeners =
        new ListenerRegistry(
            options.traffic().ports(), ListenerRegistry.DEFAULT_LIMIT, this::listenTo);
    this.pipeline = pipeline(clock);
    if (options.traffic().discover()) {
      pipeline.tellOf(listeners);
    }
    this.thread = new Thread(() -> capture(pipeline, source, ended), "capture");
  }

  /**
   * Starts an agent.
   *
   * @throws IOException with one line for the user: no right to capture, no libpcap, unknown
   *     interface, busy health port
   */
  public static CaptureAgent start(AgentOptions options) throws IOException {
    TrafficChoice traffic = options.traffic();
    ChosenInterfaces.Opened opened =
        ChosenInterfaces.open(
            options.capture(),
            traffic.interfaces(),
            traffic.filter(),
            options.captureBufferBytes(),
            "--capture-buffer",
            new CaptureThreads(options.threads().capture(), options.threads().first()),
            LOG::warn);
    try {
      CaptureAgent agent =
          new CaptureAgent(options, opened, publisher(options), InstantSource.system());
      agent.begin();
      return agent;
    } catch (IOException | RuntimeException e) {
      opened.source().close();
      throw e;
    }
  }

  private void begin() throws IOException {
    try {
      if (options.health().isPresent()) {
        health =
            Optional.of(HealthServer.start(options.health().get(), this::isAlive, this::isReady));
      }
      thread.start();
      if (options.traffic().discover()) {
        discovery = Discovery.start(options, listeners);
      }
    } catch (IOException e) {
      publisher.close();
      throw e;
    }
  }

  private static EventPublisher publisher(AgentOptions options) {
    return new EventPublisher(
        BusProducer.create(options.bootstrap(), options.agentId(), options.producerSettings()),
        options.topic(),
        options.agentId(),
        options.publishBufferBytes());
  }

  private void listenTo(Set<Integer> ports) {
    LOG.info("Looking at ports {}", new TreeSet<>(ports));
    pipeline.watch(ports);
    try {
      source.filter(options.traffic().filter(ports));
    } catch (CaptureUnavailableException e) {
      LOG.warn("Still capturing with the filter before: {}", e.getMessage());
    }
  }

  private AgentPipeline pipeline(InstantSource clock) {
    AgentIdentity identity =
        new AgentIdentity(
            options.agentId(),
            TimeUnit.MILLISECONDS.toNanos(clock.millis()),
            options.node(),
            options.version());
    BrokerOwnership ownership = new BrokerOwnership(options.owns(), LocalAddresses.ofThisMachine());
    PipelineOptions pipelineOptions =
        new PipelineOptions(
            options.traffic().ports(), ownership, TcpLimits.DEFAULTS, options.tls());
    return new AgentPipeline(
        identity,
        pipelineOptions,
        options.mapping(),
        KafkaDecoder.builder().build(),
        publisher,
        publisher::droppedEvents,
        options.threads(),
        options.traffic().discover()
            ? mapper ->
                new AdvertisedListeners(mapper, ownership, NodeNames.ofThisMachine(), listeners)
            : UnaryOperator.identity());
  }

  /** Captures until the source ends; whatever ends it, who waits for the end hears of it. */
  static void capture(AgentPipeline pipeline, PacketSource source, CompletableFuture<Void> ended) {
    try {
      pipeline.run(source);
      pipeline.finish();
      ended.complete(null);
    } catch (Throwable e) {
      // Errors, too: without this thread an agent only looks alive.
      ended.completeExceptionally(e);
      LOG.debug("The capture ended by itself", e);
    }
  }

  /** How this agent runs. */
  public AgentOptions options() {
    return options;
  }

  /** Completes when the capture ended, with an exception if it ended by itself. */
  public CompletableFuture<Void> ended() {
    return ended.copy();
  }

  /** What it captures with; never {@link CaptureMethod#AUTO}. */
  public CaptureMethod captureMethod() {
    return method;
  }

  /** Packets received and lost so far. */
  public CaptureStatistics captureStatistics() {
    return source.statistics();
  }

  /** Batches that the bus acknowledged. */
  public long sentBatches() {
    return publisher.sentBatches();
  }

  /** Batches that found no room on their way to the bus. */
  public long droppedBatches() {
    return publisher.droppedBatches();
  }

  /** Kafka connections found so far. */
  public long kafkaConnections() {
    return pipeline.totals().kafkaConnections();
  }

  /** Listeners' ports that were found; 0 without discovery. */
  public int discoveredListeners() {
    return listeners.discovered();
  }

  private boolean isAlive() {
    return !ended.isDone();
  }

  /** Whether it captures and the bus takes its batches. */
  public boolean isReady() {
    return isAlive() && publisher.isDelivering();
  }

  /** Stops capturing, sends what is left, and stops; takes at most some seconds. */
  @Override
  public void close() throws IOException {
    if (discovery.isPresent()) {
      discovery.get().close();
    }
    source.close();
    try {
      ended.handle((nothing, error) -> null).get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      LOG.warn("The capture did not end within {} s", STOP_SECONDS);
    }
    publisher.close();
    health.ifPresent(HealthServer::close);
  }
}
