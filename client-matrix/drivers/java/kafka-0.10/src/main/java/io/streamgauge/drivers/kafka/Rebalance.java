package io.streamgauge.drivers.kafka;

import io.streamgauge.drivers.contract.Action;
import io.streamgauge.drivers.contract.Report;
import io.streamgauge.drivers.contract.Scenario;

/**
 * Two members of one group come and go: the first reads everything, the second joins and takes some
 * partitions over, the first leaves, the second gets all and leaves. At least two partitions.
 */
final class Rebalance implements Action {
  private final Release release;

  Rebalance(Release release) {
    this.release = release;
  }

  @Override
  public void run(String bootstrap, Scenario scenario, Report report) throws Exception {
    report.countRecords();
    try (Member first = new Member(release, bootstrap, scenario, report)) {
      first.join();
      first.await(() -> first.owned() == scenario.partitions());
      first.await(first::hasCommittedAll);
      try (Member second = new Member(release, bootstrap, scenario, report)) {
        second.join();
        second.await(() -> second.owned() > 0);
        first.await(() -> first.owned() + second.owned() == scenario.partitions());
        first.leave();
        second.await(() -> second.owned() == scenario.partitions());
      }
    }
  }
}
