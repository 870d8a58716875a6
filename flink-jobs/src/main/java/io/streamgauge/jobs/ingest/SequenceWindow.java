package io.streamgauge.jobs.ingest;

import io.streamgauge.jobs.v1.IncarnationState;

/**
 * Which of the newest 64 sequence numbers of an incarnation arrived. Numbers that slide out without
 * having arrived are lost; what comes later than that is refused, so nothing is counted twice.
 */
final class SequenceWindow {
  static final int SIZE = 64;

  private final IncarnationState.Builder state;

  SequenceWindow(IncarnationState.Builder state) {
    this.state = state;
  }

  /** Outcome of one number: whether it is new, and how many older ones it made a certain loss. */
  record Step(boolean accepted, long lost) {
    static final Step REFUSED = new Step(false, 0);
  }

  Step accept(long sequence) {
    long ahead = sequence - state.getHighest();
    if (ahead > 0) {
      long lost = missing(state.getHighest() - SIZE + 1, sequence - SIZE);
      state.setArrived(ahead >= SIZE ? 1L : (state.getArrived() << ahead) | 1L);
      state.setHighest(sequence);
      return new Step(true, lost);
    }
    if (-ahead >= SIZE || state.getClosed()) {
      return Step.REFUSED;
    }
    long bit = 1L << -ahead;
    if ((state.getArrived() & bit) != 0) {
      return Step.REFUSED;
    }
    state.setArrived(state.getArrived() | bit);
    return new Step(true, 0);
  }

  /** Numbers that may still come. */
  long open() {
    return state.getClosed() ? 0 : missing(state.getHighest() - SIZE + 1, state.getHighest());
  }

  /** Gives up on the open numbers and returns how many there were. */
  long close() {
    long lost = open();
    state.setClosed(true);
    return lost;
  }

  private long missing(long from, long to) {
    long first = Math.max(state.getBase(), from);
    if (to < first) {
      return 0;
    }
    // Above the highest number nothing has arrived; below it the bitmap says.
    long withinFirst = Math.max(first, state.getHighest() - SIZE + 1);
    long withinLast = Math.min(to, state.getHighest());
    long arrived = 0;
    for (long number = withinFirst; number <= withinLast; number++) {
      arrived += (state.getArrived() >>> (state.getHighest() - number)) & 1L;
    }
    return to - first + 1 - arrived;
  }
}
