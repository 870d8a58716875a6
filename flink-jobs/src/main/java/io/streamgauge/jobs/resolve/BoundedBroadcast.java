package io.streamgauge.jobs.resolve;

import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.state.BroadcastState;

/** Keeps one map of broadcast state within a limit. One per subtask: it counts the entries. */
final class BoundedBroadcast<V> {
  private static final int UNCOUNTED = -1;

  private final int limit;
  private final ToLongFunction<V> time;
  private int size = UNCOUNTED;

  BoundedBroadcast(int limit, ToLongFunction<V> time) {
    this.limit = limit;
    this.time = time;
  }

  /** Puts the entry; returns how many others had to go for it. */
  int put(BroadcastState<String, V> state, String key, V value) throws Exception {
    if (size == UNCOUNTED) {
      // After a restore the map may hold anything.
      size = 0;
      for (Object ignored : state.immutableEntries()) {
        size++;
      }
    }
    size += state.contains(key) ? 0 : 1;
    state.put(key, value);
    if (size <= limit) {
      return 0;
    }
    List<String> beyond = Eldest.beyond(state.immutableEntries(), time, limit);
    for (String old : beyond) {
      state.remove(old);
    }
    size -= beyond.size();
    return beyond.size();
  }
}
