package io.streamgauge.protocol.detect;

import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.SaslAuthenticateDetails;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.ConnectionDecoder;
import io.streamgauge.protocol.exchange.ConnectionOptions;
import io.streamgauge.protocol.exchange.DecoderWorker;
import io.streamgauge.protocol.exchange.Direction;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.ExchangeListener;
import io.streamgauge.protocol.exchange.ExchangeStatus;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * That a connection is Kafka and that a certain side is the broker: a decoder behind a gate that
 * opens when a request and its response decoded. What comes before is held back, bounded.
 */
final class Hypothesis implements ExchangeListener {
  /** What is held back at most, exchanges and anomalies together; the oldest are dropped. */
  static final int MAX_HELD = 256;

  /** What their details may weigh together, in bytes of bodies that they were read from. */
  static final long MAX_HELD_BYTES = 1 << 20;

  private static final long BYTES_PER_ROW = 16;

  /** Frames in a row that stand for Kafka if the broker's direction was never captured. */
  private static final int CLEAN_REQUESTS = 2;

  private static final int PRODUCE = 0;

  private static final long FIRST_SIZE_END = Integer.BYTES;

  private final DecoderWorker worker;
  private final int brokerSide;
  private final ExchangeListener listener;
  private final Consumer<Hypothesis> onConfirmed;
  private final ConnectionDecoder decoder;
  private ArrayDeque<Held> held = new ArrayDeque<>();
  private long heldBytes;
  private long dropped;
  private final boolean hintedFromStart;
  private int unansweredRequests;
  private int silentProduces;
  private boolean doubtful;
  private boolean refuted;
  private boolean open;

  /** An event and what it weighs. */
  private record Held(Consumer<ExchangeListener> event, long bytes) {}

  Hypothesis(
      DecoderWorker worker,
      ProbeOptions options,
      int brokerSide,
      ExchangeListener listener,
      Consumer<Hypothesis> onConfirmed) {
    this.worker = worker;
    this.brokerSide = brokerSide;
    this.listener = listener;
    this.onConfirmed = onConfirmed;
    this.hintedFromStart = options.brokerSide() == brokerSide && options.fromStart(1 - brokerSide);
    ConnectionOptions connection =
        new ConnectionOptions(
            options.brokerOfSide().apply(brokerSide),
            options.fromStart(1 - brokerSide),
            options.fromStart(brokerSide));
    this.decoder = worker.newConnection(connection, this);
  }

  int brokerSide() {
    return brokerSide;
  }

  ConnectionDecoder decoder() {
    return decoder;
  }

  Direction direction(int side) {
    return side == brokerSide ? Direction.RESPONSE : Direction.REQUEST;
  }

  /** Whether the connection began with something that no Kafka connection begins with. */
  boolean isRefuted() {
    return refuted;
  }

  long dropped() {
    return dropped;
  }

  @Override
  public void onExchange(Exchange exchange) {
    if (open) {
      listener.onExchange(exchange);
      return;
    }
    if (isProof(exchange)) {
      openGate();
      listener.onExchange(exchange);
      return;
    }
    if (exchange.status() == ExchangeStatus.NO_RESPONSE && isListed(exchange) && !doubtful) {
      unansweredRequests++;
      if (isSilentProduce(exchange) && ++silentProduces == CLEAN_REQUESTS) {
        openGate();
        listener.onExchange(exchange);
        return;
      }
    }
    doubtful = false;
    long weight = weight(exchange);
    if (weight > MAX_HELD_BYTES) {
      dropped++;
      return;
    }
    Exchange kept = exchange.toRecord();
    hold(target -> target.onExchange(kept), weight);
  }

  /** Rows weigh what they take at least on the wire; other details cannot hold more than came. */
  private static long weight(Exchange exchange) {
    return exchange.details() instanceof PartitionDetails partitions
        ? BYTES_PER_ROW * partitions.size()
        : Math.max(0, exchange.requestBytes()) + Math.max(0, exchange.responseBytes());
  }

  private boolean isProof(Exchange exchange) {
    return exchange.status() == ExchangeStatus.COMPLETE && isListed(exchange) && !doubtful;
  }

  /**
   * Whether it is a produce with {@code acks=0}, to which no answer will ever come. On a connection
   * that was seen from its SYN on, such a request that ends where its frame ends stands for itself:
   * some clients open a connection for nothing else.
   */
  private boolean isSilentProduce(Exchange exchange) {
    return hintedFromStart
        && exchange.apiKey() == PRODUCE
        && exchange.details() instanceof PartitionDetails produce
        && produce.acks() == 0;
  }

  private boolean isListed(Exchange exchange) {
    return worker.decoder().isKnown(exchange.apiKey(), exchange.apiVersion());
  }

  private void openGate() {
    open = true;
    onConfirmed.accept(this);
    for (Held each : held) {
      each.event.accept(listener);
    }
    held = null;
  }

  private void hold(Consumer<ExchangeListener> event, long bytes) {
    while (held.size() == MAX_HELD || heldBytes + bytes > MAX_HELD_BYTES) {
      heldBytes -= held.poll().bytes;
      dropped++;
    }
    held.add(new Held(event, bytes));
    heldBytes += bytes;
  }

  @Override
  public void onAnomaly(Anomaly anomaly) {
    if (open) {
      listener.onAnomaly(anomaly);
      return;
    }
    switch (anomaly.reason()) {
      case IMPLAUSIBLE_FRAME_SIZE -> {
        doubtful = true;
        refuted |= anomaly.position() == FIRST_SIZE_END;
      }
      case MALFORMED_BODY, TRAILING_BYTES, CORRELATION_MISMATCH, UNSOLICITED_RESPONSE ->
          doubtful = true;
      default -> {}
    }
    hold(target -> target.onAnomaly(anomaly), 0);
  }

  @Override
  public void onBareToken(SaslAuthenticateDetails token, long timestampNanos) {
    if (open) {
      listener.onBareToken(token, timestampNanos);
    } else {
      hold(target -> target.onBareToken(token, timestampNanos), 0);
    }
  }

  /**
   * Ends the connection. If nobody answered, because the broker's direction was never captured, a
   * few clean requests are proof enough; of requests that want no answer, one is.
   */
  void close(long timestampNanos, boolean halfSeen) {
    decoder.close(timestampNanos);
    boolean clean = unansweredRequests >= CLEAN_REQUESTS || silentProduces > 0;
    if (!open && halfSeen && !refuted && clean) {
      openGate();
    }
  }
}
