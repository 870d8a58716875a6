package io.streamgauge.benchmarks.jobs;

import com.google.protobuf.ByteString;
import io.streamgauge.benchmarks.jobs.BrokerPart.Consumer;
import io.streamgauge.benchmarks.jobs.BrokerPart.Led;
import io.streamgauge.benchmarks.jobs.BrokerPart.Member;
import io.streamgauge.events.ClientRef;
import io.streamgauge.events.EventWriter;
import io.streamgauge.events.ExponentialHistogram;
import io.streamgauge.events.Histograms;
import io.streamgauge.events.ListenerRef;
import io.streamgauge.events.TopicRef;
import io.streamgauge.events.v1.AgentRollup;
import io.streamgauge.events.v1.ErrorCount;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.FetchWaitRollup;
import io.streamgauge.events.v1.GroupKind;
import io.streamgauge.events.v1.ListenerRollup;
import io.streamgauge.events.v1.MemberChanged;
import io.streamgauge.events.v1.OffsetCommitted;
import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.events.v1.RequestRollup;
import io.streamgauge.events.v1.Source;
import io.streamgauge.events.v1.TopicPartitions;
import io.streamgauge.events.v1.TopicRollup;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.UUID;

/** The events of a made-up cluster as an agent writes them. */
final class SyntheticWords {
  static final int PRODUCE = 0;
  static final int FETCH = 1;
  static final int OFFSET_COMMIT = 8;
  static final int HEARTBEAT = 12;

  private static final int HISTOGRAMS = 64;
  private static final int MOST_REQUESTS = 20;
  private static final int SESSION_MILLIS = 45_000;
  private static final int RECORD_BYTES = 200;
  private static final int PORT = 9092;

  /** Of a request or response with records: clients are well, so that there are no findings. */
  private static final long RECORDS_BYTES = 4_000;

  private static final long SMALL_BYTES = 150;

  /** Of 0.2 to 40 ms; what they count is their number of requests. */
  private final List<io.streamgauge.events.v1.ExponentialHistogram> times = new ArrayList<>();

  SyntheticWords(SplittableRandom random) {
    for (int i = 0; i < HISTOGRAMS; i++) {
      ExponentialHistogram histogram = new ExponentialHistogram();
      for (int n = 1 + random.nextInt(MOST_REQUESTS); n > 0; n--) {
        histogram.record(Math.round(200_000 * Math.pow(200, random.nextDouble())));
      }
      times.add(Histograms.toProto(histogram));
    }
  }

  static ListenerRef listenerOf(int broker) {
    return new ListenerRef(
        address(1, broker), PORT, "made-up", "bWFkZS11cC1jbHVzdGVy", OptionalInt.of(broker));
  }

  /** {@code 10.NETWORK.x.y}. */
  private static String address(int network, int number) {
    return "10." + (network + (number >> 16)) + '.' + (number >> 8 & 255) + '.' + (number & 255);
  }

  private static ClientRef client(int number) {
    return new ClientRef(address(16, number), "client-" + number);
  }

  private static TopicRef topic(int number) {
    return new TopicRef("topic-" + number, new UUID(1, number + 1L));
  }

  private static String group(int number) {
    return "group-" + number;
  }

  EventWriter requests(int api, int client, SplittableRandom random) {
    io.streamgauge.events.v1.ExponentialHistogram time = times.get(random.nextInt(HISTOGRAMS));
    long count = time.getCount();
    return (tables, event) ->
        event.setRequests(
            RequestRollup.newBuilder()
                .setClient(tables.client(client(client)))
                .setApiKey(api)
                .setApiVersion(9)
                .setRequests(count)
                .setResponses(count)
                .setRequestBytes((api == PRODUCE ? RECORDS_BYTES : SMALL_BYTES) * count)
                .setResponseBytes((api == FETCH ? RECORDS_BYTES : SMALL_BYTES) * count)
                .addErrors(ErrorCount.newBuilder().setCount(count))
                .setBrokerTime(time)
                .setInflightByteMicros(500_000 * count));
  }

