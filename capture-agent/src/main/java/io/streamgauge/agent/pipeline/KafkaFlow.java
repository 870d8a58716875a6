package io.streamgauge.agent.pipeline;

import io.streamgauge.agent.tcp.CloseReason;
import io.streamgauge.agent.tcp.Endpoint;
import io.streamgauge.agent.tcp.Flow;
import io.streamgauge.agent.tcp.FlowHandler;
import io.streamgauge.agent.tls.PlaintextHandler;
import io.streamgauge.agent.tls.TlsConnection;
import io.streamgauge.agent.tls.TlsDecryption;
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
final class KafkaFlow implements FlowHandler, PlaintextHandler, ExchangeListener, Connection {
  private static final int BOTH_SIDES = 3;

  private final CapturePipeline pipeline;
  private final Flow flow;
  private final int brokerHint;
  private final UnreadConnection unread;
  private ConnectionProbe probe;
  private TlsConnection tls;
  private ConnectionObserver observer;
  private Verdict verdict = Verdict.UNDECIDED;
  private int brokerSide = ProbeOptions.UNKNOWN_SIDE;
  private boolean beginsTls;
  private boolean foreign;
  private boolean ended;
  private boolean fromStart;
  private long seenBytes;

  /** A bit per side. */
  private int seen;

  /** Where it stands in {@link ConnectionTicks}. */
  int tickSlot = ConnectionTicks.NO_SLOT;

  KafkaFlow(CapturePipeline pipeline, Flow flow, int brokerHint) {
    this.pipeline = pipeline;
    this.flow = flow;
    this.brokerHint = brokerHint;
    Endpoint broker = brokerHint < 0 ? null : flow.endpoint(brokerHint);
    boolean watched = broker != null && pipeline.watches(broker);
    this.unread = new UnreadConnection(pipeline.observer(), broker, watched);
  }

  @Override
  public void onData(int side, ByteBuffer buffer, int offset, int length, long timestampNanos) {
    notePresence(side);
    if (probe == null) {
      begin(side, buffer, offset, length);
    }
    if (tls == null) {
      probe.onBytes(side, buffer, offset, length, timestampNanos);
    } else {
      tls.onBytes(side, buffer, offset, length, timestampNanos);
    }
    account(length);
  }

  @Override
  public void onGap(int side, long missingBytes, long timestampNanos) {
    pipeline.totals().gapBytes += missingBytes == Long.MAX_VALUE ? 0 : missingBytes;
    notePresence(side);
    if (probe == null) {
      beginPlain();
    }
    if (tls == null) {
      probe.onGap(side, missingBytes, timestampNanos);
    } else {
      tls.onGap(side, missingBytes, timestampNanos);
    }
    account(0);
  }

  /** Packet time moves on, for flows that are Kafka or decrypted. */
  void onTime(long timestampNanos) {
    if (tls != null) {
      tls.onTime(timestampNanos);
    }
    probe.onTime(timestampNanos);
  }

  @Override
  public void onPlaintext(int side, ByteBuffer plain, int offset, int length, long timestampNanos) {
    probe.onBytes(side, plain, offset, length, timestampNanos);
  }

  @Override
  public void onPlaintextGap(int side, long missing, long timestampNanos) {
    probe.onGap(side, missing, timestampNanos);
  }

  @Override
  public void onClose(long timestampNanos, CloseReason reason) {
    if (probe == null) {
      return;
    }
    if (tls != null) {
      pipeline.removeTimed(this);
    }
    if (reason == CloseReason.FOLDED) {
      // What was seen of it is seen again as another flow, which counts.
      abandon();
    } else {
      finish(timestampNanos);
    }
    ended = reason != CloseReason.CAPTURE_END;
    if (ended) {
      unread.ended();
    }
    if (observer != null) {
      observer.onClose(timestampNanos);
      pipeline.removeTimed(this);
    }
    pipeline.totals().openFlows--;
    if (seen != 0 && seen != BOTH_SIDES) {
      pipeline.totals().halfSeenFlows--;
    }
  }

  private void abandon() {
    probe.abandon();
    if (tls != null) {
      tls.abandon();
    }
    pipeline.totals().connections--;
    if (verdict == Verdict.UNDECIDED) {
      pipeline.totals().foldedBytes += seenBytes;
    }
  }

  private void finish(long timestampNanos) {
    if (tls != null) {
      tls.close(timestampNanos);
    }
    probe.close(timestampNanos);
    account(0);
    if (verdict == Verdict.UNDECIDED) {
      decide(tls == null ? verdict : Verdict.TLS);
    }
  }

  /**
   * With the first byte, not with the first packet: by then it is known of both sides whether their
   * SYN was seen.
   */
  private void begin(int side, ByteBuffer buffer, int offset, int length) {
    beginsTls =
        pipeline.tls() != null
            && TlsDecryption.beginsConnection(buffer, offset, length, flow.sawSyn(side));
    tls = beginsTls ? pipeline.tls().open(side, this) : null;
    if (tls == null) {
      beginPlain();
    } else {
      // Whoever says hello is the client, and all that it sends is seen.
      int hint = brokerHint == ProbeOptions.UNKNOWN_SIDE ? 1 - side : brokerHint;
      begin(new ProbeOptions(hint, true, true, this::flowEndpoint));
      pipeline.addTimed(this);
    }
  }

  private void beginPlain() {
    begin(new ProbeOptions(brokerHint, flow.sawSyn(0), flow.sawSyn(1), this::flowEndpoint));
  }

  private void begin(ProbeOptions options) {
    fromStart = flow.sawSyn(0) || flow.sawSyn(1);
    probe = new ConnectionProbe(pipeline.worker(), options, this);
    pipeline.totals().connections++;
    pipeline.totals().openFlows++;
  }

  private Endpoint flowEndpoint(int side) {
    return flow.endpoint(side);
  }

  private void notePresence(int side) {
    int both = seen | 1 << side;
    if (both != seen) {
      seen = both;
      pipeline.totals().halfSeenFlows += both == BOTH_SIDES ? -1 : 1;
    }
  }

  private void account(int length) {
    seenBytes += length;
    if (verdict != Verdict.UNDECIDED) {
      count(verdict, length);
      return;
    }
    Verdict now = tls != null && tls.isOpaque() ? Verdict.TLS : probe.verdict();
    if (now != Verdict.UNDECIDED) {
      decide(now);
    } else {
      unread.found(now);
    }
  }

  /** The verdict covers what came before it. */
  private void decide(Verdict now) {
    verdict = now;
    unread.found(now);
    count(now, seenBytes);
    if (now == Verdict.TLS) {
      pipeline.totals().opaqueConnections++;
      if (!beginsTls && pipeline.tls() != null) {
        pipeline.tls().countMidConnection();
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
    pipeline.addTimed(this);
    pipeline.totals().kafkaConnections++;
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
  public boolean isEncrypted() {
    return tls != null;
  }

  @Override
  public boolean hasEnded() {
    return ended;
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
