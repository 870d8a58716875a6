package io.streamgauge.jobs.resolve;

import io.streamgauge.events.EventBatchReader;
import io.streamgauge.events.TopicRef;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.jobs.series.Increments;
import io.streamgauge.jobs.v1.AgentBatch;
import io.streamgauge.jobs.v1.ListenerState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Says of each event whether it has the names it needs, and gives up on those that never come. */
final class Gate {
  private final KnownListeners listeners;
  private final NamelessTopics nameless;
  private final Names names;
  private final EventRouter router;
  private final Sink sink;
  private final long maxWaitNanos;

  Gate(
      KnownListeners listeners,
      NamelessTopics nameless,
      Names names,
      EventRouter router,
      Sink sink,
      long maxWaitNanos) {
    this.listeners = listeners;
    this.nameless = nameless;
    this.names = names;
    this.router = router;
    this.sink = sink;
    this.maxWaitNanos = maxWaitNanos;
  }

  /** Routes what can go; the rest as a batch with the same tables, or null if nothing is left. */
  AgentBatch route(AgentBatch agentBatch, long now, boolean force) throws Exception {
    EventBatch batch = agentBatch.getBatch();
    EventBatchReader tables = new EventBatchReader(batch);
    boolean overdue = force || now >= time(agentBatch, batch.getAgentTimeNanos()) + maxWaitNanos;
    EventBatch.Builder left = null;
    Map<Integer, Optional<ListenerState>> found = new HashMap<>();
    for (Event event : tables.events()) {
      Optional<ListenerState> listener = find(event.getListener(), tables, found);
      TopicRef topic = tables.topic(EventRouter.topicReference(event)).orElse(TopicRef.NONE);
      if (overdue) {
        giveUp(listener, tables, agentBatch, event);
      }
      boolean ready = listener.isEmpty() || ListenerView.ready(listener.get(), now);
      if (overdue || (ready && topicsReady(event, topic, tables))) {
        router.route(event, topic, tables, place(event, listener, agentBatch));
      } else {
        if (left == null) {
          left = batch.toBuilder().clearEvents();
        }
        left.addEvents(event);
      }
    }
    if (left == null) {
      return null;
    }
    AgentBatch.Builder waits =
        AgentBatch.newBuilder().setBatch(left).setShiftNanos(agentBatch.getShiftNanos());
    if (agentBatch.hasEventTimeMillis()) {
      waits.setEventTimeMillis(agentBatch.getEventTimeMillis());
    }
    return waits.build();
  }

  /** A batch has few listeners and many events. */
  private Optional<ListenerState> find(
      int number, EventBatchReader tables, Map<Integer, Optional<ListenerState>> found)
      throws Exception {
    Optional<ListenerState> known = found.get(number);
    if (known == null) {
      known = listeners.find(tables, number);
      found.put(number, known);
    }
    return known;
  }

  private boolean topicsReady(Event event, TopicRef topic, EventBatchReader tables)
      throws Exception {
    if (!event.hasMemberChanged()) {
      return topicReady(topic);
    }
    for (int reference : EventRouter.topicReferences(event)) {
      if (!topicReady(tables.topic(reference).orElse(TopicRef.NONE))) {
        return false;
      }
    }
    return true;
  }

  private boolean topicReady(TopicRef topic) throws Exception {
    return topic.hasName()
        || !topic.hasId()
        || !names.topic(topic.id()).isEmpty()
        || nameless.contains(topic.id());
  }

  /** The next events of the same listener or topic shall not wait again. */
  private void giveUp(
      Optional<ListenerState> listener, EventBatchReader tables, AgentBatch batch, Event event)
      throws Exception {
    if (listener.isPresent()) {
      listeners.giveUp(listener.get());
    }
    long time = time(batch, event.getTimeNanos());
    for (int reference : EventRouter.topicReferences(event)) {
      TopicRef topic = tables.topic(reference).orElse(TopicRef.NONE);
      int dropped = topicReady(topic) ? 0 : nameless.add(topic.id(), time);
      if (dropped > 0) {
        sink.increment(Increments.dropped(batch.getBatch().getNode(), dropped, time));
      }
    }
  }

  private static Place place(Event event, Optional<ListenerState> listener, AgentBatch batch) {
    return new Place(
        listener.map(ListenerView::cluster).orElse(""),
        listener.map(ListenerView::broker).orElse(""),
        listener.map(ListenerState::getListener).orElse(""),
        batch.getBatch().getAgentId(),
        batch.getBatch().getNode(),
        time(batch, event.getTimeNanos()),
        Place.eventTime(batch));
  }

  /** Event time, corrected for the agent's clock. */
  static long time(AgentBatch batch, long nanos) {
    return nanos - batch.getShiftNanos();
  }
}
