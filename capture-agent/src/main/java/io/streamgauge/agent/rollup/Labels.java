package io.streamgauge.agent.rollup;

import io.streamgauge.agent.identity.OwnTraffic;
import io.streamgauge.events.ClientRef;
import io.streamgauge.events.TopicRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * The bounded sets of clients, topics and groups that events name. A value that was not used for
 * {@link #IDLE_NANOS} makes room.
 */
public final class Labels {
  /** How long an unused value keeps its place. */
  static final long IDLE_NANOS = 600_000_000_000L;

  private final LabelLimits limits;
  private final Map<ClientRef, Long> clients = new HashMap<>();
  private final Map<String, TopicLabel> topicsByName = new HashMap<>();
  private final Map<IdKey, TopicLabel> topicsById = new HashMap<>();
  private final Map<String, Long> groups = new HashMap<>();
  private final IdKey probe = new IdKey();
  private final TopicLabel otherTopic =
      new TopicLabel(new TopicRef(LabelLimits.OTHER, TopicRef.NO_ID), true);
  private final LastTopic lastTopic = new LastTopic();
  private final ClientRef otherClient = new ClientRef("", LabelLimits.OTHER);
  private long dropped;
  private long now;

  /** Empty sets. */
  public Labels(LabelLimits limits) {
    this.limits = limits;
  }

  /** A topic id that can be set anew, so that looking up allocates nothing. */
  private static final class IdKey {
    private long high;
    private long low;

    private IdKey set(long idHigh, long idLow) {
      high = idHigh;
      low = idLow;
      return this;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof IdKey that && that.high == high && that.low == low;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(high * 31 + low);
    }
  }

  /**
   * The topic that was asked for last: what one exchange is about is asked for several times, and
   * the next one is often about the same.
   */
  private static final class LastTopic {
    private String name;
    private long idHigh;
    private long idLow;
    private TopicLabel label;

    private boolean is(String otherName, long otherHigh, long otherLow) {
      return label != null
          && idLow == otherLow
          && idHigh == otherHigh
          && Objects.equals(name, otherName);
    }

    private void set(String newName, long newHigh, long newLow, TopicLabel newLabel) {
      name = newName;
      idHigh = newHigh;
      idLow = newLow;
      label = newLabel;
    }
  }

  /** Packet time moved on. */
  public void advance(long timestampNanos) {
    now = timestampNanos;
  }

  /** The client, or the one that stands for all beyond the limit. */
  public ClientRef client(String address, String clientId) {
    ClientRef client = new ClientRef(address, clientId);
    if (clients.size() >= limits.clients() && !clients.containsKey(client)) {
      dropped++;
      return otherClient;
    }
    clients.put(client, now);
    return client;
  }

  /**
   * The topic, or the one that stands for all beyond the limit.
   *
   * @param name null or empty if only the id is known
   * @param idHigh first half of the id; both 0 if the version has none
   */
  public TopicLabel topic(String name, long idHigh, long idLow) {
    if (!lastTopic.is(name, idHigh, idLow)) {
      TopicLabel found = find(name, idHigh, idLow);
      // Each time that one finds no room is counted.
      lastTopic.set(name, idHigh, idLow, found.isOverflow() ? null : found);
      return found;
    }
    lastTopic.label.use(now);
    return lastTopic.label;
  }

  private TopicLabel find(String name, long idHigh, long idLow) {
    boolean named = name != null && !name.isEmpty();
    TopicLabel label;
    if ((idHigh | idLow) == 0) {
      label = named ? topicsByName.get(name) : otherTopic;
    } else {
      label = topicsById.get(probe.set(idHigh, idLow));
    }
    if (label == null) {
      label = add(named ? name : "", idHigh, idLow);
    }
    if (named) {
      label.name(name);
    }
    label.use(now);
    return label;
  }

  private TopicLabel add(String name, long idHigh, long idLow) {
    if (topicsByName.size() + topicsById.size() >= limits.topics()) {
      dropped++;
      return otherTopic;
    }
    boolean hasId = (idHigh | idLow) != 0;
    TopicLabel label =
        new TopicLabel(new TopicRef(name, hasId ? new UUID(idHigh, idLow) : TopicRef.NO_ID), false);
    if (hasId) {
      topicsById.put(new IdKey().set(idHigh, idLow), label);
    } else {
      topicsByName.put(name, label);
    }
    return label;
  }

  /**
   * Whether facts may name a group: it is not ours, has a name, and is within the limit. Beyond the
   * limit each refusal is counted.
   */
  public boolean admitsGroup(String group) {
    if (group == null || group.isEmpty() || OwnTraffic.isGroup(group)) {
      return false;
    }
    if (groups.size() >= limits.groups() && !groups.containsKey(group)) {
      dropped++;
      return false;
    }
    groups.put(group, now);
    return true;
  }

  /** How often a limit cut a value off. */
  public long dropped() {
    return dropped;
  }

  /** A client is still in use although nobody asked for it. */
  void keep(ClientRef client) {
    clients.replace(client, now);
  }

  /** Forgets what was not used for a while. */
  void expire() {
    lastTopic.label = null;
    long before = now - IDLE_NANOS;
    clients.values().removeIf(used -> used < before);
    groups.values().removeIf(used -> used < before);
    topicsByName.values().removeIf(topic -> topic.idleSince(before));
    topicsById.values().removeIf(topic -> topic.idleSince(before));
  }
}
