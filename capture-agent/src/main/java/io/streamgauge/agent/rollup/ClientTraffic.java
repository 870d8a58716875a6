package io.streamgauge.agent.rollup;

import io.streamgauge.events.ClientRef;
import io.streamgauge.events.v1.TopicRollup;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** The sums of one client on one listener. */
public final class ClientTraffic {
  private static final int VERSION_BITS = 16;

  private final RollupTable table;
  private final ListenerState listener;
  private final ClientRef client;
  private final RequestKey probe = new RequestKey();
  private final Map<RequestKey, RequestAccumulator> requests = new HashMap<>();
  private final Map<TopicRollup.Kind, Map<TopicLabel, TopicAccumulator>> topics =
      new EnumMap<>(TopicRollup.Kind.class);
  private RequestAccumulator lastRequests;
  private TopicAccumulator lastTopic;
  private WaitAccumulator waits;
  private long lastUsed;
  private boolean forgotten;

  ClientTraffic(RollupTable table, ListenerState listener, ClientRef client) {
    this.table = table;
    this.listener = listener;
    this.client = client;
    this.lastUsed = table.now();
  }

  /** A key that can be set anew, so that looking up allocates nothing. */
  private static final class RequestKey {
    private int value;

    @Override
    public boolean equals(Object other) {
      return other instanceof RequestKey that && that.value == value;
    }

    @Override
    public int hashCode() {
      return value * 0x9e3779b1;
    }
  }

  /** The client as events name it. */
  public ClientRef client() {
    return client;
  }

  /** The sums of an api and version, marked as part of this step. */
  public RequestAccumulator requests(int apiKey, int apiVersion) {
    lastUsed = table.now();
    if (lastRequests != null && lastRequests.isOf(apiKey, apiVersion)) {
      table.touch(lastRequests);
      return lastRequests;
    }
    probe.value = apiKey << VERSION_BITS | (apiVersion & 0xffff);
    RequestAccumulator sum = requests.get(probe);
    if (sum == null) {
      RequestKey key = new RequestKey();
      key.value = probe.value;
      sum = new RequestAccumulator(listener, client, apiKey, apiVersion);
      requests.put(key, sum);
    }
    lastRequests = sum;
    table.touch(sum);
    return sum;
  }

  /** When its fetches waited, marked as part of this step. */
  public WaitAccumulator waits() {
    if (waits == null) {
      waits = new WaitAccumulator(listener, client);
    }
    table.touch(waits);
    return waits;
  }

  /** The sums of a topic, marked as part of this step. */
  public TopicAccumulator topic(TopicLabel topic, TopicRollup.Kind kind) {
    if (lastTopic != null && lastTopic.isOf(topic, kind)) {
      table.touch(lastTopic);
      return lastTopic;
    }
    Map<TopicLabel, TopicAccumulator> ofKind = topics.get(kind);
    if (ofKind == null) {
      ofKind = topics.computeIfAbsent(kind, k -> new HashMap<>());
    }
    TopicAccumulator sum = ofKind.get(topic);
    if (sum == null) {
      sum = new TopicAccumulator(listener, client, topic, kind);
      ofKind.put(topic, sum);
    }
    lastTopic = sum;
    table.touch(sum);
    return sum;
  }

  /**
   * Whether the table has let go of it for being unused: its client may have lost its place among
   * the named ones, so whoever holds it must ask the table again.
   */
  public boolean isForgotten() {
    return forgotten;
  }

  void forget() {
    forgotten = true;
  }

  boolean idleSince(long timestampNanos) {
    return lastUsed < timestampNanos;
  }

  void forgetTopics(long idleSince) {
    lastTopic = null;
    topics.values().forEach(ofKind -> ofKind.keySet().removeIf(t -> t.idleSince(idleSince)));
  }
}
