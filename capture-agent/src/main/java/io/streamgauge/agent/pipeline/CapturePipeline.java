package io.streamgauge.agent.pipeline;

import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.capture.PacketSource;
import io.streamgauge.agent.link.LinkDecoder;
import io.streamgauge.agent.link.LinkStatistics;
import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.link.TcpSegment;
import io.streamgauge.agent.tcp.Endpoint;
import io.streamgauge.agent.tcp.Flow;
import io.streamgauge.agent.tcp.FlowHandler;
import io.streamgauge.agent.tcp.FlowListener;
import io.streamgauge.agent.tcp.FlowTable;
import io.streamgauge.agent.tcp.TcpStatistics;
import io.streamgauge.agent.tls.TlsDecryption;
import io.streamgauge.agent.tls.TlsStatistics;
import io.streamgauge.protocol.detect.ProbeOptions;
import io.streamgauge.protocol.exchange.DecoderWorker;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the packets of one or more sources into exchanges. Single-threaded.
 *
 * <p>Several sources run one after the other as if they were one capture: a connection goes on from
 * one file to the next. {@link #finish()} ends what is still open.
 */
public final class CapturePipeline implements PacketHandler {
  private final PipelineOptions options;
  private final ExchangeObserver observer;
  private final DecoderWorker worker;
  private final LinkDecoder link = new LinkDecoder();
  private final TcpSegment segment = new TcpSegment();
  private final TrafficTotals totals = new TrafficTotals();
  private final ConnectionTicks ticks = new ConnectionTicks();
  private final Optional<TlsDecryption> tls;
  private final FlowTable flows;
  private volatile Set<Integer> ports;
  private long now = Long.MIN_VALUE;

  /** A pipeline that has seen nothing; {@code observer} hears of everything. */
  public CapturePipeline(PipelineOptions options, KafkaDecoder decoder, ExchangeObserver observer) {
    this.options = options;
    this.observer = observer;
    this.ports = options.ports();
    this.worker = decoder.newWorker();
    this.tls = options.tls().map(with -> new TlsDecryption(with.secrets(), with.limits()));
    this.flows = new FlowTable(options.tcp(), new Flows());
  }

  /** Takes in all packets of a source, on this thread, until it ends or is closed. */
  public void run(PacketSource source) throws IOException {
    source.run(this);
  }

  /**
   * Looks at connections of these ports from now on; connections that are under way stay what they
   * are. From any thread.
   */
  public void watch(Set<Integer> wanted) {
    ports = Set.copyOf(wanted);
  }

  /** The capture ended: closes all flows. */
  public void finish() {
    if (now != Long.MIN_VALUE) {
      flows.close(now);
    }
  }

  @Override
  public void onPacket(
      long timestampNanos,
      LinkType linkType,
      ByteBuffer buffer,
      int offset,
      int capturedLength,
      int wireLength) {
    totals.packets++;
    advance(timestampNanos);
    if (link.decode(
        timestampNanos, linkType, buffer, offset, capturedLength, wireLength, segment)) {
      flows.onSegment(segment);
    }
  }

  /** A packet whose segment was found elsewhere. */
  public void onSegment(TcpSegment found) {
    totals.packets++;
    advance(found.timestampNanos());
    flows.onSegment(found);
  }

  @Override
  public void onIdle(long timestampNanos) {
    advance(timestampNanos);
    link.onIdle(timestampNanos);
    flows.onIdle(timestampNanos);
  }

  /** What packets that come far apart cost beside being read; for tests. */
  long connectionsTold() {
    return ticks.told();
  }

  private void advance(long timestampNanos) {
    if (timestampNanos <= now) {
      return;
    }
    now = timestampNanos;
    ticks.onTime(now);
    observer.onTime(now);
  }

  private final class Flows implements FlowListener {
    @Override
    public FlowHandler onFlow(Flow flow) {
      return handlerOf(flow);
    }

    @Override
    public Flow preferred(Flow earlier, Flow later) {
      return ownedEnds(later) > ownedEnds(earlier) ? later : earlier;
    }
  }

  /** Ends that may be an owned broker's: at most one where it is known which is the broker's. */
  private int ownedEnds(Flow flow) {
    int hint = brokerHint(flow);
    if (hint != ProbeOptions.UNKNOWN_SIDE) {
      return owns(flow.endpoint(hint)) ? 2 : 0;
    }
    return (owns(flow.endpoint(0)) ? 1 : 0) + (owns(flow.endpoint(1)) ? 1 : 0);
  }

  private FlowHandler handlerOf(Flow flow) {
    boolean wanted =
        ports.isEmpty()
            || brokerSideByPort(flow) != ProbeOptions.UNKNOWN_SIDE
            || bothPortsWanted(flow);
    return wanted && ownedEnds(flow) > 0
        ? new KafkaFlow(this, flow, brokerHint(flow))
        : FlowHandler.IGNORE;
  }

  private int brokerHint(Flow flow) {
    int hint = brokerSideByPort(flow);
    return hint == ProbeOptions.UNKNOWN_SIDE && flow.initiator() >= 0 ? 1 - flow.initiator() : hint;
  }

  private int brokerSideByPort(Flow flow) {
    boolean first = ports.contains(flow.endpoint(0).port());
    boolean second = ports.contains(flow.endpoint(1).port());
    if (first == second) {
      return ProbeOptions.UNKNOWN_SIDE;
    }
    return first ? 0 : 1;
  }

  private boolean bothPortsWanted(Flow flow) {
    return ports.contains(flow.endpoint(0).port()) && ports.contains(flow.endpoint(1).port());
  }

  boolean watches(Endpoint broker) {
    return ports.contains(broker.port());
  }

  boolean owns(Endpoint broker) {
    return options.ownership().owns(broker);
  }

  DecoderWorker worker() {
    return worker;
  }

  ExchangeObserver observer() {
    return observer;
  }

  /** Running totals of everything this pipeline looked at. */
  public TrafficTotals totals() {
    return totals;
  }

  /** Fetch sessions, and partitions of them, that a limit kept from being followed. */
  public long droppedSessions() {
    return worker.fetchSessionsDropped() + worker.fetchPartitionsDropped();
  }

  /** Places where a lost boundary may have been that a limit kept from being followed. */
  public long refusedSearches() {
    return worker.searchLanesRefused();
  }

  /** Counters of the link layer. */
  public LinkStatistics linkStatistics() {
    return link.statistics();
  }

  /** Counters of reassembly. */
  public TcpStatistics tcpStatistics() {
    return flows.statistics();
  }

  /** Counters of decryption; empty without a key log. */
  public Optional<TlsStatistics> tlsStatistics() {
    return tls.map(TlsDecryption::statistics);
  }

  /** Null without a key log. */
  TlsDecryption tls() {
    return tls.orElse(null);
  }

  /** The flow hears of packet time from now on. */
  void addTimed(KafkaFlow flow) {
    ticks.add(flow);
  }

  void removeTimed(KafkaFlow flow) {
    ticks.remove(flow);
  }
}
