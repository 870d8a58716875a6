package io.streamgauge.events;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * A broker's listener as an event names it.
 *
 * @param address IP address of the broker's side, in text
 * @param port 0 to 65535
 * @param clusterName display name the agent was configured with; empty if none
 * @param clusterId Kafka's cluster id; empty until learned
 * @param nodeId broker id; empty until learned
 */
public record ListenerRef(
    String address, int port, String clusterName, String clusterId, OptionalInt nodeId) {
  public ListenerRef {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(clusterName, "clusterName");
    Objects.requireNonNull(clusterId, "clusterId");
    Objects.requireNonNull(nodeId, "nodeId");
  }

  /** {@code ip:port}, IPv6 as {@code [ip]:port}. */
  public String endpoint() {
    return endpoint(address, port);
  }

  /** {@code host:port} of any host name or address in text, IPv6 as {@code [ip]:port}. */
  public static String endpoint(String host, int port) {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }
}
