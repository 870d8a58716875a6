package io.streamgauge.jobs.lag;

import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.jobs.v1.AssignedReader;
import io.streamgauge.jobs.v1.Commit;
import io.streamgauge.jobs.v1.CommittedOffset;
import io.streamgauge.jobs.v1.Delivery;
import io.streamgauge.jobs.v1.PartitionState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How often a group commits and fetches in a partition, and whether it comes back to the same
 * records: what tells a group that works from one that only seems to.
 *
 * <p>A fetch is the group's if its client was given the partition. A group whose assignment was not
 * seen may stand behind every client that no other group gave the partition to: its silence is only
 * said where nobody could have been it.
 */
final class Activity {
  /** Intervals that medians are taken of, {@value}. */
  static final int INTERVALS = 15;

  /** Fetches whose batches' times are remembered. */
  static final int DELIVERIES = 8;

  private static final int READ_COMMITTED = 1;

  private Activity() {}

  /** A commit on the wire, onto an offset of {@code before}. */
  static void committed(CommittedOffset.Builder offset, Commit commit, long before, long time) {
    long last = offset.getCommittedNanos();
    if (last > 0 && time > last) {
      List<Long> kept = appended(offset.getCommitIntervalsNanosList(), time - last);
      offset.clearCommitIntervalsNanos().addAllCommitIntervalsNanos(kept);
    }
    offset
        .setCommittedNanos(time)
        .setWithoutGeneration(!commit.getTransactional() && commit.getGeneration() < 0);
    if (commit.getOffset() != before) {
      offset.clearRepeatOffset().clearRepeats();
    }
  }

  /** A client fetched from an offset. */
  static void fetched(
      PartitionState.Builder state, String reader, PartitionOffsets offsets, long time) {
    if (reader.isEmpty() || !offsets.hasFetchOffset()) {
      return;
    }
    for (Map.Entry<String, CommittedOffset> entry : List.copyOf(state.getGroupsMap().entrySet())) {
      CommittedOffset known = entry.getValue();
      if (time > known.getLastFetchNanos() && mayRead(state, entry.getKey(), reader)) {
        CommittedOffset.Builder next = known.toBuilder().setLastFetchNanos(time).setActive(true);
        if (known.getLastFetchNanos() > 0) {
          List<Long> kept =
              appended(known.getFetchIntervalsNanosList(), time - known.getLastFetchNanos());
          next.clearFetchIntervalsNanos().addAllFetchIntervalsNanos(kept);
        }
        if (recordsWait(offsets)) {
          repeat(next, offsets.getFetchOffset());
        }
        if (offsets.getMaxTimestampMillis() > 0) {
          delivered(next, offsets);
        }
        state.putGroups(entry.getKey(), next.build());
      }
    }
  }

  private static boolean mayRead(PartitionState.Builder state, String group, String reader) {
    AssignedReader own = state.getReadersMap().get(group);
    if (own != null) {
      return own.getReader().equals(reader);
    }
    return state.getReadersMap().values().stream()
        .noneMatch(other -> other.getReader().equals(reader));
  }

  /** Whether the fetch could be given something: repeating one that cannot is only waiting. */
  private static boolean recordsWait(PartitionOffsets offsets) {
    boolean committedOnly =
        offsets.getIsolation() == READ_COMMITTED && offsets.hasLastStableOffset();
    long end = committedOnly ? offsets.getLastStableOffset() : offsets.getHighWatermark();
    return offsets.getFetchOffset() < end;
  }

  private static void repeat(CommittedOffset.Builder offset, long from) {
    if (offset.getRepeats() == 0 || from < offset.getRepeatOffset()) {
      offset.setRepeatOffset(from).setRepeats(1);
    } else if (from == offset.getRepeatOffset()) {
      offset.setRepeats(offset.getRepeats() + 1);
    }
  }

  private static void delivered(CommittedOffset.Builder offset, PartitionOffsets offsets) {
    offset.addDeliveries(
        Delivery.newBuilder()
            .setOffset(offsets.getFetchOffset())
            .setTimestampMillis(offsets.getMaxTimestampMillis()));
    if (offset.getDeliveriesCount() > DELIVERIES) {
      offset.removeDeliveries(0);
    }
  }

  /**
   * When the record at the committed offset was appended, by the timestamp of the batch that the
   * group was sent it in; empty if that was not seen.
   */
  static OptionalLong batchNanos(CommittedOffset offset) {
    for (int i = offset.getDeliveriesCount() - 1; i >= 0; i--) {
      Delivery delivery = offset.getDeliveries(i);
      if (delivery.getOffset() <= offset.getOffset()) {
        return OptionalLong.of(delivery.getTimestampMillis() * 1_000_000L);
      }
    }
    return OptionalLong.empty();
  }

  private static List<Long> appended(List<Long> intervals, long interval) {
    int from = Math.max(0, intervals.size() + 1 - INTERVALS);
    Long[] kept = intervals.subList(from, intervals.size()).toArray(Long[]::new);
    Long[] all = Arrays.copyOf(kept, kept.length + 1);
    all[kept.length] = interval;
    return List.of(all);
  }

  /** Median in nanoseconds; 0 if there are none. */
  static long median(List<Long> intervals) {
    long[] sorted = new long[intervals.size()];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = intervals.get(i);
    }
    Arrays.sort(sorted);
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }
}
