package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.details.PartitionRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The partitions of one fetch session. Allocates only when a partition is new. */
final class TrackedSession implements FetchSession {
  /**
   * Comparable, so that a map stays fast when somebody chooses names and partitions that collide.
   */
  private static final class Entry implements Comparable<Entry> {
    String topic;
    long topicIdHigh;
    long topicIdLow;
    int partition;
    int index;
    long fetchOffset = PartitionRow.NONE;
    long highWatermark = PartitionRow.NONE;

    Entry set(PartitionRow row) {
      topic = row.topic();
      topicIdHigh = row.topicIdHigh();
      topicIdLow = row.topicIdLow();
      partition = row.partition();
      return this;
    }

    /** Whether the broker had nothing for it: then a fetch waits for an append. */
    boolean isBehind() {
      return highWatermark == PartitionRow.NONE || fetchOffset < highWatermark;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Entry that
          && partition == that.partition
          && topicIdHigh == that.topicIdHigh
          && topicIdLow == that.topicIdLow
          && Objects.equals(topic, that.topic);
    }

    @Override
    public int compareTo(Entry that) {
      int order = Integer.compare(partition, that.partition);
      if (order == 0) {
        order = Long.compare(topicIdHigh, that.topicIdHigh);
      }
      if (order == 0) {
        order = Long.compare(topicIdLow, that.topicIdLow);
      }
      if (order == 0 && topic != null && that.topic != null) {
        return topic.compareTo(that.topic);
      }
      return order == 0 ? Boolean.compare(topic != null, that.topic != null) : order;
    }

    @Override
    public int hashCode() {
      int hash = topic == null ? Long.hashCode(topicIdHigh ^ topicIdLow) : topic.hashCode();
      return 31 * hash + partition;
    }
  }

  private final Map<Entry, Entry> index = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private final Entry probe = new Entry();
  private final int sessionId;
  private final int maxPartitions;
  private boolean complete;
  private int behind;

  /**
   * A session without partitions.
   *
   * @param complete whether it is seen from its opening on
   */
  TrackedSession(int sessionId, int maxPartitions, boolean complete) {
    this.sessionId = sessionId;
    this.maxPartitions = maxPartitions;
    this.complete = complete;
  }

  private Entry find(PartitionRow row) {
    return index.get(probe.set(row));
  }

  private Entry findOrAdd(PartitionRow row) {
    Entry entry = find(row);
    if (entry == null && entries.size() < maxPartitions) {
      entry = new Entry().set(row);
      entry.index = entries.size();
      index.put(entry, entry);
      entries.add(entry);
      behind++;
    }
    complete &= entry != null;
    return entry;
  }

  /**
   * The client says where it reads a partition from.
   *
   * @return whether there was room for it
   */
  boolean requested(PartitionRow row) {
    Entry entry = findOrAdd(row);
    if (entry != null && row.fetchOffset() != PartitionRow.NONE) {
      behind -= entry.isBehind() ? 1 : 0;
      entry.fetchOffset = row.fetchOffset();
      behind += entry.isBehind() ? 1 : 0;
    }
    return entry != null;
  }

  /** The broker says how far a partition is. */
  void answered(PartitionRow row) {
    Entry entry = findOrAdd(row);
    if (entry != null && row.errorCode() == 0 && row.highWatermark() != PartitionRow.NONE) {
      behind -= entry.isBehind() ? 1 : 0;
      entry.highWatermark = row.highWatermark();
      behind += entry.isBehind() ? 1 : 0;
    }
  }

  /** The client takes a partition out of the session. */
  void forgotten(PartitionRow row) {
    Entry entry = index.remove(probe.set(row));
    if (entry == null) {
      return;
    }
    behind -= entry.isBehind() ? 1 : 0;
    Entry last = entries.remove(entries.size() - 1);
    if (entry.index < entries.size()) {
      entries.set(entry.index, last);
      last.index = entry.index;
    }
  }

  /** Where the client reads that partition from; {@code PartitionRow.NONE} if unknown. */
  long knownFetchOffset(PartitionRow row) {
    Entry entry = find(row);
    return entry == null ? PartitionRow.NONE : entry.fetchOffset;
  }

  /** Whether the broker had nothing more for any partition when it answered last. */
  boolean isCaughtUp() {
    return complete && behind == 0 && !entries.isEmpty();
  }

  @Override
  public int sessionId() {
    return sessionId;
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public boolean isComplete() {
    return complete;
  }

  @Override
  public String topic(int at) {
    return entries.get(at).topic;
  }

  @Override
  public long topicIdHigh(int at) {
    return entries.get(at).topicIdHigh;
  }

  @Override
  public long topicIdLow(int at) {
    return entries.get(at).topicIdLow;
  }

  @Override
  public int partition(int at) {
    return entries.get(at).partition;
  }

  @Override
  public long fetchOffset(int at) {
    return entries.get(at).fetchOffset;
  }

  @Override
  public long highWatermark(int at) {
    return entries.get(at).highWatermark;
  }
}
