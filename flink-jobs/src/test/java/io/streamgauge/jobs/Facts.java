package io.streamgauge.jobs;

import io.streamgauge.events.ExponentialHistogram;
import io.streamgauge.events.Histograms;
import io.streamgauge.events.v1.ErrorCount;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.GroupDeleted;
import io.streamgauge.events.v1.ListenerRollup;
import io.streamgauge.events.v1.MemberChanged;
import io.streamgauge.events.v1.OffsetCommitted;
import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.events.v1.RequestRollup;
import io.streamgauge.events.v1.Source;
import io.streamgauge.events.v1.TopicDeleted;
import io.streamgauge.events.v1.TopicRollup;

/** Events for tests, in the words of the tables of an {@link Agent}. */
public final class Facts {
  private Facts() {}

  public static Event.Builder produced(int client, int topic, long records, long bytes) {
    return Event.newBuilder()
        .setTopicTraffic(
            TopicRollup.newBuilder()
                .setClient(client)
                .setTopic(topic)
                .setKind(TopicRollup.Kind.PRODUCE)
                .setRecords(records)
                .setBytes(bytes));
  }

  /** Produce requests of version 9, each of 1 µs. */
  public static Event.Builder requests(int client, long count) {
    return Event.newBuilder()
        .setRequests(
            RequestRollup.newBuilder()
                .setClient(client)
                .setApiKey(0)
                .setApiVersion(9)
                .setRequests(count)
                .setResponses(count)
                .setRequestBytes(100 * count)
                .setResponseBytes(10 * count)
                .addErrors(ErrorCount.newBuilder().setCode(0).setCount(count))
                .setBrokerTime(microseconds(count)));
  }

  private static io.streamgauge.events.v1.ExponentialHistogram microseconds(long count) {
    ExponentialHistogram histogram = new ExponentialHistogram();
    for (long i = 0; i < count; i++) {
      histogram.record(1000);
    }
    return Histograms.toProto(histogram);
  }

  public static Event.Builder traffic(long decoded, long gap, long accountedTotal) {
    return Event.newBuilder()
        .setListenerTraffic(
            ListenerRollup.newBuilder()
                .setDecodedBytes(decoded)
                .setGapBytes(gap)
                .setAccountedBytesTotal(accountedTotal));
  }

  public static Event.Builder highWatermark(int topic, int partition, long offset) {
    return Event.newBuilder()
        .setPartitionOffsets(
            PartitionOffsets.newBuilder()
                .setTopic(topic)
                .setPartition(partition)
                .setSource(Source.FETCH)
                .setHighWatermark(offset));
  }

  public static Event.Builder committed(int group, int topic, int partition, long offset) {
    return Event.newBuilder()
        .setOffsetCommitted(
            OffsetCommitted.newBuilder()
                .setGroup(group)
                .setTopic(topic)
                .setPartition(partition)
                .setOffset(offset)
                .setSource(Source.OFFSET_COMMIT));
  }

  public static Event.Builder member(int group, int member, MemberChanged.Change change) {
    return Event.newBuilder()
        .setMemberChanged(
            MemberChanged.newBuilder()
                .setGroup(group)
                .setMemberId(member)
                .setChange(change)
                .setSessionTimeoutMillis(10_000));
  }

  public static Event.Builder groupDeleted(int group) {
    return Event.newBuilder().setGroupDeleted(GroupDeleted.newBuilder().setGroup(group));
  }

  public static Event.Builder topicDeleted(int topic) {
    return Event.newBuilder().setTopicDeleted(TopicDeleted.newBuilder().setTopic(topic));
  }
}
