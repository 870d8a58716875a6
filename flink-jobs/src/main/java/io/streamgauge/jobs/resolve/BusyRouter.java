package io.streamgauge.jobs.resolve;

import io.streamgauge.events.EventBatchReader;
import io.streamgauge.events.v1.FetchWaitRollup;
import io.streamgauge.events.v1.MemberChanged;
import io.streamgauge.events.v1.MemberChanged.Change;
import io.streamgauge.events.v1.TopicPartitions;
import io.streamgauge.jobs.v1.BusyFact;
import io.streamgauge.jobs.v1.BusyMember;
import io.streamgauge.jobs.v1.BusyWait;

/** What shows how much of its time a consumer works: when it waited, and which member it is. */
final class BusyRouter {
  private final Sink sink;

  BusyRouter(Sink sink) {
    this.sink = sink;
  }

  /**
   * A consumer waited at the place's broker.
   *
   * @param startNanos the event's own time, by the agent's clock
   */
  void waited(FetchWaitRollup rollup, long startNanos, EventBatchReader tables, Place place) {
    String reader = Assignments.reader(rollup.getClient(), tables);
    long shift = startNanos - place.timeNanos();
    if (reader.isEmpty() || rollup.getPartitions() == 0) {
      return;
    }
    sink.busy(
        fact(reader, place)
            .setWait(
                BusyWait.newBuilder()
                    .setBroker(place.broker())
                    .setWaits(
                        rollup.toBuilder()
                            .clearClient()
                            .setFromNanos(rollup.getFromNanos() - shift)))
            .build());
  }

  void member(MemberChanged event, EventBatchReader tables, Place place) {
    String reader = Assignments.reader(event.getClient(), tables);
    if (reader.isEmpty() || event.getMemberId() == 0) {
      return;
    }
    boolean gone = event.getChange() == Change.LEFT || event.getChange() == Change.FENCED;
    BusyMember.Builder member =
        BusyMember.newBuilder()
            .setGroup(tables.string(event.getGroup()))
            .setMemberId(tables.string(event.getMemberId()))
            .setGone(gone)
            .setSessionTimeoutMillis(event.getSessionTimeoutMillis());
    if (event.getChange() == Change.ASSIGNED) {
      member.setPartitions(
          event.getAssignmentList().stream().mapToInt(TopicPartitions::getPartitionsCount).sum());
    }
    sink.busy(fact(reader, place).setMember(member).build());
  }

  private static BusyFact.Builder fact(String reader, Place place) {
    return BusyFact.newBuilder()
        .setCluster(place.cluster())
        .setReader(reader)
        .setTimeNanos(place.timeNanos());
  }
}
