package io.streamgauge.jobs.lag;

import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.jobs.v1.Assigned;
import io.streamgauge.jobs.v1.AssignedReader;
import io.streamgauge.jobs.v1.PartitionState;
import io.streamgauge.jobs.v1.ReadPosition;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who reads a partition for which group. Fetches name no group: they are joined with the groups'
 * assignments by client address and client id. Where two groups gave the partition to clients that
 * cannot be told apart, what they read is nobody's.
 */
public final class Readers {
  /** Clients, and groups, that are remembered per partition; beyond it those longest silent go. */
  static final int LIMIT = 64;

  private static final int READ_COMMITTED = 1;

  private Readers() {}

  /** A client fetched; whether that changed what is told of a group. */
  static boolean fetched(
      PartitionState.Builder state,
      String reader,
      String workload,
      PartitionOffsets offsets,
      long time) {
    if (reader.isEmpty() || !offsets.hasFetchOffset()) {
      return false;
    }
    ReadPosition known = state.getPositionsMap().get(reader);
    if (known != null && known.getTimeNanos() > time) {
      return false;
    }
    ReadPosition.Builder next =
        ReadPosition.newBuilder()
            .setOffset(offsets.getFetchOffset())
            .setTimeNanos(time)
            .setFirstTimeNanos(time)
            .setWorkload(workload)
            .setMoved(true);
    if (known != null && known.getWorkload().equals(workload)) {
      next.setFirstTimeNanos(known.getFirstTimeNanos()).setTold(known.getTold());
    } else {
      LoneReaders.end(state, reader);
    }
    if (offsets.hasIsolation()) {
      next.setIsolation(offsets.getIsolation());
    }
    state.putPositions(reader, next.build());
    if (state.getPositionsCount() > LIMIT) {
      String oldest = oldest(state.getPositionsMap(), ReadPosition::getTimeNanos);
      LoneReaders.end(state, oldest);
      state.removePositions(oldest);
    }
    boolean moved =
        known == null
            || known.getOffset() != next.getOffset()
            || known.getIsolation() != next.getIsolation();
    return moved && isAssigned(state, reader);
  }

  static boolean isAssigned(PartitionState.Builder state, String reader) {
    return state.getReadersMap().values().stream().anyMatch(r -> r.getReader().equals(reader));
  }

  /** A group gave the partition to a client; whether that is news. */
  static boolean assigned(
      PartitionState.Builder state, Assigned assigned, long time, long ordinal) {
    AssignedReader known = state.getReadersMap().get(assigned.getGroup());
    if (known != null
        && (known.getTimeNanos() > time
            || (known.getTimeNanos() == time && known.getOrdinal() > ordinal))) {
      return false;
    }
    state.putReaders(
        assigned.getGroup(),
        AssignedReader.newBuilder()
            .setReader(assigned.getReader())
            .setTimeNanos(time)
            .setOrdinal(ordinal)
            .build());
    if (state.getReadersCount() > LIMIT) {
      state.removeReaders(oldest(state.getReadersMap(), AssignedReader::getTimeNanos));
    }
    return known == null || !known.getReader().equals(assigned.getReader());
  }

  private static <V> String oldest(
      Map<String, V> map, java.util.function.ToLongFunction<V> timeOf) {
    return map.entrySet().stream()
        .min(
            Comparator.comparingLong((Map.Entry<String, V> e) -> timeOf.applyAsLong(e.getValue()))
                .thenComparing(Map.Entry::getKey))
        .orElseThrow()
        .getKey();
  }

  /** Whether another group's reader of the partition looks just like this group's. */
  public static boolean ambiguous(PartitionState.Builder state, String group) {
    AssignedReader own = state.getReadersMap().get(group);
    return own != null
        && state.getReadersMap().entrySet().stream()
            .anyMatch(
                entry ->
                    !entry.getKey().equals(group)
                        && entry.getValue().getReader().equals(own.getReader()));
  }

  /** Records from where the group's reader fetches to the high watermark; empty if unknown. */
  public static OptionalLong fetchLag(PartitionState.Builder state, String group) {
    Optional<ReadPosition> position = position(state, group);
    return position.isEmpty() || !state.hasHighWatermark()
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(0, state.getHighWatermark() - position.get().getOffset()));
  }

  /** Whether the group is known to read committed transactions only. */
  static boolean readsCommitted(PartitionState.Builder state, String group) {
    return position(state, group).map(p -> p.getIsolation() == READ_COMMITTED).orElse(false);
  }

  /** Where the group reads: as its reader fetched since the partition was given to it. */
  private static Optional<ReadPosition> position(PartitionState.Builder state, String group) {
    AssignedReader reader = state.getReadersMap().get(group);
    if (reader == null || ambiguous(state, group)) {
      return Optional.empty();
    }
    return Optional.ofNullable(state.getPositionsMap().get(reader.getReader()))
        .filter(position -> position.getTimeNanos() >= reader.getTimeNanos());
  }
}
