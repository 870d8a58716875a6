package io.streamgauge.jobs.resolve;

import java.util.LinkedHashMap;
import java.util.Map;

/** The most recently used values, bounded: thins repeats. Forgetting only costs a repeat. */
final class Recent<T> {
  private final Map<T, Boolean> values;

  Recent(int limit) {
    this.values =
        new LinkedHashMap<>(64, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<T, Boolean> eldest) {
            return size() > limit;
          }
        };
  }

  /** Whether the value was not among the recent ones. */
  boolean add(T value) {
    return values.put(value, Boolean.TRUE) == null;
  }
}
