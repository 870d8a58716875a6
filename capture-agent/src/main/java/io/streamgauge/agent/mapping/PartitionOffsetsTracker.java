package io.streamgauge.agent.mapping;

import io.streamgauge.agent.rollup.ListenerState;
import io.streamgauge.agent.rollup.TopicLabel;
import io.streamgauge.events.BatchTables;
import io.streamgauge.events.ClientRef;
import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.events.v1.Source;
import io.streamgauge.protocol.details.PartitionRow;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Decides when a partition's offsets are told. A change is told at once, further changes within
 * {@link #PACE_NANOS} are told together by the last of them; what does not change is told again
 * every {@link #REPEAT_NANOS} while it is observed. So the bus carries what active partitions
 * demand, not what their traffic demands.
 */
final class PartitionOffsetsTracker {
  /** Least packet time between two facts of one partition and source. */
  static final long PACE_NANOS = 100_000_000L;

  /** Packet time after which unchanged offsets are told again. */
  static final long REPEAT_NANOS = 10_000_000_000L;

  private static final int MAX_SLOTS = 200_000;
  private static final int MAX_SESSIONS = 10_000;

  private final FactSink sink;
  private final int maxSlots;
  private final int maxSessions;
  private long dropped;
  private final Key probe = new Key();
  private final ArrayDeque<Slot> waiting = new ArrayDeque<>();
  private final Map<Key, Slot> slots =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Slot> eldest) {
          boolean full = size() > maxSlots;
          dropped += full ? 1 : 0;
          eldest.getValue().forgotten |= full;
          return full;
        }
      };
  private final Map<SessionKey, Session> sessions =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionKey, Session> eldest) {
          boolean full = size() > maxSessions;
          dropped += full ? 1 : 0;
          return full;
        }
      };

  PartitionOffsetsTracker(FactSink sink) {
    this(sink, MAX_SLOTS, MAX_SESSIONS);
  }

  /** With limits of its own: partitions times sources remembered, and sessions. */
  PartitionOffsetsTracker(FactSink sink, int maxSlots, int maxSessions) {
    this.sink = sink;
    this.maxSlots = maxSlots;
    this.maxSessions = maxSessions;
  }

  /** Slots and sessions that were forgotten because there were too many. */
  long dropped() {
    return dropped;
  }

  private record SessionKey(ListenerState listener, int sessionId) {}

  /** Can be set anew, so that looking up allocates nothing. */
  private static final class Key {
    private Source source;
    private int variant;
    private TopicLabel topic;
    private int partition;
    private ClientRef client;
    private ListenerState listener;

    private Key copy() {
      Key copy = new Key();
      copy.source = source;
      copy.variant = variant;
      copy.topic = topic;
      copy.partition = partition;
      copy.client = client;
      copy.listener = listener;
      return copy;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that
          && source == that.source
          && variant == that.variant
          && topic == that.topic
          && partition == that.partition
          && listener == that.listener
          && (client == null ? that.client == null : client.equals(that.client));
    }

    @Override
    public int hashCode() {
      int hash = source.getNumber() * 31 + variant;
      hash = hash * 31 + System.identityHashCode(topic);
      hash = hash * 31 + partition;
      hash = hash * 31 + System.identityHashCode(listener);
      return hash * 31 + (client == null ? 0 : client.hashCode());
    }
  }

  /** What was last seen of a partition by one source; fields that were not on the wire are NONE. */
  static final class Slot {
    private final Source source;
    private final int variant;
    private final TopicLabel topic;
    private final int partition;
    private final ClientRef client;
    private final ListenerState listener;
    long highWatermark = PartitionRow.NONE;
    long lastStableOffset = PartitionRow.NONE;
    long logStartOffset = PartitionRow.NONE;
    long logEndOffset = PartitionRow.NONE;
    long leaderEpoch = PartitionRow.NONE;
    long fetchOffset = PartitionRow.NONE;
    private long trailingControlRecords = PartitionRow.NONE;
    private long trailingEnd = PartitionRow.NONE;
    long maxTimestamp = PartitionRow.NONE;
    int acks = Short.MIN_VALUE;
    int isolation = -1;
    private long toldSignature;
    private long toldAt = Long.MIN_VALUE;
    private long observedAt;
    private long dueAt;
    private boolean waits;

    /** No longer among the slots, so that a session must not hold it either. */
    private boolean forgotten;

    private Slot(Key key) {
      this.source = key.source;
      this.variant = key.variant;
      this.topic = key.topic;
      this.partition = key.partition;
      this.client = key.client;
      this.listener = key.listener;
    }

    /**
     * A fetch ended in that many markers. They are told with the next fact, which may be one of a
     * later fetch: one without batches changes nothing, and one that found only markers lengthens
     * the run.
     *
     * @param from where the fetch began to read
     * @param end offset behind what was fetched
     */
    void endsInMarkers(long count, long from, long end) {
      boolean onlyMarkers = from == trailingEnd && end - from == count;
      trailingControlRecords = onlyMarkers ? trailingControlRecords + count : count;
      trailingEnd = end;
    }

    /** Changes whenever a value changes, but for one chance in 2^64. */
    private long signature() {
      long hash = highWatermark;
      hash = mix(hash) + lastStableOffset;
      hash = mix(hash) + logStartOffset;
      hash = mix(hash) + logEndOffset;
      hash = mix(hash) + leaderEpoch;
      hash = mix(hash) + fetchOffset;
      hash = mix(hash) + trailingControlRecords;
      hash = mix(hash) + trailingEnd;
      return mix(hash);
    }

    private static long mix(long value) {
      long mixed = (value ^ (value >>> 32)) * 0x9e3779b97f4a7c15L;
      return mixed ^ (mixed >>> 29);
    }

    private void write(BatchTables tables, PartitionOffsets.Builder fact, boolean withPosition) {
      fact.setTopic(tables.topic(topic.ref())).setPartition(partition).setSource(source);
      if (highWatermark >= 0) {
        fact.setHighWatermark(highWatermark);
      }
      if (lastStableOffset >= 0) {
        fact.setLastStableOffset(lastStableOffset);
      }
      if (logStartOffset >= 0) {
        fact.setLogStartOffset(logStartOffset);
      }
      if (logEndOffset >= 0) {
        fact.setLogEndOffset(logEndOffset);
      }
      if (acks != Short.MIN_VALUE) {
        fact.setAcks(acks);
      }
      if (leaderEpoch >= 0) {
        fact.setLeaderEpoch((int) leaderEpoch);
      }
      if (trailingControlRecords >= 0) {
        fact.setTrailingControlRecords((int) trailingControlRecords).setNextOffset(trailingEnd);
      }
      if (withPosition) {
        writePosition(tables, fact);
      }
    }

    private void writePosition(BatchTables tables, PartitionOffsets.Builder fact) {
      if (fetchOffset >= 0) {
        fact.setFetchOffset(fetchOffset);
      }
      fact.setClient(tables.client(client));
      if (maxTimestamp >= 0) {
        fact.setMaxTimestampMillis(maxTimestamp);
      }
      if (isolation >= 0) {
        fact.setIsolation(isolation);
      }
    }
  }

  /** A partition that a client takes out of its session. */
  record Forgotten(TopicLabel topic, int partition) {}

  /**
   * The partitions of an incremental fetch session (KIP-227). An answer without partitions says of
   * all of them that nothing changed.
   */
  final class Session {
    private final Set<Slot> partitions = new LinkedHashSet<>();
    private long renewedAt = Long.MIN_VALUE;

    private Session() {}

    void add(Slot slot) {
      if (partitions.size() >= maxSlots && !partitions.contains(slot)) {
        partitions.removeIf(each -> each.forgotten);
      }
      partitions.add(slot);
    }

    int size() {
      return partitions.size();
    }

    /** The client takes partitions out of the session. */
    void forget(Set<Forgotten> left) {
      partitions.removeIf(
          slot -> {
            boolean gone = left.contains(new Forgotten(slot.topic, slot.partition));
            if (gone) {
              remove(slot);
            }
            return gone;
          });
    }

    /** The session was answered: what it did not name is as it was. */
    void renew(long timestampNanos) {
      if (renewedAt == Long.MIN_VALUE) {
        renewedAt = timestampNanos;
      }
      if (timestampNanos - renewedAt < REPEAT_NANOS) {
        return;
      }
      renewedAt = timestampNanos;
      for (Slot slot : partitions) {
        if (!slot.waits && timestampNanos - slot.toldAt >= REPEAT_NANOS) {
          slot.toldAt = timestampNanos;
          // Whether the client still reads it is not said; how far the partition goes is.
          tell(slot, timestampNanos, false);
        }
      }
    }
  }

  /** The session of that id on that listener; made when first seen. */
  Session session(ListenerState listener, int sessionId) {
    return sessions.computeIfAbsent(new SessionKey(listener, sessionId), key -> new Session());
  }

  /** The client closed its session. */
  void close(ListenerState listener, int sessionId) {
    Session closed = sessions.remove(new SessionKey(listener, sessionId));
    if (closed != null) {
      closed.partitions.forEach(this::remove);
    }
  }

  /** Nobody observes it any more; what it still has to tell it will tell. */
  private void remove(Slot slot) {
    find(slot.source, slot.variant, slot.topic, slot.partition, slot.client, slot.listener);
    slots.remove(probe);
  }

  /**
   * The slot to fill for a partition.
   *
   * @param variant tells statements of one source apart that must not be mixed
   * @param client who reads; null where it does not matter
   */
  Slot slot(
      Source source,
      int variant,
      TopicLabel topic,
      int partition,
      ClientRef client,
      ListenerState listener) {
    Slot slot = find(source, variant, topic, partition, client, listener);
    if (slot == null) {
      slot = new Slot(probe);
      slots.put(probe.copy(), slot);
    }
    return slot;
  }

  private Slot find(
      Source source,
      int variant,
      TopicLabel topic,
      int partition,
      ClientRef client,
      ListenerState listener) {
    probe.source = source;
    probe.variant = variant;
    probe.topic = topic;
    probe.partition = partition;
    probe.client = client;
    probe.listener = listener;
    return slots.get(probe);
  }

  /** The slot was filled from an answer of that time. */
  void observe(Slot slot, long timestampNanos) {
    advance(timestampNanos);
    slot.observedAt = timestampNanos;
    if (slot.waits) {
      return;
    }
    boolean changed = slot.toldAt == Long.MIN_VALUE || slot.signature() != slot.toldSignature;
    long since = slot.toldAt == Long.MIN_VALUE ? Long.MAX_VALUE : timestampNanos - slot.toldAt;
    if (since >= REPEAT_NANOS || (changed && since >= PACE_NANOS)) {
      tellNow(slot, timestampNanos);
    } else if (changed) {
      slot.waits = true;
      slot.dueAt = timestampNanos + PACE_NANOS;
      waiting.add(slot);
    }
  }

  /** Packet time moved on: tells what waited long enough. */
  void advance(long timestampNanos) {
    while (!waiting.isEmpty() && timestampNanos >= waiting.peek().dueAt) {
      tellWaiting(waiting.poll());
    }
  }

  /** Tells all that waits: the agent is about to say up to when it has reported. */
  void tellAll() {
    while (!waiting.isEmpty()) {
      tellWaiting(waiting.poll());
    }
  }

  private void tellWaiting(Slot slot) {
    slot.waits = false;
    tellNow(slot, slot.observedAt);
  }

  private void tellNow(Slot slot, long timestampNanos) {
    slot.toldAt = timestampNanos;
    slot.toldSignature = slot.signature();
    tell(slot, timestampNanos, slot.client != null);
  }

  private void tell(Slot slot, long timestampNanos, boolean withPosition) {
    sink.emit(
        timestampNanos,
        slot.listener,
        (tables, event) -> slot.write(tables, event.getPartitionOffsetsBuilder(), withPosition));
  }
}
