package io.streamgauge.agent.mapping;

import io.streamgauge.agent.identity.OwnTraffic;
import io.streamgauge.agent.pipeline.Connection;
import io.streamgauge.agent.pipeline.ConnectionObserver;
import io.streamgauge.agent.rollup.ClientTraffic;
import io.streamgauge.agent.rollup.ListenerState;
import io.streamgauge.events.v1.ConnectionKind;
import io.streamgauge.protocol.details.SaslAuthenticateDetails;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.ConnectionStatistics;
import io.streamgauge.protocol.exchange.Direction;
import io.streamgauge.protocol.exchange.Exchange;
import java.util.Objects;

/** Maps the exchanges of one connection, and tells which of them are Streamgauge's own. */
final class ObservedConnection implements ConnectionObserver {
  private final EventMapper mapper;
  private final Connection connection;
  private final ListenerState listener;
  private final MappingContext context;
  private ClientTraffic traffic;
  private String clientId;
  private boolean own;
  private boolean opened;
  private boolean begins;
  private long decoded;
  private long undecodable;
  private long gap;
  private long frames;

  ObservedConnection(
      EventMapper mapper, Connection connection, ListenerState listener, MappingContext context) {
    this.mapper = mapper;
    this.connection = connection;
    this.listener = listener;
    this.context = context;
  }

  @Override
  public void onExchange(Exchange exchange) {
    identify(exchange);
    account();
    if (!own) {
      mapper.topicNames().learn(exchange.details());
      map(exchange);
    }
    mapper.exchangeEnded();
  }

  private void identify(Exchange exchange) {
    boolean requestSeen = exchange.apiKey() != Exchange.UNKNOWN;
    boolean changed = requestSeen && !Objects.equals(clientId, exchange.clientId());
    if (changed || (requestSeen && own)) {
      // A proxy may carry our requests and a user's on one connection.
      own = OwnTraffic.isClient(exchange.clientId());
    }
    if (own || (traffic != null && !changed && !traffic.isForgotten())) {
      return;
    }
    clientId = requestSeen ? exchange.clientId() : clientId;
    traffic = mapper.traffic(listener, connection.client().host(), clientId);
    if (!opened) {
      opened = true;
      begins = connection.seenFromStart();
      listener.traffic().addOpened();
      listener.traffic().addConnection(kind());
    }
  }

  private ConnectionKind kind() {
    return connection.isEncrypted() ? ConnectionKind.TLS : ConnectionKind.PLAINTEXT;
  }

  private void map(Exchange exchange) {
    if (exchange.apiKey() == Exchange.UNKNOWN) {
      return;
    }
    context.at(timeOf(exchange), traffic.client());
    if (TrafficMapper.isOwn(exchange, context)) {
      addSelf(Math.max(0, exchange.requestBytes()) + Math.max(0, exchange.responseBytes()));
      return;
    }
    TrafficMapper.addRequest(exchange, traffic);
    if (begins) {
      begins = false;
      traffic.requests(exchange.apiKey(), exchange.apiVersion()).addConnection();
    }
    long ownBytes = TrafficMapper.addTopics(exchange, traffic, context);
    if (ownBytes > 0) {
      addSelf(ownBytes);
    }
    if (exchange.responseBytes() != Exchange.UNKNOWN) {
      mapper.mapFacts(exchange, context);
    }
  }

  private static long timeOf(Exchange exchange) {
    if (exchange.responseLastNanos() != Exchange.NO_TIME) {
      return exchange.responseLastNanos();
    }
    return exchange.requestLastNanos() != Exchange.NO_TIME
        ? exchange.requestLastNanos()
        : exchange.requestFirstNanos();
  }

  private void addSelf(long bytes) {
    listener.traffic().addSelfBytes(bytes);
    mapper.addSelfBytes(bytes);
  }

  /** Takes over what the connection's totals rose by since the last time. */
  private void account() {
    ConnectionStatistics now = connection.statistics();
    long decodedNow = now.decodedBytes(Direction.REQUEST) + now.decodedBytes(Direction.RESPONSE);
    long undecodableNow =
        now.undecodableBytes(Direction.REQUEST) + now.undecodableBytes(Direction.RESPONSE);
    long gapNow = now.gapBytes(Direction.REQUEST) + now.gapBytes(Direction.RESPONSE);
    long framesNow = now.frames(Direction.REQUEST) + now.frames(Direction.RESPONSE);
    mapper.addFrames(framesNow - frames);
    if (own) {
      addSelf(decodedNow - decoded + undecodableNow - undecodable);
    } else {
      listener.traffic().addBytes(decodedNow - decoded, undecodableNow - undecodable, gapNow - gap);
    }
    decoded = decodedNow;
    undecodable = undecodableNow;
    gap = gapNow;
    frames = framesNow;
  }

  @Override
  public void onAnomaly(Anomaly anomaly) {
    account();
    if (!own) {
      listener.addAnomaly(anomaly.reason().label(), anomaly.bytes());
    }
    mapper.exchangeEnded();
  }

  @Override
  public void onBareToken(SaslAuthenticateDetails token, long timestampNanos) {
    if (!own && traffic != null) {
      mapper.mapToken(token, context.at(timestampNanos, traffic.client()));
    }
  }

  @Override
  public void onClose(long timestampNanos) {
    account();
    if (opened) {
      listener.traffic().addClosed();
      if (connection.hasEnded()) {
        listener.traffic().removeConnection(kind());
      }
    }
    mapper.exchangeEnded();
  }
}
