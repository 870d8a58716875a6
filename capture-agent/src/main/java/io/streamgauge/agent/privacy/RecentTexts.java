package io.streamgauge.agent.privacy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What texts came to, so that each is worked out once while it is in use. Bounded in number and in
 * length: what is beyond is worked out again. Not thread-safe.
 */
final class RecentTexts<T> {
  private static final int MAX_LENGTH = 256;

  private final Function<String, T> work;
  private final Map<String, T> known;

  /**
   * @param work gives the same for the same text every time
   * @param limit texts remembered
   */
  RecentTexts(Function<String, T> work, int limit) {
    this.work = work;
    this.known =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > limit;
          }
        };
  }

  T get(String text) {
    if (text.length() > MAX_LENGTH) {
      return work.apply(text);
    }
    T result = known.get(text);
    if (result == null) {
      result = work.apply(text);
      known.put(text, result);
    }
    return result;
  }

  int size() {
    return known.size();
  }
}
