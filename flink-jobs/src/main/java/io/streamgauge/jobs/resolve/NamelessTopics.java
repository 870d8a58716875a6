package io.streamgauge.jobs.resolve;

import java.util.List;
import java.util.UUID;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Topic ids of one agent whose name was waited for in vain, up to a limit. Forgetting one costs no
 * more than another wait.
 */
final class NamelessTopics {
  private final int limit;
  private final MapState<String, Long> since;
  private final ValueState<Integer> size;

  NamelessTopics(RuntimeContext context, int limit) {
    this.limit = limit;
    this.since =
        context.getMapState(
            new MapStateDescriptor<>("nameless-topics-since", Types.STRING, Types.LONG));
    this.size = context.getState(new ValueStateDescriptor<>("nameless-topics-count", Types.INT));
  }

  void clear() {
    since.clear();
    size.clear();
  }

  boolean contains(UUID id) throws Exception {
    return since.contains(Names.idText(id));
  }

  /** Adds an id; returns how many others had to go for it. */
  int add(UUID id, long timeNanos) throws Exception {
    String key = Names.idText(id);
    Integer known = size.value();
    int count = (known == null ? 0 : known) + (since.contains(key) ? 0 : 1);
    since.put(key, timeNanos);
    List<String> beyond =
        count <= limit ? List.of() : Eldest.beyond(since.entries(), Long::longValue, limit);
    for (String old : beyond) {
      since.remove(old);
    }
    size.update(count - beyond.size());
    return beyond.size();
  }
}
