package io.streamgauge.matrix.capture;

import io.streamgauge.agent.pipeline.Connection;
import io.streamgauge.agent.pipeline.ConnectionObserver;
import io.streamgauge.agent.pipeline.ExchangeObserver;
import io.streamgauge.agent.tcp.Endpoint;
import io.streamgauge.protocol.details.SaslAuthenticateDetails;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.Exchange;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Keeps every exchange and anomaly, and passes all on to the agent's own observer. */
final class ExchangeCollector implements ExchangeObserver {
  private final ExchangeObserver next;
  private final Queue<SeenExchange> exchanges = new ConcurrentLinkedQueue<>();
  private final Queue<SeenAnomaly> anomalies = new ConcurrentLinkedQueue<>();
  private final Set<String> clientIds = ConcurrentHashMap.newKeySet();
  private int connections;
  private boolean captureOver;

  ExchangeCollector(ExchangeObserver next) {
    this.next = next;
  }

  @Override
  public ConnectionObserver onConnection(Connection connection) {
    return new Collecting(
        next.onConnection(connection),
        connection.broker().port(),
        connection.client().port(),
        ++connections);
  }

  @Override
  public void onOpaqueBytes(Endpoint broker, long bytes) {
    next.onOpaqueBytes(broker, bytes);
  }

  @Override
  public void onTime(long timestampNanos) {
    next.onTime(timestampNanos);
  }

  /** What is heard from now on is only because nothing more will be captured. */
  void captureEnds() {
    captureOver = true;
  }

  List<SeenExchange> exchanges() {
    return List.copyOf(exchanges);
  }

  List<SeenAnomaly> anomalies() {
    return List.copyOf(anomalies);
  }

  boolean sawClient(String clientId) {
    return clientIds.contains(clientId);
  }

  private final class Collecting implements ConnectionObserver {
    private final ConnectionObserver observer;
    private final int brokerPort;
    private final int clientPort;
    private final int connection;

    Collecting(ConnectionObserver observer, int brokerPort, int clientPort, int connection) {
      this.observer = observer;
      this.brokerPort = brokerPort;
      this.clientPort = clientPort;
      this.connection = connection;
    }

    @Override
    public void onExchange(Exchange exchange) {
      exchanges.add(new SeenExchange(brokerPort, clientPort, connection, exchange.toRecord()));
      if (exchange.clientId() != null) {
        clientIds.add(exchange.clientId());
      }
      observer.onExchange(exchange);
    }

    @Override
    public void onAnomaly(Anomaly anomaly) {
      anomalies.add(new SeenAnomaly(connection, !captureOver, anomaly));
      observer.onAnomaly(anomaly);
    }

    @Override
    public void onBareToken(SaslAuthenticateDetails token, long timestampNanos) {
      observer.onBareToken(token, timestampNanos);
    }

    @Override
    public void onClose(long timestampNanos) {
      observer.onClose(timestampNanos);
    }
  }
}
