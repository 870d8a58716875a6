package io.streamgauge.agent.rollup;

import io.streamgauge.agent.identity.OwnTraffic;
import io.streamgauge.events.TopicRef;

/** A topic among the bounded set that events name. Compared by identity. */
public final class TopicLabel {
  private final boolean overflow;
  private TopicRef ref;
  private boolean own;
  private long lastUsed;

  TopicLabel(TopicRef ref, boolean overflow) {
    this.ref = ref;
    this.overflow = overflow;
    this.own = OwnTraffic.isTopic(ref.name());
  }

  /** The topic as events name it now. */
  public TopicRef ref() {
    return ref;
  }

  /** Whether the topic is Streamgauge's own. */
  public boolean isOwn() {
    return own;
  }

  /** Whether it stands for all topics beyond the limit: sums may name it, facts may not. */
  public boolean isOverflow() {
    return overflow;
  }

  void name(String name) {
    if (!ref.hasName()) {
      ref = new TopicRef(name, ref.id());
      own = OwnTraffic.isTopic(name);
    }
  }

  void use(long timestampNanos) {
    lastUsed = timestampNanos;
  }

  boolean idleSince(long timestampNanos) {
    return lastUsed < timestampNanos && !overflow;
  }
}
