package io.streamgauge.events;

import com.google.protobuf.ByteString;
import io.streamgauge.events.v1.Client;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.Listener;
import io.streamgauge.events.v1.Topic;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Resolves what the events of one batch refer to. Never throws on what an agent wrote: a bad index
 * gives the empty value and is counted, an event of an unknown family is left out and counted. Not
 * thread-safe.
 */
public final class EventBatchReader {
  private static final int TOPIC_ID_BYTES = 16;

  private final EventBatch batch;
  private final List<Event> events;
  private final int unknownEvents;
  private final List<ListenerRef> listeners;
  private final List<ClientRef> clients;
  private final List<TopicRef> topics;
  private int badIndexes;

  public EventBatchReader(EventBatch batch) {
    this.batch = batch;
    this.events = known(batch.getEventsList());
    this.unknownEvents = batch.getEventsCount() - events.size();
    this.listeners = unread(batch.getListenersCount());
    this.clients = unread(batch.getClientsCount());
    this.topics = unread(batch.getTopicsCount());
  }

  /** Without those of newer families; the same list, which is never changed, if there are none. */
  private static List<Event> known(List<Event> events) {
    for (Event event : events) {
      if (event.getBodyCase() == Event.BodyCase.BODY_NOT_SET) {
        return events.stream()
            .filter(each -> each.getBodyCase() != Event.BodyCase.BODY_NOT_SET)
            .toList();
      }
    }
    return events;
  }

  /** Many events refer to one row: it is read when the first of them asks. */
  private static <T> List<T> unread(int rows) {
    return new ArrayList<>(Collections.nCopies(rows, null));
  }

  public EventBatch batch() {
    return batch;
  }

  /** The events of families this reader knows, in their order. */
  public List<Event> events() {
    return events;
  }

  /** Events of families that are newer than this reader. */
  public int unknownEvents() {
    return unknownEvents;
  }

  /**
   * References so far that pointed nowhere, and topic ids of a wrong length. What a row of a table
   * refers to counts once, however many events refer to the row.
   */
  public int badIndexes() {
    return badIndexes;
  }

  /** The string at an index; empty for 0 and for a bad index. */
  public String string(int index) {
    if (index == 0) {
      return "";
    }
    return valid(index, batch.getStringsCount()) ? batch.getStrings(index) : "";
  }

  /** The listener of a number (index + 1); empty for 0 and for a bad one. */
  public Optional<ListenerRef> listener(int number) {
    if (number == 0 || !valid(number - 1, batch.getListenersCount())) {
      return Optional.empty();
    }
    ListenerRef known = listeners.get(number - 1);
    if (known == null) {
      known = read(batch.getListeners(number - 1));
      listeners.set(number - 1, known);
    }
    return Optional.of(known);
  }

  private ListenerRef read(Listener message) {
    return new ListenerRef(
        string(message.getAddress()),
        message.getPort(),
        string(message.getClusterName()),
        string(message.getClusterId()),
        message.hasNodeId() ? OptionalInt.of(message.getNodeId()) : OptionalInt.empty());
  }

  /** The client of a number (index + 1); empty for 0 and for a bad one. */
  public Optional<ClientRef> client(int number) {
    if (number == 0 || !valid(number - 1, batch.getClientsCount())) {
      return Optional.empty();
    }
    ClientRef known = clients.get(number - 1);
    if (known == null) {
      Client message = batch.getClients(number - 1);
      known = new ClientRef(string(message.getAddress()), string(message.getClientId()));
      clients.set(number - 1, known);
    }
    return Optional.of(known);
  }

  /** The topic of a number (index + 1); empty for 0 and for a bad one. */
  public Optional<TopicRef> topic(int number) {
    if (number == 0 || !valid(number - 1, batch.getTopicsCount())) {
      return Optional.empty();
    }
    TopicRef known = topics.get(number - 1);
    if (known == null) {
      Topic message = batch.getTopics(number - 1);
      known = new TopicRef(string(message.getName()), topicId(message.getId()));
      topics.set(number - 1, known);
    }
    return Optional.of(known);
  }

  private UUID topicId(ByteString bytes) {
    if (bytes.isEmpty()) {
      return TopicRef.NO_ID;
    }
    if (bytes.size() != TOPIC_ID_BYTES) {
      badIndexes++;
      return TopicRef.NO_ID;
    }
    ByteBuffer id = bytes.asReadOnlyByteBuffer();
    return new UUID(id.getLong(), id.getLong());
  }

  private boolean valid(int index, int size) {
    boolean valid = index >= 0 && index < size;
    if (!valid) {
      badIndexes++;
    }
    return valid;
  }
}
