package io.streamgauge.agent.discovery;

import io.streamgauge.agent.identity.Cidr;
import io.streamgauge.agent.identity.Ownership;
import io.streamgauge.agent.pipeline.Connection;
import io.streamgauge.agent.pipeline.ConnectionObserver;
import io.streamgauge.agent.pipeline.ExchangeObserver;
import io.streamgauge.agent.tcp.Endpoint;
import io.streamgauge.protocol.details.BrokerAddress;
import io.streamgauge.protocol.details.DescribeClusterDetails;
import io.streamgauge.protocol.details.MetadataDetails;
import io.streamgauge.protocol.details.SaslAuthenticateDetails;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.Exchange;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads from Metadata and DescribeCluster which listeners brokers advertise. Those with an address
 * that this node owns, or with one of its names, are listeners here. Names are compared and never
 * resolved: that would wait for somebody.
 */
public final class AdvertisedListeners implements ExchangeObserver {
  // What cannot be taken for a name, which would be looked up.
  private static final Pattern LITERAL =
      Pattern.compile(
          "((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private final ExchangeObserver behind;
  private final Ownership ownership;
  private final Set<String> names;
  private final ListenerRegistry registry;

  /**
   * Listens in front of another observer.
   *
   * @param names of this node, in lower case
   */
  public AdvertisedListeners(
      ExchangeObserver behind, Ownership ownership, Set<String> names, ListenerRegistry registry) {
    this.behind = behind;
    this.ownership = ownership;
    this.names = Set.copyOf(names);
    this.registry = registry;
  }

  @Override
  public ConnectionObserver onConnection(Connection connection) {
    ConnectionObserver observer = behind.onConnection(connection);
    return new ConnectionObserver() {
      @Override
      public void onExchange(Exchange exchange) {
        learn(exchange);
        observer.onExchange(exchange);
      }

      @Override
      public void onAnomaly(Anomaly anomaly) {
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
    };
  }

  @Override
  public void onOpaqueBytes(Endpoint broker, long bytes) {
    behind.onOpaqueBytes(broker, bytes);
  }

  @Override
  public void onTime(long timestampNanos) {
    behind.onTime(timestampNanos);
  }

  private void learn(Exchange exchange) {
    if (exchange.details() instanceof MetadataDetails metadata) {
      learn(metadata.brokers());
    } else if (exchange.details() instanceof DescribeClusterDetails cluster) {
      learn(cluster.brokers());
    }
  }

  private void learn(List<BrokerAddress> brokers) {
    for (BrokerAddress broker : brokers) {
      if (isHere(broker.host(), broker.port())) {
        registry.add(broker.port());
      }
    }
  }

  private boolean isHere(String host, int port) {
    if (host == null) {
      return false;
    }
    return names.contains(host.toLowerCase(Locale.ROOT))
        || (LITERAL.matcher(host).matches() && owns(host, port));
  }

  private boolean owns(String address, int port) {
    try {
      Cidr one = Cidr.parse(address);
      return ownership.owns(new Endpoint(one.high(), one.low(), port));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
