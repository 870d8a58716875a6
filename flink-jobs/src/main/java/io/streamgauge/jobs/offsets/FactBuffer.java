package io.streamgauge.jobs.offsets;

import com.google.protobuf.Message;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Facts of one key that wait for event time, and are given out in the order of their times: sources
 * run ahead of event time, each as it likes, and what is told of a second must be made of that
 * second's facts only. Bounded; the caller takes what finds no room as it comes.
 */
final class FactBuffer<T extends Message> {
  private static final HexFormat HEX = HexFormat.of();

  private final MapState<String, T> facts;
  private final ValueState<Integer> count;
  private final int limit;

  FactBuffer(RuntimeContext context, Class<T> type, int limit) {
    this.facts =
        context.getMapState(
            new MapStateDescriptor<>("facts", Types.STRING, ProtoTypeInfo.forMessage(type)));
    this.count = context.getState(new ValueStateDescriptor<>("facts-count", Types.INT));
    this.limit = limit;
  }

  /** Keeps a fact; false if there is no room. */
  boolean add(T fact, long timeNanos, long ordinal) throws Exception {
    Integer held = count.value();
    int size = held == null ? 0 : held;
    if (size >= limit) {
      return false;
    }
    String key =
        HEX.toHexDigits(timeNanos)
            + HEX.toHexDigits(ordinal)
            + HEX.toHexDigits(fact.toByteString().hashCode());
    if (!facts.contains(key)) {
      count.update(size + 1);
    }
    facts.put(key, fact);
    return true;
  }

  /** Takes out the facts up to and with a millisecond, by time, then by ordinal. */
  List<T> due(long millis) throws Exception {
    Integer held = count.value();
    if (held == null || held == 0) {
      return List.of();
    }
    String end = HEX.toHexDigits((millis + 1) * 1_000_000L);
    TreeMap<String, T> due = new TreeMap<>();
    for (Map.Entry<String, T> entry : facts.entries()) {
      if (entry.getKey().compareTo(end) < 0) {
        due.put(entry.getKey(), entry.getValue());
      }
    }
    for (String key : due.keySet()) {
      facts.remove(key);
    }
    int left = held - due.size();
    if (left > 0) {
      count.update(left);
    } else {
      count.clear();
    }
    return new ArrayList<>(due.values());
  }
}
