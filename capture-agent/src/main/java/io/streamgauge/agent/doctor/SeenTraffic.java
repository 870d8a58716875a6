package io.streamgauge.agent.doctor;

import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.identity.Ownership;
import io.streamgauge.agent.link.LinkDecoder;
import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.link.TcpSegment;
import io.streamgauge.agent.pipeline.CapturePipeline;
import io.streamgauge.agent.pipeline.Connection;
import io.streamgauge.agent.pipeline.ConnectionObserver;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.agent.pipeline.TrafficTotals;
import io.streamgauge.agent.tcp.Endpoint;
import io.streamgauge.agent.tcp.TcpLimits;
import io.streamgauge.agent.tls.TlsOptions;
import io.streamgauge.agent.tls.TlsStatistics;
import io.streamgauge.agent.tls.Undecrypted;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The traffic of several interfaces, put together as an agent does, with what was seen where.
 * Packets of each interface come from a thread of their own; one at a time is taken in.
 */
final class SeenTraffic {
  /** Connections that are told apart by interface. */
  static final int MAX_CONNECTIONS = 20_000;

  private final Set<Integer> ports;
  private final Ownership ownership;
  private final CapturePipeline pipeline;
  private final Map<String, Set<Way>> ways = new LinkedHashMap<>();
  private final Set<Pair> kafka = new HashSet<>();

  /** One direction of a connection. */
  private record Way(Endpoint from, Endpoint to) {}

  private record Pair(Endpoint client, Endpoint broker) {
    private boolean isSeen(Set<Way> seen) {
      return seen.contains(new Way(client, broker)) || seen.contains(new Way(broker, client));
    }
  }

  /**
   * Nothing seen yet.
   *
   * @param ports that are looked at
   * @param ownership which brokers an agent would count
   */
  SeenTraffic(Set<Integer> ports, Ownership ownership, Optional<TlsOptions> tls) {
    this.ports = Set.copyOf(ports);
    this.ownership = ownership;
    // Everybody's brokers are looked at, to tell of those that would not count.
    PipelineOptions options =
        new PipelineOptions(ports, Ownership.EVERYTHING, TcpLimits.DEFAULTS, tls);
    this.pipeline = new CapturePipeline(options, KafkaDecoder.builder().build(), this::observe);
  }

  /** Takes in the packets of one interface. */
  synchronized PacketHandler on(String interfaceName) {
    Set<Way> seen = new HashSet<>();
    ways.put(interfaceName, seen);
    return new Tap(seen);
  }

  private final class Tap implements PacketHandler {
    private final Set<Way> seen;
    private final LinkDecoder link = new LinkDecoder();
    private final TcpSegment segment = new TcpSegment();

    private Tap(Set<Way> seen) {
      this.seen = seen;
    }

    @Override
    public void onPacket(
        long timestampNanos,
        LinkType linkType,
        ByteBuffer buffer,
        int offset,
        int capturedLength,
        int wireLength) {
      if (link.decode(
          timestampNanos, linkType, buffer, offset, capturedLength, wireLength, segment)) {
        take(seen, segment);
      }
    }

    @Override
    public void onIdle(long timestampNanos) {
      link.onIdle(timestampNanos);
      idle(timestampNanos);
    }
  }

  private synchronized void take(Set<Way> seen, TcpSegment segment) {
    if (segment.wirePayloadLength() > 0 && seen.size() < 2 * MAX_CONNECTIONS) {
      seen.add(
          new Way(
              new Endpoint(segment.sourceHigh(), segment.sourceLow(), segment.sourcePort()),
              new Endpoint(
                  segment.destinationHigh(), segment.destinationLow(), segment.destinationPort())));
    }
    pipeline.onSegment(segment);
  }

  private synchronized void idle(long timestampNanos) {
    pipeline.onIdle(timestampNanos);
  }

  private ConnectionObserver observe(Connection connection) {
    if (kafka.size() < MAX_CONNECTIONS) {
      kafka.add(new Pair(connection.client(), connection.broker()));
    }
    return new ConnectionObserver() {
      @Override
      public void onExchange(Exchange exchange) {
        // That there is one is enough.
      }

      @Override
      public void onAnomaly(Anomaly anomaly) {
        // Counted by the pipeline.
      }
    };
  }

  /** What was seen so far; nothing may come afterwards. */
  synchronized TrafficSample finish() {
    TrafficTotals totals = pipeline.totals();
    int open = totals.openFlows();
    int half = totals.halfSeenFlows();
    pipeline.finish();
    Map<String, Long> byInterface = new TreeMap<>();
    ways.forEach(
        (name, seen) ->
            byInterface.put(name, kafka.stream().filter(pair -> pair.isSeen(seen)).count()));
    Map<Integer, Long> byPort = new TreeMap<>();
    ports.forEach(port -> byPort.put(port, 0L));
    kafka.forEach(pair -> byPort.merge(pair.broker().port(), 1L, Long::sum));
    Set<String> repeatedOn = new TreeSet<>();
    long repeated = kafka.stream().filter(pair -> isRepeated(pair, repeatedOn)).count();
    return new TrafficSample(
        byInterface,
        byPort,
        kafka.stream().filter(pair -> ownership.owns(pair.broker())).count(),
        kafka.stream()
            .map(Pair::broker)
            .filter(broker -> !ownership.owns(broker))
            .map(Endpoint::toString)
            .min(String::compareTo)
            .orElse(""),
        new TlsShareCheck(
            totals.kafkaBytes(), totals.opaqueBytes(), totals.otherBytes(), undecrypted()),
        new HalfSeenCheck(open, half),
        new DuplicatesCheck(repeated, pipeline.tcpStatistics().flowsFolded(), repeatedOn));
  }

  /** Directions that are remembered, of all interfaces. */
  synchronized int rememberedWays() {
    return ways.values().stream().mapToInt(Set::size).sum();
  }

  private boolean isRepeated(Pair pair, Set<String> repeatedOn) {
    boolean requests = isRepeated(new Way(pair.client(), pair.broker()), repeatedOn);
    boolean responses = isRepeated(new Way(pair.broker(), pair.client()), repeatedOn);
    return requests || responses;
  }

  private boolean isRepeated(Way way, Set<String> repeatedOn) {
    Set<String> on = new TreeSet<>();
    ways.forEach(
        (name, seen) -> {
          if (seen.contains(way)) {
            on.add(name);
          }
        });
    if (on.size() < 2) {
      return false;
    }
    repeatedOn.addAll(on);
    return true;
  }

  private Map<String, Long> undecrypted() {
    Map<String, Long> reasons = new HashMap<>();
    Optional<TlsStatistics> statistics = pipeline.tlsStatistics();
    for (Undecrypted reason : Undecrypted.values()) {
      long count = statistics.map(tls -> tls.undecrypted(reason)).orElse(0L);
      if (count > 0) {
        reasons.put(reason.label(), count);
      }
    }
    return reasons;
  }
}
