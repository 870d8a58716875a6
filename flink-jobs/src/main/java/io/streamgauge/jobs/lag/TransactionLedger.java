package io.streamgauge.jobs.lag;

import io.streamgauge.events.v1.Source;
import io.streamgauge.jobs.v1.PartitionFact;
import io.streamgauge.jobs.v1.TransactionEnd;
import io.streamgauge.jobs.v1.TransactionFact;
import io.streamgauge.jobs.v1.TransactionState;
import java.util.ArrayList;
import java.util.List;

/**
 * The books of one producer id: offsets sent to a transaction count when it commits, and are gone
 * when it aborts, when a newer epoch of the producer begins, or when the producer is initialised
 * anew.
 *
 * <p>A marker or EndTxn ends the transaction of its epoch for offsets at or before its time.
 * (Transaction version 2 raises the epoch with each transaction: an end whose epoch is one above
 * the offsets' ends them too, KIP-890.) An offset that arrives late, behind the end that decided
 * it, is decided by the last end remembered.
 */
public final class TransactionLedger {
  /** Offsets of one open transaction that are remembered; the oldest go first. */
  static final int LIMIT = 10_000;

  private final TransactionState.Builder state;

  public TransactionLedger(TransactionState.Builder state) {
    this.state = state;
  }

  /** Commits that became final through this fact. */
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
    if (state.getPendingCount() > LIMIT) {
      state.removePending(0);
    }
    return List.of();
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
    return List.of();
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
