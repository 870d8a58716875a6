package io.streamgauge.jobs.lag;

import io.streamgauge.jobs.v1.LoneReader;
import io.streamgauge.jobs.v1.PartitionState;
import io.streamgauge.jobs.v1.ReadPosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Consumers of a partition that belong to no group: nobody assigned it to them, and they never
 * committed here. A fetch names no group, so that is believed only after {@link #SETTLED_NANOS} of
 * reading. One that is behind and fetches no more is gone; one that has read everything may be
 * silent, for nothing changes.
 */
public final class LoneReaders {
  /** Longer than members of groups commonly go without a commit. */
  static final long SETTLED_NANOS = 30_000_000_000L;

  static final long GONE_BEHIND_NANOS = 120_000_000_000L;
  static final long GONE_NANOS = 86_400_000_000_000L;

  private LoneReaders() {}

  /**
   * What is to be told of a reader.
   *
   * @param lag records from where it reads to the high watermark; empty: it has ended
   */
  public record Told(LoneReader reader, OptionalLong lag) {}

  /** The reader commits: it has a group. */
  static void committed(PartitionState.Builder state, String reader, long time) {
    if (reader.isEmpty()) {
      return;
    }
    state.putCommitters(reader, Math.max(time, state.getCommittersOrDefault(reader, 0)));
    if (state.getCommittersCount() > Readers.LIMIT) {
      state.getCommittersMap().entrySet().stream()
          .min(
              Comparator.comparingLong((Map.Entry<String, Long> e) -> e.getValue())
                  .thenComparing(Map.Entry::getKey))
          .ifPresent(oldest -> state.removeCommitters(oldest.getKey()));
    }
  }

  /** The position is forgotten; whether it was told is not. */
  static void end(PartitionState.Builder state, String reader) {
    ReadPosition position = state.getPositionsMap().get(reader);
    if (position != null && position.getTold()) {
      state.addEndedReaders(lone(reader, position));
    }
  }

  /** All positions are forgotten. */
  public static void endAll(PartitionState.Builder state) {
    List.copyOf(new TreeMap<>(state.getPositionsMap()).keySet()).forEach(r -> end(state, r));
  }

  private static LoneReader lone(String reader, ReadPosition position) {
    return LoneReader.newBuilder().setReader(reader).setWorkload(position.getWorkload()).build();
  }

  /** Whether to look again at the end of the step, though nothing else happens. */
  public static boolean waits(PartitionState.Builder state) {
    if (state.getEndedReadersCount() > 0) {
      return true;
    }
    for (Map.Entry<String, ReadPosition> entry : state.getPositionsMap().entrySet()) {
      ReadPosition position = entry.getValue();
      boolean undecided = isLone(state, entry.getKey(), position) && !position.getTold();
      boolean behind = position.getTold() && position.getOffset() < state.getHighWatermark();
      if (undecided || behind || position.getMoved()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLone(
      PartitionState.Builder state, String reader, ReadPosition position) {
    return !position.getWorkload().isEmpty()
        && !state.containsCommitters(reader)
        && !Readers.isAssigned(state, reader);
  }

  /** Looks at all readers; what changed is to be told. */
  public static List<Told> look(PartitionState.Builder state, long nowNanos) {
    List<Told> all = new ArrayList<>();
    state.getEndedReadersList().forEach(gone -> all.add(new Told(gone, OptionalLong.empty())));
    state.clearEndedReaders();
    new TreeMap<>(state.getPositionsMap())
        .forEach((reader, position) -> look(state, reader, position, nowNanos, all));
    return all;
  }

  private static void look(
      PartitionState.Builder state,
      String reader,
      ReadPosition position,
      long now,
      List<Told> all) {
    long lag = Math.max(0, state.getHighWatermark() - position.getOffset());
    long silent = now - position.getTimeNanos();
    boolean gone = silent > GONE_NANOS || (lag > 0 && silent > GONE_BEHIND_NANOS);
    boolean lone = isLone(state, reader, position);
    boolean settled = now - position.getFirstTimeNanos() >= SETTLED_NANOS;
    boolean tells = lone && settled && !gone && state.hasHighWatermark();
    if (tells) {
      all.add(new Told(lone(reader, position), OptionalLong.of(lag)));
    } else if (position.getTold()) {
      all.add(new Told(lone(reader, position), OptionalLong.empty()));
    }
    if (gone && lone) {
      state.removePositions(reader);
    } else {
      state.putPositions(reader, position.toBuilder().setTold(tells).setMoved(false).build());
    }
  }
}
