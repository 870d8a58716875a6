package io.streamgauge.agent.mapping;

import io.streamgauge.events.TopicRef;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where groups were when they last committed: what a commit adds lies behind it. Bounded: the
 * partition not committed for longest is forgotten and counted, and its next commit adds nothing.
 * Allocates for a partition once, not per commit.
 */
final class CommitProgress {
  static final long UNKNOWN = -1;

  private final Map<Key, Key> known;
  private final Key wanted = new Key();
  private long forgotten;

  /** Which partition of which group, and its committed offset, which is no part of the identity. */
  private static final class Key {
    private String group = "";
    private TopicRef topic = TopicRef.NONE;
    private int partition;
    private long offset;

    Key set(String aGroup, TopicRef aTopic, int aPartition) {
      group = aGroup;
      topic = aTopic;
      partition = aPartition;
      return this;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && partition == key.partition
          && group.equals(key.group)
          && topic.equals(key.topic);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * group.hashCode() + topic.hashCode()) + partition;
    }
  }

  CommitProgress(int limit) {
    known =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Key> eldest) {
            boolean full = size() > limit;
            forgotten += full ? 1 : 0;
            return full;
          }
        };
  }

  /** Notes a commit, and says what was committed before it, or {@link #UNKNOWN}. */
  long commit(String group, TopicRef topic, int partition, long offset) {
    Key key = known.get(wanted.set(group, topic, partition));
    long before = UNKNOWN;
    if (key == null) {
      key = new Key().set(group, topic, partition);
      known.put(key, key);
    } else {
      before = key.offset;
    }
    key.offset = offset;
    return before;
  }

  /** Partitions of groups that the limit made it forget. */
  long forgotten() {
    return forgotten;
  }
}
