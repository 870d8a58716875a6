package io.streamgauge.jobs.series;

import com.google.protobuf.Message;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.FactSecond;
import io.streamgauge.jobs.v1.FactSeconds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.ToLongFunction;
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
 *
 * <p>Kept by the second in which they may be given out, and numbered within it, so that only those
 * which are due are ever read.
 */
public final class FactBuffer<T extends Message> {
  private static final HexFormat HEX = HexFormat.of();
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final MapState<String, T> facts;
  private final ValueState<FactSeconds> seconds;
  private final int limit;
  private final ToLongFunction<T> timeNanos;
  private final Comparator<T> order;

  /**
   * A buffer in the state of the context's operator.
   *
   * @param limit facts that wait at once, per key
   * @param timeNanos time of a fact
   * @param ordinal order of facts of the same time
   */
  public FactBuffer(
      RuntimeContext context,
      Class<T> type,
      int limit,
      ToLongFunction<T> timeNanos,
      ToLongFunction<T> ordinal) {
    this.facts =
        context.getMapState(
            new MapStateDescriptor<>(
                "facts-by-second", Types.STRING, ProtoTypeInfo.forMessage(type)));
    this.seconds =
        context.getState(
            new ValueStateDescriptor<>(
                "fact-seconds", ProtoTypeInfo.forMessage(FactSeconds.class)));
    this.limit = limit;
    this.timeNanos = timeNanos;
    this.order = Comparator.comparingLong(timeNanos).thenComparingLong(ordinal);
  }

  /**
   * Keeps a fact; false if there is no room. One that may have come behind its time is not given
   * out before event time has passed that at which it came, whatever timers fire until then.
   *
   * @param cameMillis event time when it came; 0 if it is not known
   */
  public boolean add(T fact, long cameMillis) throws Exception {
    FactSeconds known = seconds.value();
    FactSeconds.Builder next = known == null ? FactSeconds.newBuilder() : known.toBuilder();
    if (next.getCount() >= limit) {
      return false;
    }
    long second =
        Math.floorDiv(releaseNanos(timeNanos.applyAsLong(fact), cameMillis), NANOS_PER_SECOND);
    int at = next.getSecondsCount();
    while (at > 0 && next.getSeconds(at - 1).getSecond() > second) {
      at--;
    }
    if (at == 0 || next.getSeconds(at - 1).getSecond() != second) {
      next.addSeconds(at, FactSecond.newBuilder().setSecond(second));
      at++;
    }
    FactSecond.Builder of = next.getSecondsBuilder(at - 1);
    facts.put(key(second, of.getCount()), fact);
    of.setCount(of.getCount() + 1);
    seconds.update(next.setCount(next.getCount() + 1).build());
    return true;
  }

  private static String key(long second, int number) {
    return HEX.toHexDigits(second) + HEX.toHexDigits(number);
  }

  private static long releaseNanos(long timeNanos, long cameMillis) {
    boolean late = cameMillis > 0 && cameMillis < Long.MAX_VALUE / 1_000_000L;
    return late ? Math.max(timeNanos, (cameMillis + 1) * 1_000_000L) : timeNanos;
  }

  public boolean isEmpty() throws Exception {
    return seconds.value() == null;
  }

  /** Forgets all that wait. */
  public void clear() {
    facts.clear();
    seconds.clear();
  }

  /**
   * Takes out the facts of the seconds that are over, by time, then by ordinal; of those that are
   * equal one.
   *
   * @param millis event time: the last millisecond of a second ends it
   */
  public List<T> due(long millis) throws Exception {
    FactSeconds known = seconds.value();
    long end = Math.floorDiv(millis + 1, 1_000L);
    if (known == null || known.getSeconds(0).getSecond() >= end) {
      return List.of();
    }
    List<T> due = new ArrayList<>();
    FactSeconds.Builder left = FactSeconds.newBuilder();
    for (FactSecond second : known.getSecondsList()) {
      if (second.getSecond() >= end) {
        left.addSeconds(second);
      } else {
        take(second, due);
      }
    }
    if (left.getSecondsCount() == 0) {
      clear();
    } else {
      seconds.update(left.setCount(known.getCount() - due.size()).build());
    }
    due.sort(order);
    return untied(due);
  }

  private void take(FactSecond second, List<T> due) throws Exception {
    for (int number = 0; number < second.getCount(); number++) {
      String key = key(second.getSecond(), number);
      due.add(facts.get(key));
      facts.remove(key);
    }
  }

  /**
   * The same facts are given out in the same order, in whichever they came: those of one time and
   * ordinal by what they say, for which only they have to be encoded.
   */
  private List<T> untied(List<T> sorted) {
    List<T> all = new ArrayList<>(sorted.size());
    int from = 0;
    for (int to = 1; to <= sorted.size(); to++) {
      if (to == sorted.size() || order.compare(sorted.get(from), sorted.get(to)) != 0) {
        if (to - from == 1) {
          all.add(sorted.get(from));
        } else {
          addWithoutRepeats(sorted.subList(from, to), all);
        }
        from = to;
      }
    }
    return all;
  }

  private record Hashed<T>(T fact, int hash) {}

  private static <T extends Message> void addWithoutRepeats(List<T> tied, List<T> all) {
    List<Hashed<T>> hashed = new ArrayList<>(tied.size());
    for (T fact : tied) {
      hashed.add(new Hashed<>(fact, fact.toByteString().hashCode()));
    }
    hashed.sort(Comparator.comparingInt(Hashed::hash));
    for (int i = 0; i < hashed.size(); i++) {
      Hashed<T> each = hashed.get(i);
      boolean repeated = false;
      for (int j = i - 1; j >= 0 && hashed.get(j).hash() == each.hash(); j--) {
        repeated |= hashed.get(j).fact().equals(each.fact());
      }
      if (!repeated) {
        all.add(each.fact());
      }
    }
  }
}
