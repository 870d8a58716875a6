package io.streamgauge.jobs.lag;

import io.streamgauge.jobs.v1.PartitionState;
import io.streamgauge.jobs.v1.ShareProgress;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How far share groups (KIP-932) are in a partition. They commit no offsets; the offset up to which
 * everything is acknowledged shows when brokers read or write a group's state, or describe it.
 */
public final class ShareBacklog {
  /** Share groups that are remembered per partition; beyond it those longest silent go. */
  static final int LIMIT = 64;

  private ShareBacklog() {}

  static boolean progressed(PartitionState.Builder state, ShareProgress progress, long time) {
    ShareProgress known = state.getSharesMap().get(progress.getGroup());
    if (known != null && known.getTimeNanos() > time) {
      return false;
    }
    state.putShares(
        progress.getGroup(),
        progress.toBuilder()
            .setTimeNanos(time)
            .setChanged(true)
            .setTold(known != null && known.getTold())
            .build());
    List<Map.Entry<String, ShareProgress>> live =
        state.getSharesMap().entrySet().stream().filter(e -> !e.getValue().getRemoved()).toList();
    if (live.size() > LIMIT) {
      live.stream()
          .min(
              Comparator.comparingLong(
                      (Map.Entry<String, ShareProgress> e) -> e.getValue().getTimeNanos())
                  .thenComparing(Map.Entry::getKey))
          .ifPresent(oldest -> end(state, oldest.getKey()));
    }
    return true;
  }

  /** Ends a group's progress here; it stays until the group has heard of it. */
  private static void end(PartitionState.Builder state, String group) {
    ShareProgress known = state.getSharesOrThrow(group);
    if (known.getTold()) {
      state.putShares(group, known.toBuilder().setRemoved(true).setChanged(true).build());
    } else {
      state.removeShares(group);
    }
  }

  /** Ends the progress of which nothing was heard after a time, nanoseconds since the epoch. */
  public static void endUpTo(PartitionState.Builder state, long limitNanos) {
    for (ShareProgress share : List.copyOf(state.getSharesMap().values())) {
      if (share.getTimeNanos() <= limitNanos) {
        end(state, share.getGroup());
      }
    }
  }

  /**
   * Records behind the acknowledged offset.
   *
   * @return 0 or more; empty while neither the high watermark nor the broker's own count is known
   */
  public static OptionalLong of(PartitionState.Builder state, ShareProgress progress) {
    if (state.hasHighWatermark()) {
      return OptionalLong.of(Math.max(0, state.getHighWatermark() - progress.getStartOffset()));
    }
    return progress.hasLag()
        ? OptionalLong.of(Math.max(0, progress.getLag()))
        : OptionalLong.empty();
  }
}
