package io.streamgauge.jobs.resolve;

import io.streamgauge.events.EventBatchReader;
import io.streamgauge.events.ListenerRef;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.ListenerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/** The listeners of one agent; what they are called outlives a restart of the agent. */
final class KnownListeners {
  private final MapState<String, ListenerState> listeners;

  KnownListeners(RuntimeContext context) {
    this.listeners =
        context.getMapState(
            new MapStateDescriptor<>(
                "listeners", Types.STRING, ProtoTypeInfo.forMessage(ListenerState.class)));
  }

  /** Takes what the batch says of its listeners. Whether one became ready. */
  boolean learn(EventBatchReader tables, long now) throws Exception {
    boolean ready = false;
    for (int number = 1; number <= tables.batch().getListenersCount(); number++) {
      ListenerRef listener = tables.listener(number).orElseThrow();
      ListenerState known = listeners.get(listener.endpoint());
      ListenerState next = ListenerView.learn(known, listener, now);
      if (!next.equals(known)) {
        listeners.put(listener.endpoint(), next);
        ready |= ListenerView.ready(next, now);
      }
    }
    return ready;
  }

  List<ListenerState> all() throws Exception {
    List<ListenerState> all = new ArrayList<>();
    listeners.values().forEach(all::add);
    return all;
  }

  void clear() {
    listeners.clear();
  }

  /** The listener of a number of the batch; empty for events of the agent as a whole. */
  Optional<ListenerState> find(EventBatchReader tables, int number) throws Exception {
    Optional<ListenerRef> listener = tables.listener(number);
    if (listener.isEmpty()) {
      return Optional.empty();
    }
    String name = listener.get().endpoint();
    ListenerState known = listeners.get(name);
    return Optional.of(
        known == null ? ListenerState.newBuilder().setListener(name).build() : known);
  }

  /** The next events of the listener shall not wait again for its cluster. */
  void giveUp(ListenerState listener) throws Exception {
    if (!listener.getGivenUp() && !ListenerView.clusterKnown(listener)) {
      listeners.put(listener.getListener(), listener.toBuilder().setGivenUp(true).build());
    }
  }
}
