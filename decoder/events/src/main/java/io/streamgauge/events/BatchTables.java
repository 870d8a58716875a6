package io.streamgauge.events;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import io.streamgauge.events.v1.Client;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.Listener;
import io.streamgauge.events.v1.Topic;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of one batch under construction: strings, listeners, clients, topics. Each method
 * gives the number an event refers to an entry by, adding the entry if it is new.
 */
public final class BatchTables {
  private static final int TAG_AND_LENGTH = 6;

  private final Map<String, Integer> strings = new HashMap<>();
  private final Map<ListenerRef, Integer> listeners = new HashMap<>();
  private final Map<ClientRef, Integer> clients = new HashMap<>();
  private final Map<TopicRef, Integer> topics = new HashMap<>();
  private final List<String> stringTexts = new ArrayList<>();
  private final List<Listener> listenerMessages = new ArrayList<>();
  private final List<Client> clientMessages = new ArrayList<>();
  private final List<Topic> topicMessages = new ArrayList<>();
  private int bytes;

  BatchTables() {
    string("");
  }

  /** Index of a string; 0 for null and empty. */
  public int string(String value) {
    String v = value == null ? "" : value;
    Integer known = strings.get(v);
    if (known != null) {
      return known;
    }
    int index = strings.size();
    strings.put(v, index);
    stringTexts.add(v);
    bytes += CodedOutputStream.computeStringSizeNoTag(v) + 1;
    return index;
  }

  /** Number of a listener (index + 1); 0 for null. */
  public int listener(ListenerRef listener) {
    if (listener == null) {
      return 0;
    }
    Integer known = listeners.get(listener);
    if (known != null) {
      return known;
    }
    Listener.Builder message =
        Listener.newBuilder()
            .setAddress(string(listener.address()))
            .setPort(listener.port())
            .setClusterName(string(listener.clusterName()))
            .setClusterId(string(listener.clusterId()));
    listener.nodeId().ifPresent(message::setNodeId);
    return append(listeners, listener, listenerMessages, message.build());
  }

  /** Number of a client (index + 1); 0 for null. */
  public int client(ClientRef client) {
    if (client == null) {
      return 0;
    }
    Integer known = clients.get(client);
    if (known != null) {
      return known;
    }
    Client message =
        Client.newBuilder()
            .setAddress(string(client.address()))
            .setClientId(string(client.clientId()))
            .build();
    return append(clients, client, clientMessages, message);
  }

  /** Number of a topic (index + 1); 0 for null. */
  public int topic(TopicRef topic) {
    if (topic == null) {
      return 0;
    }
    Integer known = topics.get(topic);
    if (known != null) {
      return known;
    }
    Topic.Builder message = Topic.newBuilder().setName(string(topic.name()));
    if (topic.hasId()) {
      message.setId(idBytes(topic));
    }
    return append(topics, topic, topicMessages, message.build());
  }

  private static ByteString idBytes(TopicRef topic) {
    ByteBuffer id = ByteBuffer.allocate(16);
    id.putLong(topic.id().getMostSignificantBits()).putLong(topic.id().getLeastSignificantBits());
    return ByteString.copyFrom(id.flip());
  }

  private <K, M extends MessageLite> int append(
      Map<K, Integer> numbers, K key, List<M> messages, M message) {
    messages.add(message);
    numbers.put(key, messages.size());
    bytes += message.getSerializedSize() + TAG_AND_LENGTH;
    return messages.size();
  }

  /** How full the tables are. */
  record Mark(int strings, int listeners, int clients, int topics, int bytes) {}

  Mark mark() {
    return new Mark(
        stringTexts.size(),
        listenerMessages.size(),
        clientMessages.size(),
        topicMessages.size(),
        bytes);
  }

  /** Removes what was added since {@code mark}. */
  void rollBack(Mark mark) {
    strings.values().removeIf(index -> index >= mark.strings());
    listeners.values().removeIf(number -> number > mark.listeners());
    clients.values().removeIf(number -> number > mark.clients());
    topics.values().removeIf(number -> number > mark.topics());
    truncate(stringTexts, mark.strings());
    truncate(listenerMessages, mark.listeners());
    truncate(clientMessages, mark.clients());
    truncate(topicMessages, mark.topics());
    bytes = mark.bytes();
  }

  private static void truncate(List<?> list, int size) {
    list.subList(size, list.size()).clear();
  }

  /** Upper bound of what the tables add to the batch, in bytes. */
  int bytes() {
    return bytes;
  }

  void writeTo(EventBatch.Builder batch) {
    batch
        .addAllStrings(stringTexts)
        .addAllListeners(listenerMessages)
        .addAllClients(clientMessages)
        .addAllTopics(topicMessages);
  }
}
