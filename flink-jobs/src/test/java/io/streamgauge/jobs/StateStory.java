package io.streamgauge.jobs;

import com.google.protobuf.ByteString;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.FetchWaitRollup;
import io.streamgauge.events.v1.MemberChanged;
import io.streamgauge.events.v1.MemberChanged.Change;
import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.events.v1.RequestRollup;
import io.streamgauge.events.v1.ShareOffset;
import io.streamgauge.events.v1.Source;
import io.streamgauge.events.v1.TopicDescribed;
import io.streamgauge.events.v1.TopicPartitions;
import io.streamgauge.events.v1.TransactionalOffset;
import java.util.ArrayList;
import java.util.List;

/** A minute of one agent in which something happens that every operator remembers. */
final class StateStory {
  static final int SECONDS = 60;
  private static final long SLOT_NANOS = 10_000_000L;

  private StateStory() {}

  static List<EventBatch> batches() {
    Agent agent = new Agent("a").learned("prod", "K1", 1);
    List<EventBatch> batches = new ArrayList<>();
    for (int second = 1; second <= SECONDS; second++) {
      double time = second - 0.5;
      agent.add(second - 1, requests(agent));
      agent.add(second - 1, Facts.traffic(100, 0, 100L * second));
      agent.add(second - 1, waits(agent, second));
      agent.tell(time, assigned(agent));
      agent.tell(time, described(agent));
      agent.tell(time, produced(agent, 10L * second));
      agent.tell(time, fetched(agent, 10L * second));
      agent.tell(time, Facts.committed(agent.string("billing"), agent.topic("orders"), 0, second));
      agent.tell(time, shared(agent, second));
      agent.tell(time, transactional(agent, second));
      agent.tell(time, nameless(agent, second));
      batches.add(agent.batch(second));
    }
    return batches;
  }

  private static Event.Builder requests(Agent agent) {
    RequestRollup rollup = Facts.requests(agent.client("10.0.0.9", "app"), 5).getRequests();
    return Event.newBuilder()
        .setRequests(
            rollup.toBuilder().setApiVersion(2).setFireAndForget(1).setInflightByteMicros(500_000));
  }

  private static Event.Builder waits(Agent agent, int second) {
    return Event.newBuilder()
        .setFetchWaits(
            FetchWaitRollup.newBuilder()
                .setClient(agent.client("10.0.0.9", "app"))
                .setPartitions(1)
                .setFromNanos(Agent.nanos(second) / SLOT_NANOS * SLOT_NANOS - 50 * SLOT_NANOS)
                .setWaited(ByteString.copyFrom(new byte[] {100, 100, 50})));
  }

  private static Event.Builder assigned(Agent agent) {
    return Event.newBuilder()
        .setMemberChanged(
            MemberChanged.newBuilder()
                .setGroup(agent.string("billing"))
                .setMemberId(agent.string("m"))
                .setGeneration(1)
                .setSessionTimeoutMillis(10_000)
                .setClient(agent.client("10.0.0.9", "app"))
                .setChange(Change.ASSIGNED)
                .addAssignment(
                    TopicPartitions.newBuilder().setTopic(agent.topic("orders")).addPartitions(0)));
  }

  private static Event.Builder described(Agent agent) {
    return Event.newBuilder()
        .setTopicDescribed(
            TopicDescribed.newBuilder()
                .setTopic(agent.topic("orders"))
                .setSource(Source.METADATA)
                .addPartitions(TopicDescribed.Partition.newBuilder().setLeader(1).addReplicas(1)));
  }

  private static Event.Builder produced(Agent agent, long end) {
    return Event.newBuilder()
        .setPartitionOffsets(
            PartitionOffsets.newBuilder()
                .setTopic(agent.topic("orders"))
                .setSource(Source.PRODUCE)
                .setAcks(-1)
                .setLogEndOffset(end));
  }

  /** Of a consumer that belongs to no group. */
  private static Event.Builder fetched(Agent agent, long offset) {
    return Event.newBuilder()
        .setPartitionOffsets(
            PartitionOffsets.newBuilder()
                .setTopic(agent.topic("orders"))
                .setSource(Source.FETCH)
                .setClient(agent.client("10.0.0.8", "tail"))
                .setFetchOffset(offset)
                .setHighWatermark(offset + 70));
  }

  private static Event.Builder shared(Agent agent, long start) {
    return Event.newBuilder()
        .setShareOffset(
            ShareOffset.newBuilder()
                .setGroup(agent.string("sharers"))
                .setTopic(agent.topic("orders"))
                .setStartOffset(start)
                .setLag(3));
  }

  /** Of a transaction that never ends: the group has no offset that is known. */
  private static Event.Builder transactional(Agent agent, long offset) {
    return Event.newBuilder()
        .setTransactionalOffset(
            TransactionalOffset.newBuilder()
                .setProducerId(7)
                .setGroup(agent.string("ledger"))
                .setTopic(agent.topic("orders"))
                .setOffset(offset));
  }

  /** Of a topic whose name nobody ever tells. */
  private static Event.Builder nameless(Agent agent, long offset) {
    return Facts.highWatermark(agent.topic(null, "fedcba9876543210"), 0, offset);
  }
}
