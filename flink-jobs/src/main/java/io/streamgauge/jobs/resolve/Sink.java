package io.streamgauge.jobs.resolve;

import io.streamgauge.events.v1.TraceSpan;
import io.streamgauge.jobs.v1.ApiWork;
import io.streamgauge.jobs.v1.BrokerFact;
import io.streamgauge.jobs.v1.BusyFact;
import io.streamgauge.jobs.v1.ClientFact;
import io.streamgauge.jobs.v1.ClusterFact;
import io.streamgauge.jobs.v1.FindingFact;
import io.streamgauge.jobs.v1.GroupFact;
import io.streamgauge.jobs.v1.Increment;
import io.streamgauge.jobs.v1.PartitionFact;
import io.streamgauge.jobs.v1.TransactionFact;

/** Where routed events go. */
interface Sink {
  void increment(Increment.Builder increment);

  void partition(PartitionFact fact);

  void group(GroupFact fact);

  void transaction(TransactionFact fact);

  void cluster(ClusterFact fact);

  /** What the place's broker had to do; summed per broker and second. */
  void work(ApiWork work, Place place);

  void broker(BrokerFact fact);

  void client(ClientFact fact);

  void busy(BusyFact fact);

  void finding(FindingFact fact);

  void span(TraceSpan span);
}
