package io.streamgauge.jobs.resolve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Which entries of a full map go. A tenth at once, so that looking for them is rare; ties go by
 * key, so that all subtasks that hold the same entries choose alike.
 */
final class Eldest {
  private Eldest() {}

  /**
   * Keys of the entries beyond nine tenths of the limit, those with the smallest times first.
   *
   * @param time when the entry was last known to be true
   */
  static <V> List<String> beyond(
      Iterable<? extends Map.Entry<String, V>> entries, ToLongFunction<V> time, int limit) {
    record Aged(String key, long time) {}
    List<Aged> all = new ArrayList<>();
    for (Map.Entry<String, V> entry : entries) {
      all.add(new Aged(entry.getKey(), time.applyAsLong(entry.getValue())));
    }
    all.sort(Comparator.comparingLong(Aged::time).thenComparing(Aged::key));
    int excess = Math.max(0, all.size() - (limit - limit / 10));
    return all.subList(0, excess).stream().map(Aged::key).toList();
  }
}
