package io.streamgauge.jobs;

import com.google.protobuf.ByteString;
import io.streamgauge.events.v1.Client;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.Listener;
import io.streamgauge.events.v1.Topic;
import java.util.ArrayList;
import java.util.List;

/** Writes batches the way an agent does, for tests. Times are seconds after {@link #EPOCH}. */
public final class Agent {
  /** 2026-01-01T00:00:00Z. */
  public static final long EPOCH = 1_767_225_600L;

  private final String id;
  private String cluster = "";
  private String clusterId = "";
  private Integer nodeId;
  private String listenerAddress = "10.0.0.1";
  private long incarnation = 1;
  private long sequence;
  private long ordinal;

  private List<String> strings;
  private List<Topic> topics;
  private List<Client> clients;
  private List<Event> events;

  public Agent(String id) {
    this.id = id;
    clear();
  }

  /** What the agent has learned of its only listener. */
  public Agent learned(String name, String kafkaId, Integer node) {
    this.cluster = name;
    this.clusterId = kafkaId;
    this.nodeId = node;
    return this;
  }

  public Agent listening(String address) {
    this.listenerAddress = address;
    return this;
  }

  /** The process was started again. */
  public Agent restart() {
    incarnation++;
    sequence = 0;
    ordinal = 0;
    return this;
  }

  public Agent skipBatches(int count) {
    sequence += count;
    return this;
  }

  private void clear() {
    strings = new ArrayList<>(List.of(""));
    topics = new ArrayList<>();
    clients = new ArrayList<>();
    events = new ArrayList<>();
  }

  public int string(String text) {
    int index = strings.indexOf(text);
    if (index < 0) {
      index = strings.size();
      strings.add(text);
    }
    return index;
  }

  public int topic(String name) {
    return topic(name, null);
  }

  /** A topic; name or id may be null. */
  public int topic(String name, String id16) {
    Topic.Builder topic = Topic.newBuilder();
    if (name != null) {
      topic.setName(string(name));
    }
    if (id16 != null) {
      topic.setId(ByteString.copyFromUtf8(id16));
    }
    topics.add(topic.build());
    return topics.size();
  }

  public int client(String address, String clientId) {
    clients.add(
        Client.newBuilder().setAddress(string(address)).setClientId(string(clientId)).build());
    return clients.size();
  }

  /** An additive event at the listener. */
  public Agent add(double time, Event.Builder event) {
    events.add(event.setListener(1).setTimeNanos(nanos(time)).build());
    return this;
  }

  /** An event of the agent as a whole. */
  public Agent addOwn(double time, Event.Builder event) {
    events.add(event.setTimeNanos(nanos(time)).build());
    return this;
  }

  /** An ordered event at the listener. */
  public Agent tell(double time, Event.Builder event) {
    return add(time, event.setOrdinal(++ordinal));
  }

  public EventBatch batch(double time) {
    return batch(time, false);
  }

  public EventBatch last(double time) {
    return batch(time, true);
  }

  private EventBatch batch(double time, boolean last) {
    Listener.Builder listener =
        Listener.newBuilder()
            .setAddress(string(listenerAddress))
            .setPort(9092)
            .setClusterName(string(cluster))
            .setClusterId(string(clusterId));
    if (nodeId != null) {
      listener.setNodeId(nodeId);
    }
    EventBatch batch =
        EventBatch.newBuilder()
            .setAgentId(id)
            .setIncarnation(incarnation)
            .setSequence(++sequence)
            .setAgentTimeNanos(nanos(time))
            .setResolutionMillis(1000)
            .setNode("node-" + id)
            .setAgentVersion("test")
            .setFinal(last)
            .addListeners(listener)
            .addAllStrings(strings)
            .addAllTopics(topics)
            .addAllClients(clients)
            .addAllEvents(events)
            .build();
    clear();
    return batch;
  }

  public static long nanos(double time) {
    return EPOCH * 1_000_000_000L + Math.round(time * 1e9);
  }
}
