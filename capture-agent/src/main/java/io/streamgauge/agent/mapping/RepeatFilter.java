package io.streamgauge.agent.mapping;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets a statement pass when it is new, changed, or was not repeated for a while. Bounded: the
 * statement not looked at for longest is forgotten, and then passes once more than needed.
 */
final class RepeatFilter {
  private final long intervalNanos;
  private final Map<Object, Statement> statements;

  private long dropped;

  private record Statement(Object value, long passedAt) {}

  /**
   * @param limit statements remembered
   * @param intervalNanos packet time after which an unchanged one passes again
   */
  RepeatFilter(int limit, long intervalNanos) {
    this.intervalNanos = intervalNanos;
    this.statements =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Object, Statement> eldest) {
            boolean full = size() > limit;
            dropped += full ? 1 : 0;
            return full;
          }
        };
  }

  /** Statements that were forgotten because there were too many. */
  long dropped() {
    return dropped;
  }

  /** Whether to state {@code value} about {@code subject}; both need {@code equals}. */
  boolean passes(Object subject, Object value, long timestampNanos) {
    return passes(subject, value, timestampNanos, intervalNanos);
  }

  /** The same with an interval of its own. */
  boolean passes(Object subject, Object value, long timestampNanos, long interval) {
    Statement last = statements.get(subject);
    if (last != null && last.value.equals(value) && timestampNanos - last.passedAt < interval) {
      return false;
    }
    statements.put(subject, new Statement(value, timestampNanos));
    return true;
  }
}
