package io.streamgauge.agent.rollup;

import io.streamgauge.agent.tcp.Endpoint;
import io.streamgauge.events.ClientRef;
import io.streamgauge.events.EventBatchBuilder;
import io.streamgauge.events.ListenerRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * All sums of an agent. What was touched since the last {@link #flush} is written by the next one.
 */
public final class RollupTable {
  private static final long EXPIRY_TICK_NANOS = 60_000_000_000L;

  private final String clusterName;
  private final LabelLimits limits;
  private final Labels labels;
  private final Map<Endpoint, ListenerState> listeners = new HashMap<>();
  private final Map<TrafficKey, ClientTraffic> traffic = new HashMap<>();
  private final List<Accumulator> touched = new ArrayList<>();
  private final ListenerState otherListener;
  private long now;
  private long nextExpiry = Long.MIN_VALUE;
  private long listenersDropped;

  /**
   * An empty table.
   *
   * @param clusterName display name that every listener carries; empty if not configured
   */
  public RollupTable(String clusterName, LabelLimits limits) {
    this.clusterName = clusterName;
    this.limits = limits;
    this.labels = new Labels(limits);
    this.otherListener = new ListenerState(this, listenerRef(LabelLimits.OTHER, 0));
  }

  private record TrafficKey(ListenerState listener, ClientRef client) {}

  private ListenerRef listenerRef(String address, int port) {
    return new ListenerRef(address, port, clusterName, "", OptionalInt.empty());
  }

  /** The values that events may name. */
  public Labels labels() {
    return labels;
  }

  /** Packet time moved on; now and then forgets what nobody uses. */
  public void advance(long timestampNanos) {
    now = timestampNanos;
    labels.advance(timestampNanos);
    if (now >= nextExpiry) {
      nextExpiry = now + EXPIRY_TICK_NANOS;
      long before = now - Labels.IDLE_NANOS;
      traffic.values().removeIf(client -> isForgotten(client, before));
      for (ClientTraffic client : traffic.values()) {
        client.forgetTopics(before);
        labels.keep(client.client());
      }
      labels.expire();
    }
  }

  private static boolean isForgotten(ClientTraffic client, long before) {
    boolean idle = client.idleSince(before);
    if (idle) {
      client.forget();
    }
    return idle;
  }

  long now() {
    return now;
  }

  /** The state of a listener; made when first asked for. */
  public ListenerState listener(Endpoint broker) {
    ListenerState known = listeners.get(broker);
    if (known != null) {
      return known;
    }
    if (listeners.size() >= limits.listeners()) {
      listenersDropped++;
      return otherListener;
    }
    return listeners.computeIfAbsent(
        broker, b -> new ListenerState(this, listenerRef(b.host(), b.port())));
  }

  /** The sums of a client on a listener; made when first asked for. Keep it: this looks up. */
  public ClientTraffic client(ListenerState listener, String address, String clientId) {
    ClientRef client = labels.client(address, clientId);
    return traffic.computeIfAbsent(
        new TrafficKey(listener, client), key -> new ClientTraffic(this, listener, client));
  }

  /**
   * What each listener has of connections is written by the next flush, whether it changed or not.
   */
  public void tellConnections() {
    listeners.values().forEach(ListenerState::traffic);
    if (listenersDropped > 0) {
      otherListener.traffic();
    }
  }

  /** How often a limit cut a value off. */
  public long dropped() {
    return labels.dropped() + listenersDropped;
  }

  void touch(Accumulator sum) {
    if (sum.touch()) {
      touched.add(sum);
    }
  }

  /**
   * Writes what was touched since the last flush and sets it to zero.
   *
   * @param startNanos packet time at which the step began
   */
  public void flush(long startNanos, EventBatchBuilder batch) {
    for (int i = 0; i < touched.size(); i++) {
      Accumulator sum = touched.get(i);
      batch.add(
          (tables, event) -> {
            event.setTimeNanos(startNanos);
            sum.write(tables, event);
          });
      sum.reset();
    }
    touched.clear();
  }
}
