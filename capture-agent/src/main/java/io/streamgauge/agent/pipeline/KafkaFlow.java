package io.streamgauge.agent.pipeline;

import io.streamgauge.agent.tcp.CloseReason;
import io.streamgauge.agent.tcp.Endpoint;
import io.streamgauge.agent.tcp.Flow;
import io.streamgauge.agent.tcp.FlowHandler;
import io.streamgauge.protocol.details.SaslAuthenticateDetails;
import io.streamgauge.protocol.detect.ConnectionProbe;
import io.streamgauge.protocol.detect.ProbeOptions;
import io.streamgauge.protocol.detect.Verdict;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.ConnectionStatistics;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.ExchangeListener;
import java.nio.ByteBuffer;

/** One flow on its way from bytes to exchanges, and its share of the totals. */
final class KafkaFlow implements FlowHandler, ExchangeListener, Connection {
  private final CapturePipeline pipeline;
  private final Flow flow;
  private final int brokerHint;
  private ConnectionProbe probe;
  private ConnectionObserver observer;
  private Verdict verdict = Verdict.UNDECIDED;
  private int brokerSide = ProbeOptions.UNKNOWN_SIDE;
  private boolean foreign;
  private boolean fromStart;
  private final boolean[] seen = new boolean[2];

  /** Where it stands in {@link ConnectionTicks}. */
  int tickSlot;

  KafkaFlow(CapturePipeline pipeline, Flow flow, int brokerHint) {
    this.pipeline = pipeline;
    this.flow = flow;
    this.brokerHint = brokerHint;
  }

  @Override
  public void onData(int side, ByteBuffer buffer, int offset, int length, long timestampNanos) {
    notePresence(side);
    probe().onBytes(side, buffer, offset, length, timestampNanos);
    account(length);
  }

  @Override
  public void onGap(int side, long missingBytes, long timestampNanos) {
    pipeline.totals().gapBytes += missingBytes == Long.MAX_VALUE ? 0 : missingBytes;
    notePresence(side);
    probe().onGap(side, missingBytes, timestampNanos);
    account(0);
  }

  void onTime(long timestampNanos) {
    probe.onTime(timestampNanos);
  }

  @Override
  public void onClose(long timestampNanos, CloseReason reason) {
    if (probe == null) {
      return;
    }
    if (reason == CloseReason.FOLDED) {
      // What was seen of it is seen again as another flow, which counts.
      probe.abandon();
      pipeline.totals().connections--;
      if (verdict == Verdict.UNDECIDED) {
        pipeline.totals().foldedBytes += probe.seenBytes();
      }
    } else {
      probe.close(timestampNanos);
      account(0);
      if (verdict == Verdict.UNDECIDED) {
        count(verdict, probe.seenBytes());
      }
    }
    if (observer != null) {
      observer.onClose(timestampNanos);
      pipeline.kafkaFlowClosed(this);
    }
    pipeline.totals().openFlows--;
    if (seen[0] != seen[1]) {
      pipeline.totals().halfSeenFlows--;
    }
  }

  /**
   * The probe is made with the first byte, not with the first packet: by then it is known of both
   * sides whether their SYN was seen.
   */
  private ConnectionProbe probe() {
    if (probe == null) {
      fromStart = flow.sawSyn(0) || flow.sawSyn(1);
      ProbeOptions options =
          new ProbeOptions(brokerHint, flow.sawSyn(0), flow.sawSyn(1), this::flowEndpoint);
      probe = new ConnectionProbe(pipeline.worker(), options, this);
      pipeline.totals().connections++;
      pipeline.totals().openFlows++;
    }
    return probe;
  }

  private Endpoint flowEndpoint(int side) {
    return flow.endpoint(side);
  }

  private void notePresence(int side) {
    if (!seen[side]) {
      seen[side] = true;
      pipeline.totals().halfSeenFlows += seen[1 - side] ? -1 : 1;
    }
  }

  private void account(int length) {
    Verdict before = verdict;
    if (before == Verdict.UNDECIDED) {
      verdict = probe.verdict();
    }
    if (verdict != Verdict.UNDECIDED) {
      // The verdict covers what came before it.
      count(verdict, verdict == before ? length : probe.seenBytes());
      if (verdict == Verdict.TLS && before == Verdict.UNDECIDED) {
        pipeline.totals().opaqueConnections++;
      }
    }
  }

  private void count(Verdict kind, long bytes) {
    TrafficTotals totals = pipeline.totals();
    switch (kind) {
      case KAFKA -> totals.kafkaBytes += bytes;
      case TLS -> {
        totals.opaqueBytes += bytes;
        if (bytes > 0 && brokerHint >= 0) {
          pipeline.observer().onOpaqueBytes(flow.endpoint(brokerHint), bytes);
        }
      }
      case UNDECIDED, NOT_KAFKA -> totals.otherBytes += bytes;
    }
  }

  @Override
  public void onExchange(Exchange exchange) {
    if (recognised()) {
      observer.onExchange(exchange);
    }
  }

  @Override
  public void onAnomaly(Anomaly anomaly) {
    if (recognised()) {
      observer.onAnomaly(anomaly);
    }
  }

  @Override
  public void onBareToken(SaslAuthenticateDetails token, long timestampNanos) {
    if (recognised()) {
      observer.onBareToken(token, timestampNanos);
    }
  }

  /** Whether the connection is Kafka with a broker that this pipeline owns. */
  private boolean recognised() {
    if (observer != null) {
      return true;
    }
    if (foreign || probe.verdict() != Verdict.KAFKA || probe.brokerSide() < 0) {
      return false;
    }
    brokerSide = probe.brokerSide();
    if (!pipeline.owns(broker())) {
      foreign = true;
      return false;
    }
    observer = pipeline.observer().onConnection(this);
    pipeline.kafkaFlowOpened(this);
    return true;
  }

  @Override
  public Endpoint client() {
    return flow.endpoint(1 - brokerSide);
  }

  @Override
  public Endpoint broker() {
    return flow.endpoint(brokerSide);
  }

  @Override
  public boolean seenFromStart() {
    return fromStart;
  }

  @Override
  public ConnectionStatistics statistics() {
    return probe.statistics();
  }
}
