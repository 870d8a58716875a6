package io.streamgauge.jobs.lag;

import io.streamgauge.jobs.v1.Breadcrumb;
import io.streamgauge.jobs.v1.PartitionState;
import java.util.List;
import java.util.OptionalLong;

/**
 * When was the record at an offset appended? Acknowledged produces leave (log end offset, time):
 * the records between two of them came with the second. At most {@value #LIMIT} are kept per
 * partition: when one more comes, the one goes whose time its neighbours tell best, and from then
 * on time runs linearly between those.
 */
public final class Breadcrumbs {
  static final int LIMIT = 256;

  private Breadcrumbs() {}

  /** An append ended at {@code endOffset} at the given time. Out of order, it is left out. */
  static void drop(PartitionState.Builder state, long endOffset, long timeNanos) {
    int count = state.getBreadcrumbsCount();
    if (endOffset <= 0) {
      return;
    }
    if (count > 0) {
      Breadcrumb last = state.getBreadcrumbs(count - 1);
      if (endOffset <= last.getOffset() || timeNanos < last.getTimeNanos()) {
        return;
      }
    }
    if (count == 0 && state.hasHighWatermark() && state.getHighWatermark() < endOffset) {
      // Where the first append seen began.
      state.addBreadcrumbs(
          Breadcrumb.newBuilder().setOffset(state.getHighWatermark()).setTimeNanos(timeNanos));
    }
    state.addBreadcrumbs(Breadcrumb.newBuilder().setOffset(endOffset).setTimeNanos(timeNanos));
    if (state.getBreadcrumbsCount() > LIMIT) {
      int redundant = mostRedundant(state);
      state.removeBreadcrumbs(redundant);
      // Not by a builder within the list: all others would be made builders, too.
      Breadcrumb next = state.getBreadcrumbs(redundant);
      state.setBreadcrumbs(redundant, next.toBuilder().setMerged(true).build());
    }
  }

  /** The log was cut back to {@code endOffset}. */
  static void truncate(PartitionState.Builder state, long endOffset) {
    while (state.getBreadcrumbsCount() > 0
        && state.getBreadcrumbs(state.getBreadcrumbsCount() - 1).getOffset() > endOffset) {
      state.removeBreadcrumbs(state.getBreadcrumbsCount() - 1);
    }
  }

  /**
   * Append time of the record at {@code offset}, nanoseconds since the epoch; empty where the
   * crumbs do not reach (older than the first, or not yet appended).
   */
  public static OptionalLong appendTime(List<Breadcrumb> crumbs, long offset) {
    int low = 0;
    int high = crumbs.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (crumbs.get(middle).getOffset() > offset) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    // The first crumb tells where its batch ended, not where it began.
    if (low == crumbs.size() || low == 0) {
      return OptionalLong.empty();
    }
    Breadcrumb after = crumbs.get(low);
    return OptionalLong.of(
        after.getMerged() ? between(crumbs.get(low - 1), after, offset + 1) : after.getTimeNanos());
  }

  private static long between(Breadcrumb before, Breadcrumb after, long end) {
    double share =
        (double) (end - before.getOffset()) / (double) (after.getOffset() - before.getOffset());
    return before.getTimeNanos()
        + Math.round(share * (after.getTimeNanos() - before.getTimeNanos()));
  }

  /** Each second of each busy partition comes here: a crumb is asked for once. */
  private static int mostRedundant(PartitionState.Builder state) {
    int best = 1;
    long smallest = Long.MAX_VALUE;
    Breadcrumb before = state.getBreadcrumbs(0);
    Breadcrumb crumb = state.getBreadcrumbs(1);
    for (int i = 1; i < state.getBreadcrumbsCount() - 1; i++) {
      Breadcrumb after = state.getBreadcrumbs(i + 1);
      long told = between(before, after, crumb.getOffset());
      long error = Math.abs(told - crumb.getTimeNanos());
      if (error < smallest) {
        smallest = error;
        best = i;
      }
      before = crumb;
      crumb = after;
    }
    return best;
  }
}
