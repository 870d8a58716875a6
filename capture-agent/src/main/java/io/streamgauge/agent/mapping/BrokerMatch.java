package io.streamgauge.agent.mapping;

import io.streamgauge.events.ListenerRef;
import io.streamgauge.protocol.details.BrokerAddress;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which of a cluster's brokers answers on a listener. Names are not resolved, so that a capture
 * gives the same everywhere; where it is not certain, there is no answer.
 */
final class BrokerMatch {
  private BrokerMatch() {}

  /** The id of the broker behind a listener, empty if that cannot be told. */
  static OptionalInt nodeId(ListenerRef listener, List<BrokerAddress> brokers) {
    if (brokers.size() == 1) {
      // Who answers is a live broker of the cluster, and there is only one.
      return OptionalInt.of(brokers.get(0).id());
    }
    int samePort = 0;
    BrokerAddress only = null;
    for (BrokerAddress broker : brokers) {
      if (broker.port() != listener.port()) {
        continue;
      }
      if (sameAddress(broker.host(), listener.address())) {
        return OptionalInt.of(broker.id());
      }
      samePort++;
      only = broker;
    }
    // A name on a port that no other broker has, as when brokers share a host.
    return samePort == 1 && !isLiteral(only.host())
        ? OptionalInt.of(only.id())
        : OptionalInt.empty();
  }

  private static boolean sameAddress(String host, String address) {
    if (host.equals("localhost")) {
      return address.startsWith("127.") || address.equals("::1");
    }
    return host.equals(address);
  }

  private static boolean isLiteral(String host) {
    return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }
}
