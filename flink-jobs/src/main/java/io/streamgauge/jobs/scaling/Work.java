package io.streamgauge.jobs.scaling;

import io.streamgauge.jobs.v1.PartitionMark;
import io.streamgauge.jobs.v1.ScalingWindow;

/** What arrived and what was done between two looks, partition by partition. */
final class Work {
  private final GroupView view;
  private final double seconds;
  private final double[] consumed;
  private final double[] lagBefore;
  private final double[] shares;
  private double arrived;
  private double shareSum;

  Work(GroupView view, double seconds) {
    this.view = view;
    this.seconds = seconds;
    int count = view.partitions().size();
    this.consumed = new double[count];
    this.lagBefore = new double[count];
    this.shares = new double[count];
  }

  void add(int index, PartitionMark mark) {
    PartitionView now = view.partitions().get(index);
    if (now.logEnd() >= 0 && mark.getLogEnd() >= 0) {
      arrived += Math.max(0, now.logEnd() - mark.getLogEnd());
      // Over one to two minutes: long enough to be steady, short enough to follow.
      double span = (view.timeMillis() - mark.getPreviousMillis()) / 1e3;
      shares[index] = span <= 0 ? 0 : Math.max(0, now.logEnd() - mark.getPreviousLogEnd()) / span;
      shareSum += shares[index];
    }
    if (now.committed() >= 0 && mark.getCommitted() >= 0) {
      consumed[index] = now.committed() - mark.getCommitted();
      lagBefore[index] = Math.max(0, mark.getLogEnd() - mark.getCommitted());
    }
  }

  double arrived() {
    return arrived;
  }

  /** The group's arrival rate, divided among its partitions. */
  double[] rates(double total) {
    double[] rates = new double[shares.length];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = shareSum == 0 ? 0 : total * shares[i] / shareSum;
    }
    return rates;
  }

  /** Adds what members did while they were busy, and for how long they were. */
  void busy(double[] rates, ScalingWindow.Builder window) {
    int members = view.members().orElse(0);
    boolean told = view.busyShares().size() == members;
    if (!told) {
      Member all = new Member();
      for (int i = 0; i < rates.length; i++) {
        all.add(i, rates);
      }
      all.tell(window, members, Double.NaN);
      return;
    }
    Member[] each = new Member[members];
    for (int i = 0; i < rates.length; i++) {
      int owner = view.partitions().get(i).owner();
      if (owner >= 0 && owner < members) {
        if (each[owner] == null) {
          each[owner] = new Member();
        }
        each[owner].add(i, rates);
      }
    }
    for (int i = 0; i < members; i++) {
      if (each[i] != null) {
        each[i].tell(window, 1, view.busyShares().get(i));
      }
    }
  }

  private final class Member {
    private boolean rewound;
    private double records;
    private double rate;
    private double lag;
    private double before;

    void add(int index, double[] rates) {
      rewound |= consumed[index] < 0;
      records += consumed[index];
      rate += rates[index];
      lag += Math.max(0, view.partitions().get(index).lag());
      before += lagBefore[index];
    }

    /**
     * With a backlog at both ends a member was busy throughout. Where offsets went back it cannot
     * be told what was done.
     */
    void tell(ScalingWindow.Builder window, int members, double busyShare) {
      double share = Windows.backlogged(Math.min(lag, before), rate) ? 1 : busyShare;
      if (share > 0 && !rewound) {
        window.setBusyRecords(window.getBusyRecords() + records);
        window.setBusySeconds(window.getBusySeconds() + members * share * seconds);
      }
    }
  }
}
