package io.streamgauge.events;

import com.google.protobuf.ByteString;
import io.streamgauge.events.v1.Client;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.Listener;
import io.streamgauge.events.v1.Topic;
import java.nio.ByteBuffer;
import java.util.ArrayList;
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
  private int badIndexes;

  public EventBatchReader(EventBatch batch) {
    this.batch = batch;
    List<Event> known = new ArrayList<>(batch.getEventsCount());
    for (Event event : batch.getEventsList()) {
      if (event.getBodyCase() != Event.BodyCase.BODY_NOT_SET) {
        known.add(event);
      }
    }
    this.events = List.copyOf(known);
    this.unknownEvents = batch.getEventsCount() - known.size();
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

  /** References so far that pointed nowhere, or at a topic id of a wrong length. */
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
    Listener message = batch.getListeners(number - 1);
    return Optional.of(
        new ListenerRef(
            string(message.getAddress()),
            message.getPort(),
            string(message.getClusterName()),
            string(message.getClusterId()),
            message.hasNodeId() ? OptionalInt.of(message.getNodeId()) : OptionalInt.empty()));
  }

  /** The client of a number (index + 1); empty for 0 and for a bad one. */
  public Optional<ClientRef> client(int number) {
    if (number == 0 || !valid(number - 1, batch.getClientsCount())) {
      return Optional.empty();
    }
    Client message = batch.getClients(number - 1);
    return Optional.of(new ClientRef(string(message.getAddress()), string(message.getClientId())));
  }

  /** The topic of a number (index + 1); empty for 0 and for a bad one. */
  public Optional<TopicRef> topic(int number) {
    if (number == 0 || !valid(number - 1, batch.getTopicsCount())) {
      return Optional.empty();
    }
    Topic message = batch.getTopics(number - 1);
    return Optional.of(new TopicRef(string(message.getName()), topicId(message.getId())));
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
