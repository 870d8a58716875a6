package io.streamgauge.jobs.resolve;

import io.streamgauge.events.ListenerRef;
import io.streamgauge.jobs.v1.ListenerState;

/** What is known of one listener, and whether that is enough for its events to go. Plain Java. */
final class ListenerView {
  /** How long a listener's node id is waited for once its cluster is known. */
  static final long NODE_WAIT_NANOS = 10_000_000_000L;

  private ListenerView() {}

  /** Adds what a batch says of the listener; the same instance if that is nothing new. */
  static ListenerState learn(ListenerState known, ListenerRef listener, long timeNanos) {
    ListenerState.Builder next =
        known == null
            ? ListenerState.newBuilder()
                .setListener(listener.endpoint())
                .setFirstSeenNanos(timeNanos)
            : known.toBuilder();
    if (!listener.clusterName().isEmpty()) {
      next.setClusterName(listener.clusterName());
    }
    if (!listener.clusterId().isEmpty()) {
      next.setClusterId(listener.clusterId());
    }
    listener.nodeId().ifPresent(id -> next.setNodeId(Integer.toString(id)));
    ListenerState learned = next.build();
    return learned.equals(known) ? known : learned;
  }

  static boolean clusterKnown(ListenerState listener) {
    return !listener.getClusterName().isEmpty() || !listener.getClusterId().isEmpty();
  }

  static boolean ready(ListenerState listener, long nowNanos) {
    return listener.getGivenUp()
        || (clusterKnown(listener)
            && (!listener.getNodeId().isEmpty()
                || nowNanos >= listener.getFirstSeenNanos() + NODE_WAIT_NANOS));
  }

  static String cluster(ListenerState listener) {
    if (!listener.getClusterName().isEmpty()) {
      return listener.getClusterName();
    }
    return listener.getClusterId().isEmpty() ? Place.UNKNOWN : listener.getClusterId();
  }

  static String broker(ListenerState listener) {
    return listener.getNodeId().isEmpty() ? listener.getListener() : listener.getNodeId();
  }
}
