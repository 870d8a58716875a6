package io.streamgauge.agent.runtime;

import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.FilteredSource;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.capture.live.CaptureThreads;
import io.streamgauge.agent.discovery.ListenerRegistry;
import io.streamgauge.agent.discovery.ListeningSockets;
import io.streamgauge.agent.discovery.SamplingLimits;
import io.streamgauge.agent.discovery.TrafficSampler;
import io.streamgauge.agent.identity.BrokerOwnership;
import io.streamgauge.agent.identity.LocalAddresses;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for listeners beside a running agent: once among the processes of this machine, and all the
 * time on ports that are not looked at yet, with a capture and a thread of its own. When it fails
 * the agent goes on without it.
 */
final class Discovery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);
  private static final int BUFFER_BYTES = 4 << 20;
  private static final long STOP_SECONDS = 5;
  private static final Path PROC = Path.of("/proc");

  private final FilteredSource source;
  private final TrafficSampler sampler;
  private final Thread thread;

  private Discovery(FilteredSource source, TrafficSampler sampler) {
    this.source = source;
    this.sampler = sampler;
    this.thread = new Thread(this::sample, "discovery");
    thread.setDaemon(true);
  }

  /** Starts looking; empty, after a warning, if nothing can be captured. */
  static Optional<Discovery> start(AgentOptions options, ListenerRegistry listeners) {
    askProcesses(listeners);
    try {
      return Optional.of(open(options, listeners));
    } catch (IOException | RuntimeException e) {
      LOG.warn("Listeners are looked for among processes only: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static Discovery open(AgentOptions options, ListenerRegistry listeners)
      throws IOException {
    FilteredSource[] opened = new FilteredSource[1];
    TrafficSampler sampler =
        new TrafficSampler(
            SamplingLimits.DEFAULTS,
            new BrokerOwnership(options.owns(), LocalAddresses.ofThisMachine()),
            listeners,
            KafkaDecoder.builder().build(),
            filter -> change(opened[0], filter));
    opened[0] =
        ChosenInterfaces.open(
                options.capture(),
                options.traffic().interfaces(),
                sampler.currentFilter(),
                BUFFER_BYTES,
                "discovery's packet buffer",
                CaptureThreads.SINGLE,
                LOG::debug)
            .source();
    Discovery discovery = new Discovery(opened[0], sampler);
    discovery.thread.start();
    return discovery;
  }

  private static void askProcesses(ListenerRegistry listeners) {
    if (!Files.isDirectory(PROC)) {
      return;
    }
    try {
      ListeningSockets.Found found = ListeningSockets.in(PROC).find(ListeningSockets::isBroker);
      found.ports().forEach(listeners::add);
      if (found.hidden() > 0) {
        LOG.warn("{}", found.missingRight());
      }
    } catch (IOException e) {
      LOG.warn("Listening processes cannot be looked for: {}", e.getMessage());
    }
  }

  private static void change(FilteredSource source, TrafficFilter filter) {
    try {
      source.filter(filter);
    } catch (CaptureUnavailableException e) {
      LOG.warn("Still looking for listeners as before: {}", e.getMessage());
    }
  }

  private void sample() {
    try {
      source.run(sampler);
    } catch (IOException | RuntimeException e) {
      LOG.warn("Listeners are no longer discovered: {}", e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
