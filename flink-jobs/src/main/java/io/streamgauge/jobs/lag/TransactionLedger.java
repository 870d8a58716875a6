package io.streamgauge.jobs.lag;

import io.streamgauge.events.v1.Source;
import io.streamgauge.jobs.v1.PartitionFact;
import io.streamgauge.jobs.v1.TransactionEnd;
import io.streamgauge.jobs.v1.TransactionFact;
import io.streamgauge.jobs.v1.TransactionState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The books of one producer id: offsets sent to a transaction count when it commits, and are gone
 * when it aborts, when a newer epoch of the producer begins, or when the producer is initialised
 * anew.
 *
 * <p>A marker or EndTxn ends the transaction of its epoch for offsets at or before its time.
 * (Transaction version 2 raises the epoch with each transaction: an end whose epoch is one above
 * the offsets' ends them too, KIP-890.) An offset that arrives late, behind the end that decided
 * it, is decided by the last end remembered.
 *
 * <p>A transaction whose end was not seen is over when its timeout has passed and the coordinator
 * had {@value #GRACE_MILLIS} ms to look ({@code
 * transaction.abort.timed.out.transaction.cleanup.interval.ms}): whether its offsets count cannot
 * be told then.
 */
public final class TransactionLedger {
  /** Offsets of one open transaction that are remembered; the oldest go first. */
  static final int LIMIT = 10_000;

  /** The longest that brokers allow by default, {@code transaction.max.timeout.ms}. */
  static final long UNKNOWN_TIMEOUT_MILLIS = 900_000;

  static final long GRACE_MILLIS = 10_000;

  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final TransactionState.Builder state;

  public TransactionLedger(TransactionState.Builder state) {
    this.state = state;
  }

  /** Commits that became final through this fact, or of which it became clear that nobody knows. */
  public List<PartitionFact> apply(TransactionFact fact) {
    return switch (fact.getBodyCase()) {
      case OFFSET -> offset(fact);
      case END -> end(fact);
      case INITIALISED -> initialised(fact);
      case BODY_NOT_SET -> List.of();
    };
  }

  private List<PartitionFact> offset(TransactionFact fact) {
    if (state.hasLastEnd() && ends(state.getLastEnd(), fact)) {
      return state.getLastEnd().getEnd().getCommitted()
          ? List.of(decided(fact.getOffset(), state.getLastEnd()))
          : List.of();
    }
    state.addPending(fact);
    if (state.getPendingCount() <= LIMIT) {
      return List.of();
    }
    TransactionFact oldest = state.getPending(0);
    state.removePending(0);
    return List.of(unknown(oldest));
  }

  private List<PartitionFact> end(TransactionFact fact) {
    TransactionEnd end = fact.getEnd();
    List<PartitionFact> committed = new ArrayList<>();
    List<TransactionFact> open = new ArrayList<>();
    for (TransactionFact pending : state.getPendingList()) {
      if (!ends(fact, pending)) {
        if (pending.getProducerEpoch() >= fact.getProducerEpoch()) {
          open.add(pending);
        }
      } else if (end.getCommitted()) {
        committed.add(decided(pending.getOffset(), fact));
      }
    }
    state.clearPending().addAllPending(open);
    if (!state.hasLastEnd() || state.getLastEnd().getTimeNanos() <= fact.getTimeNanos()) {
      state.setLastEnd(fact);
    }
    return committed;
  }

  private List<PartitionFact> initialised(TransactionFact fact) {
    List<TransactionFact> open = new ArrayList<>();
    for (TransactionFact pending : state.getPendingList()) {
      if (pending.getTimeNanos() > fact.getTimeNanos()) {
        open.add(pending);
      }
    }
    state.clearPending().addAllPending(open);
    if (fact.getTimeoutMillis() > 0 && fact.getTimeNanos() >= state.getTimeoutToldNanos()) {
      state.setTimeoutMillis(fact.getTimeoutMillis()).setTimeoutToldNanos(fact.getTimeNanos());
    }
    return List.of();
  }

  /**
   * When the next open transaction counts as unresolved; {@code Long.MAX_VALUE} if none is open.
   */
  public long nextUnresolvedNanos() {
    long next = Long.MAX_VALUE;
    for (long began : beginnings().values()) {
      next = Math.min(next, unresolvedNanos(began));
    }
    return next;
  }

  /** Gives up the transactions that are over by now although their end was not seen. */
  public List<PartitionFact> unresolved(long nowNanos) {
    Map<Integer, Long> beginnings = beginnings();
    List<PartitionFact> unknown = new ArrayList<>();
    List<TransactionFact> open = new ArrayList<>();
    for (TransactionFact pending : state.getPendingList()) {
      if (unresolvedNanos(beginnings.get(pending.getProducerEpoch())) <= nowNanos) {
        unknown.add(unknown(pending));
      } else {
        open.add(pending);
      }
    }
    state.clearPending().addAllPending(open);
    return unknown;
  }

  private long unresolvedNanos(long began) {
    long timeout =
        state.getTimeoutMillis() > 0
            ? Integer.toUnsignedLong(state.getTimeoutMillis())
            : UNKNOWN_TIMEOUT_MILLIS;
    return began + (timeout + GRACE_MILLIS) * NANOS_PER_MILLI;
  }

  /** By epoch, the first sign of its open transaction. */
  private Map<Integer, Long> beginnings() {
    Map<Integer, Long> first = new HashMap<>();
    for (TransactionFact pending : state.getPendingList()) {
      first.merge(pending.getProducerEpoch(), pending.getTimeNanos(), Math::min);
    }
    return first;
  }

  private static PartitionFact unknown(TransactionFact pending) {
    return pending.getOffset().toBuilder()
        .setOffsetUnknown(pending.getOffset().getCommit().getGroup())
        .build();
  }

  private static boolean ends(TransactionFact end, TransactionFact offset) {
    int epochs = end.getProducerEpoch() - offset.getProducerEpoch();
    return (epochs == 0 || epochs == 1) && offset.getTimeNanos() <= end.getTimeNanos();
  }

  private static PartitionFact decided(PartitionFact offset, TransactionFact end) {
    return offset.toBuilder()
        .setTimeNanos(end.getTimeNanos())
        .setOrdinal(end.getOrdinal())
        .setCommit(offset.getCommit().toBuilder().setSource(Source.OFFSET_COMMIT))
        .build();
  }
}
