package io.streamgauge.jobs.cluster;

import io.streamgauge.events.v1.ConnectionKind;
import io.streamgauge.events.v1.ConnectionTotal;
import io.streamgauge.jobs.v1.BrokerState;
import io.streamgauge.jobs.v1.ClusterFact;
import io.streamgauge.jobs.v1.ListenerConnections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The open connections of one broker, over its listeners and the agents that watch them. An agent
 * tells them every 30 s; what was not told for {@value #SILENCE_SECONDS} s is no longer known.
 * Plain Java.
 */
final class Connections {
  static final int SILENCE_SECONDS = 90;
  private static final long SILENCE_NANOS = SILENCE_SECONDS * 1_000_000_000L;

  private final BrokerState.Builder broker;

  Connections(BrokerState.Builder broker) {
    this.broker = broker;
  }

  /** Takes what a rollup says of its listener; nothing if its agent says nothing of connections. */
  void told(ClusterFact fact) {
    String key = fact.getAgent() + '\u0000' + fact.getListener();
    ListenerConnections known = broker.getConnectionsMap().get(key);
    boolean old = known != null && fact.getTimeNanos() < known.getTimeNanos();
    if (fact.getTraffic().getConnectionsCount() == 0 || old) {
      return;
    }
    ListenerConnections.Builder next =
        ListenerConnections.newBuilder().setTimeNanos(fact.getTimeNanos());
    for (ConnectionTotal total : fact.getTraffic().getConnectionsList()) {
      String kind = name(total.getKind());
      if (!kind.isEmpty()) {
        next.putOpen(kind, Math.max(0, total.getOpenedTotal() - total.getClosedTotal()));
      }
    }
    broker.putConnections(key, next.build());
  }

  /** What is open, by name of the kind; forgets what is no longer known. */
  Map<String, Long> open(long nowNanos) {
    Map<String, Long> open = new TreeMap<>();
    Map.copyOf(broker.getConnectionsMap())
        .forEach(
            (key, listener) -> {
              if (nowNanos - listener.getTimeNanos() > SILENCE_NANOS) {
                broker.removeConnections(key);
              } else {
                listener.getOpenMap().forEach((kind, count) -> open.merge(kind, count, Long::sum));
              }
            });
    return open;
  }

  /** As its series is labelled; empty for a kind of a newer agent. */
  private static String name(ConnectionKind kind) {
    return switch (kind) {
      case PLAINTEXT, TLS, UNKNOWN -> kind.name().toLowerCase(Locale.ROOT);
      case CONNECTION_KIND_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }
}
