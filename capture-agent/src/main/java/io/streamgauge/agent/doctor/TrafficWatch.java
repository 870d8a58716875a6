package io.streamgauge.agent.doctor;

import io.streamgauge.agent.capture.CaptureStatistics;
import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.FilteredSource;
import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.capture.PacketSource;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.capture.afpacket.AfPacketSource;
import io.streamgauge.agent.capture.live.LiveSources;
import io.streamgauge.agent.discovery.ListenerRegistry;
import io.streamgauge.agent.discovery.SamplingLimits;
import io.streamgauge.agent.discovery.TrafficSampler;
import io.streamgauge.agent.identity.BrokerOwnership;
import io.streamgauge.agent.identity.LocalAddresses;
import io.streamgauge.agent.identity.Ownership;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Captures on each interface for a while, as an agent would, and beside it looks for Kafka on ports
 * that nobody named.
 */
final class TrafficWatch {
  private static final Logger LOG = LoggerFactory.getLogger(TrafficWatch.class);
  private static final long STOP_SECONDS = 5;

  private final DoctorOptions options;
  private final Ownership ownership;
  private final SeenTraffic traffic;
  private final Set<Integer> known = new TreeSet<>();
  private final ListenerRegistry listeners;
  private final Map<String, String> errors = new TreeMap<>();
  private final Map<String, PacketSource> sources = new LinkedHashMap<>();
  private final List<PacketSource> searches = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * A watch that has not begun.
   *
   * @param quietPorts ports that are not to be found, since it is known what they are: the bus'
   */
  TrafficWatch(DoctorOptions options, Set<Integer> quietPorts) {
    this.options = options;
    this.ownership = new BrokerOwnership(options.owns(), LocalAddresses.ofThisMachine());
    this.traffic = new SeenTraffic(options.ports(), ownership, options.tls());
    known.addAll(options.ports());
    known.addAll(quietPorts);
    this.listeners = new ListenerRegistry(known, ListenerRegistry.DEFAULT_LIMIT, ports -> {});
  }

  /** Captures for as long as the options say. */
  void run() throws InterruptedException {
    Set<String> names = MachineFacts.interfaces(options.interfaces());
    int share =
        Math.max(
            AfPacketSource.LEAST_BUFFER_BYTES,
            options.captureBufferBytes() / Math.max(1, names.size()));
    try {
      for (String name : names) {
        open(name, share);
      }
      if (!sources.isEmpty()) {
        TimeUnit.NANOSECONDS.sleep(options.duration().toNanos());
      }
    } finally {
      stop();
    }
  }

  private void open(String name, int bufferBytes) {
    try {
      TrafficFilter filter =
          TrafficFilter.ofPorts(List.copyOf(options.ports()))
              .withEncapsulated()
              .withoutAcknowledgments();
      PacketSource source =
          LiveSources.open(options.capture(), name, filter, bufferBytes, LOG::debug).source();
      sources.put(name, source);
      start(source, traffic.on(name), "capture-" + name);
    } catch (CaptureUnavailableException e) {
      errors.put(name, e.getMessage());
      return;
    }
    search(name);
  }

  private void search(String name) {
    AtomicReference<PacketSource> opened = new AtomicReference<>();
    TrafficSampler sampler =
        new TrafficSampler(
            SamplingLimits.DEFAULTS,
            ownership,
            listeners,
            KafkaDecoder.builder().build(),
            filter -> change(opened.get(), filter));
    try {
      opened.set(
          LiveSources.open(
                  options.capture(),
                  name,
                  sampler.currentFilter(),
                  AfPacketSource.LEAST_BUFFER_BYTES,
                  LOG::debug)
              .source());
      searches.add(opened.get());
      start(opened.get(), sampler, "search-" + name);
    } catch (CaptureUnavailableException e) {
      LOG.debug("{}: other ports are not looked at", name, e);
    }
  }

  private static void change(PacketSource source, TrafficFilter filter) {
    try {
      if (source instanceof FilteredSource filtered) {
        filtered.filter(filter);
      }
    } catch (CaptureUnavailableException e) {
      LOG.debug("Still looking for other ports as before", e);
    }
  }

  private void start(PacketSource source, PacketHandler handler, String name) {
    Thread thread =
        new Thread(
            () -> {
              try {
                source.run(handler);
              } catch (IOException | RuntimeException e) {
                LOG.warn("{} ended: {}", name, e.getMessage());
              }
            },
            name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void stop() throws InterruptedException {
    List<PacketSource> all = new ArrayList<>(sources.values());
    all.addAll(searches);
    for (PacketSource source : all) {
      try {
        source.close();
      } catch (IOException e) {
        LOG.debug("A capture could not be closed", e);
      }
    }
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    }
  }

  /** What was seen, as checks; after {@link #run}. */
  List<Check> checks(Set<Integer> listeningPorts) {
    TrafficSample sample = traffic.finish();
    Set<Integer> others = new TreeSet<>(listeners.ports());
    others.removeAll(known);
    return List.of(
        new InterfacesCheck(sample.byInterface(), errors, options.duration().toSeconds() + " s"),
        new PortsCheck(sample.byPort(), others, listeningPorts),
        sample.ownership(),
        sample.tls(),
        sample.halfSeen(),
        drops(),
        sample.duplicates());
  }

  private DropsCheck drops() {
    long received = 0;
    long dropped = 0;
    for (PacketSource source : sources.values()) {
      CaptureStatistics statistics = source.statistics();
      received += statistics.receivedPackets();
      dropped += statistics.droppedPackets();
    }
    return new DropsCheck(received, dropped);
  }
}
