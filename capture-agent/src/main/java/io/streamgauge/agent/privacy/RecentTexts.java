package io.streamgauge.agent.privacy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What texts became, so that each is worked out once while it is in use. Bounded in number and in
 * length: what is beyond is worked out again. Not thread-safe.
 */
final class RecentTexts {
  private static final int MAX_LENGTH = 256;

  private final UnaryOperator<String> work;
  private final Map<String, String> known;

  /**
   * @param work gives the same for the same text every time
   * @param limit texts remembered
   */
  RecentTexts(UnaryOperator<String> work, int limit) {
    this.work = work;
    this.known =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > limit;
          }
        };
  }

  String get(String text) {
    if (text.length() > MAX_LENGTH) {
      return work.apply(text);
    }
    String result = known.get(text);
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
