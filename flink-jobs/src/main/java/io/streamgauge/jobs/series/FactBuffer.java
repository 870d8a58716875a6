package io.streamgauge.jobs.series;

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
public final class FactBuffer<T extends Message> {
  private static final HexFormat HEX = HexFormat.of();

  /** A key begins with when its fact may be given out, then come time and ordinal. */
  private static final int RELEASE_DIGITS = 16;

  private final MapState<String, T> facts;
  private final ValueState<Integer> count;
  private final int limit;

  /**
   * A buffer in the state of the context's operator.
   *
   * @param limit facts that wait at once, per key
   */
  public FactBuffer(RuntimeContext context, Class<T> type, int limit) {
    this.facts =
        context.getMapState(
            new MapStateDescriptor<>("facts", Types.STRING, ProtoTypeInfo.forMessage(type)));
    this.count = context.getState(new ValueStateDescriptor<>("facts-count", Types.INT));
    this.limit = limit;
  }

  /**
   * Keeps a fact; false if there is no room. One that equals a fact of the same time and ordinal is
   * kept once.
   *
   * @param ordinal order of facts of the same time, 0 or more
   */
  public boolean add(T fact, long timeNanos, long ordinal) throws Exception {
    return add(fact, timeNanos, ordinal, 0);
  }

  /**
   * The same for a fact that may have come behind its time: it is not given out before event time
   * has passed that at which it came, whatever timers fire until then.
   *
   * @param cameMillis event time when it came; 0 if it is not known
   */
  public boolean add(T fact, long timeNanos, long ordinal, long cameMillis) throws Exception {
    int size = isEmpty() ? 0 : count.value();
    if (size >= limit) {
      return false;
    }
    String key =
        HEX.toHexDigits(releaseNanos(timeNanos, cameMillis))
            + HEX.toHexDigits(timeNanos)
            + HEX.toHexDigits(ordinal)
            + HEX.toHexDigits(fact.toByteString().hashCode());
    // Different facts may have the same hash: each then gets the next number that is free.
    for (int number = 0; number <= limit; number++) {
      String numbered = key + HEX.toHexDigits(number);
      T held = facts.get(numbered);
      if (held == null) {
        facts.put(numbered, fact);
        count.update(size + 1);
        return true;
      }
      if (held.equals(fact)) {
        return true;
      }
    }
    return false;
  }

  private static long releaseNanos(long timeNanos, long cameMillis) {
    boolean late = cameMillis > 0 && cameMillis < Long.MAX_VALUE / 1_000_000L;
    return late ? Math.max(timeNanos, (cameMillis + 1) * 1_000_000L) : timeNanos;
  }

  public boolean isEmpty() throws Exception {
    return count.value() == null;
  }

  /** Forgets all that wait. */
  public void clear() {
    facts.clear();
    count.clear();
  }

  /** Takes out the facts up to and with a millisecond, by time, then by ordinal. */
  public List<T> due(long millis) throws Exception {
    Integer held = count.value();
    if (held == null || held == 0) {
      return List.of();
    }
    String end = HEX.toHexDigits((millis + 1) * 1_000_000L);
    TreeMap<String, T> due = new TreeMap<>();
    List<String> keys = new ArrayList<>();
    for (Map.Entry<String, T> entry : facts.entries()) {
      if (entry.getKey().compareTo(end) < 0) {
        keys.add(entry.getKey());
        String release = entry.getKey().substring(0, RELEASE_DIGITS);
        due.put(entry.getKey().substring(RELEASE_DIGITS) + release, entry.getValue());
      }
    }
    for (String key : keys) {
      facts.remove(key);
    }
    int left = held - keys.size();
    if (left > 0) {
      count.update(left);
    } else {
      count.clear();
    }
    return new ArrayList<>(due.values());
  }
}
