package io.streamgauge.jobs.lag;

import io.streamgauge.jobs.v1.PartitionState;
import io.streamgauge.jobs.v1.ShareProgress;
import java.util.Comparator;
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
        progress.getGroup(), progress.toBuilder().setTimeNanos(time).setChanged(true).build());
    if (state.getSharesCount() > LIMIT) {
      String oldest =
          state.getSharesMap().entrySet().stream()
              .min(
                  Comparator.comparingLong(
                          (Map.Entry<String, ShareProgress> e) -> e.getValue().getTimeNanos())
                      .thenComparing(Map.Entry::getKey))
              .orElseThrow()
              .getKey();
      state.removeShares(oldest);
    }
    return true;
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
