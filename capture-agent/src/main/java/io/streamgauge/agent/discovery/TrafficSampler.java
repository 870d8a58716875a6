package io.streamgauge.agent.discovery;

import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.identity.Ownership;
import io.streamgauge.agent.link.LinkDecoder;
import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.link.TcpSegment;
import io.streamgauge.agent.pipeline.CapturePipeline;
import io.streamgauge.agent.pipeline.Connection;
import io.streamgauge.agent.pipeline.ConnectionObserver;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.agent.tcp.Endpoint;
import io.streamgauge.agent.tcp.TcpLimits;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.ExchangeStatus;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Finds Kafka on ports that nobody named. At first the kernel lets through what begins like a Kafka
 * request ({@link TrafficFilter#ofRequests}); the port that such a segment goes to, if this node
 * owns the address, becomes a candidate, and for a while all of its traffic is looked at. When a
 * request and its response decode the port is a listener's; when none does, it is left alone for
 * longer. Single-threaded.
 */
public final class TrafficSampler implements PacketHandler {
  private static final int MAX_FLOWS = 256;
  private static final int STREAM_BYTES = 256 << 10;
  private static final int TOTAL_BYTES = 4 << 20;
  private static final long SECOND = 1_000_000_000L;

  private final SamplingLimits limits;
  private final Ownership ownership;
  private final ListenerRegistry registry;
  private final Consumer<TrafficFilter> filter;
  private final CapturePipeline pipeline;
  private final LinkDecoder link = new LinkDecoder();
  private final TcpSegment segment = new TcpSegment();
  // Port to the time when it is over.
  private final Map<Integer, Long> candidates = new LinkedHashMap<>();
  private final Map<Integer, Long> rejected = new LinkedHashMap<>();
  private Set<Integer> known;
  private long now;
  private long secondEnds = Long.MIN_VALUE;
  private int packets;
  private long skippedPackets;
  private long refusedCandidates;

  /**
   * A sampler that has seen nothing.
   *
   * @param filter told what the kernel is to let through, whenever that changes
   */
  public TrafficSampler(
      SamplingLimits limits,
      Ownership ownership,
      ListenerRegistry registry,
      KafkaDecoder decoder,
      Consumer<TrafficFilter> filter) {
    this.limits = limits;
    this.ownership = ownership;
    this.registry = registry;
    this.filter = filter;
    this.known = registry.ports();
    TcpLimits tcp =
        TcpLimits.DEFAULTS.withMaxFlows(MAX_FLOWS).withBuffers(STREAM_BYTES, TOTAL_BYTES);
    this.pipeline =
        new CapturePipeline(new PipelineOptions(Set.of(), ownership, tcp), decoder, this::observe);
  }

  /** What the kernel lets through for now. */
  public TrafficFilter currentFilter() {
    return TrafficFilter.ofRequests(registry.ports(), candidates.keySet());
  }

  @Override
  public void onPacket(
      long timestampNanos,
      LinkType linkType,
      ByteBuffer buffer,
      int offset,
      int capturedLength,
      int wireLength) {
    advance(timestampNanos);
    if (packets >= limits.maxPacketsPerSecond()) {
      skippedPackets++;
      return;
    }
    packets++;
    if (link.decode(
        timestampNanos, linkType, buffer, offset, capturedLength, wireLength, segment)) {
      consider();
      pipeline.onSegment(segment);
    }
  }

  @Override
  public void onIdle(long timestampNanos) {
    advance(timestampNanos);
    link.onIdle(timestampNanos);
    pipeline.onIdle(timestampNanos);
  }

  private void advance(long timestampNanos) {
    now = timestampNanos;
    if (now >= secondEnds || now < secondEnds - SECOND) {
      secondEnds = now + SECOND;
      packets = 0;
      boolean changed = expireCandidates();
      rejected.values().removeIf(until -> now >= until);
      if (changed || known != registry.ports()) {
        tellFilter();
      }
    }
  }

  private boolean expireCandidates() {
    boolean changed = false;
    for (Iterator<Map.Entry<Integer, Long>> all = candidates.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<Integer, Long> candidate = all.next();
      if (now >= candidate.getValue()) {
        all.remove();
        reject(candidate.getKey());
        changed = true;
      }
    }
    return changed;
  }

  private void reject(int port) {
    if (rejected.size() >= limits.maxRejected()) {
      rejected.remove(rejected.keySet().iterator().next());
    }
    rejected.put(port, now + limits.rejectedNanos());
  }

  private void consider() {
    int port = segment.destinationPort();
    if (!RequestSignature.matches(segment)
        || candidates.containsKey(port)
        || rejected.containsKey(port)
        || registry.ports().contains(port)
        || !ownership.owns(
            new Endpoint(segment.destinationHigh(), segment.destinationLow(), port))) {
      return;
    }
    if (candidates.size() >= limits.maxCandidates()) {
      refusedCandidates++;
      return;
    }
    candidates.put(port, now + limits.candidateNanos());
    tellFilter();
  }

  private void tellFilter() {
    known = registry.ports();
    filter.accept(currentFilter());
  }

  private ConnectionObserver observe(Connection connection) {
    return new ConnectionObserver() {
      @Override
      public void onExchange(Exchange exchange) {
        if (exchange.status() == ExchangeStatus.COMPLETE) {
          found(connection.broker().port());
        }
      }

      @Override
      public void onAnomaly(Anomaly anomaly) {
        // What does not decode is no listener's, or is one's of which more will come.
      }
    };
  }

  /** A port that the registry has no room for is left alone as if it were none. */
  private void found(int port) {
    if (rejected.containsKey(port)) {
      return;
    }
    boolean isNew = registry.add(port);
    if (!isNew && !registry.ports().contains(port)) {
      reject(port);
    }
    if (candidates.remove(port) != null || isNew) {
      tellFilter();
    }
  }

  /** Ports that are listened to now; sorted. */
  Set<Integer> candidates() {
    return new TreeSet<>(candidates.keySet());
  }

  /** Ports that were no Kafka, as far as they are remembered. */
  int rejected() {
    return rejected.size();
  }

  /** How often a port was not listened to because others were. */
  public long refusedCandidates() {
    return refusedCandidates;
  }

  /** Packets that were not looked at because there were too many. */
  public long skippedPackets() {
    return skippedPackets;
  }
}