  EventWriter produced(int client, int topic, long records) {
    return moved(TopicRollup.Kind.PRODUCE, client, topic, records);
  }

  EventWriter consumed(int client, int topic, long records) {
    return moved(TopicRollup.Kind.CONSUME, client, topic, records);
  }

  private static EventWriter moved(TopicRollup.Kind kind, int client, int topic, long records) {
    return (tables, event) ->
        event.setTopicTraffic(
            TopicRollup.newBuilder()
                .setClient(tables.client(client(client)))
                .setTopic(tables.topic(topic(topic)))
                .setKind(kind)
                .setRecords(records)
                .setBytes(RECORD_BYTES * records)
                .setBatches(1));
  }

  EventWriter waits(int client, int partitions, long from, ByteString waited) {
    return (tables, event) ->
        event.setFetchWaits(
            FetchWaitRollup.newBuilder()
                .setClient(tables.client(client(client)))
                .setPartitions(partitions)
                .setFromNanos(from)
                .setWaited(waited));
  }

  EventWriter listener(long bytes, long accounted) {
    return (tables, event) ->
        event.setListenerTraffic(
            ListenerRollup.newBuilder().setDecodedBytes(bytes).setAccountedBytesTotal(accounted));
  }

  void agent(Event.Builder event, long bytes) {
    event.setAgent(
        AgentRollup.newBuilder().setPackets(bytes / 500).setKafkaBytes(bytes).setFlows(100));
  }

  EventWriter produced(Led partition, long end) {
    return (tables, event) ->
        event.setPartitionOffsets(
            PartitionOffsets.newBuilder()
                .setTopic(tables.topic(topic(partition.topic())))
                .setPartition(partition.partition())
                .setSource(Source.PRODUCE)
                .setAcks(-1)
                .setLogEndOffset(end));
  }

  EventWriter fetched(Consumer consumer, int partition, long end, long position) {
    return (tables, event) ->
        event.setPartitionOffsets(
            PartitionOffsets.newBuilder()
                .setTopic(tables.topic(topic(consumer.topic())))
                .setPartition(partition)
                .setSource(Source.FETCH)
                .setClient(tables.client(client(consumer.client())))
                .setHighWatermark(end)
                .setLastStableOffset(end)
                .setLogStartOffset(0)
                .setFetchOffset(position));
  }

  EventWriter committed(Member member, int partition, long offset) {
    return (tables, event) ->
        event.setOffsetCommitted(
            OffsetCommitted.newBuilder()
                .setGroup(tables.string(group(member.group())))
                .setTopic(tables.topic(topic(member.topic())))
                .setPartition(partition)
                .setOffset(offset)
                .setSource(Source.OFFSET_COMMIT)
                .setClient(tables.client(client(member.client())))
                .setMemberId(tables.string("member-" + member.client()))
                .setGeneration(1));
  }

  EventWriter assigned(Member member) {
    return (tables, event) ->
        event.setMemberChanged(
            change(tables.string(group(member.group())), tables.string("member-" + member.client()))
                .setClient(tables.client(client(member.client())))
                .setChange(MemberChanged.Change.ASSIGNED)
                .addAssignment(
                    TopicPartitions.newBuilder()
                        .setTopic(tables.topic(topic(member.topic())))
                        .addAllPartitions(member.partitions())));
  }

  EventWriter heartbeat(Member member) {
    return (tables, event) ->
        event.setMemberChanged(
            change(tables.string(group(member.group())), tables.string("member-" + member.client()))
                .setClient(tables.client(client(member.client())))
                .setChange(MemberChanged.Change.HEARTBEAT));
  }

  private static MemberChanged.Builder change(int group, int member) {
    return MemberChanged.newBuilder()
        .setGroup(group)
        .setMemberId(member)
        .setKind(GroupKind.CLASSIC)
        .setGeneration(1)
        .setSessionTimeoutMillis(SESSION_MILLIS);
  }
}
