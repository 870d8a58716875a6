package io.streamgauge.benchmarks;

import java.util.List;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.ConsumerGroupHeartbeatRequest;
import org.apache.kafka.common.requests.ConsumerGroupHeartbeatResponse;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.requests.HeartbeatRequest;
import org.apache.kafka.common.requests.HeartbeatResponse;
import org.apache.kafka.common.requests.OffsetCommitRequest;
import org.apache.kafka.common.requests.OffsetCommitResponse;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;

/** What kafka-clients' objects say, in the terms of {@link Outcome}. Not measured. */
final class KafkaOutcomes {
  private static final long NONE = Long.MIN_VALUE;
  private static final int UNANSWERED = Integer.MIN_VALUE;

  private KafkaOutcomes() {}

  /** Adds what a request says; the errors of its partitions are not known yet. */
  static void request(
      AbstractRequest request, List<Object> scalars, List<Outcome.Partition> partitions) {
    if (request instanceof HeartbeatRequest beat) {
      scalars.addAll(
          List.of(beat.data().groupId(), beat.data().memberId(), beat.data().generationId()));
    } else if (request instanceof ConsumerGroupHeartbeatRequest beat) {
      scalars.addAll(
          List.of(beat.data().groupId(), beat.data().memberId(), beat.data().memberEpoch()));
    } else if (request instanceof ProduceRequest produce) {
      for (ProduceRequestData.TopicProduceData topic : produce.data().topicData()) {
        topic
            .partitionData()
            .forEach(
                sent ->
                    partitions.add(records(topic.name(), sent.index(), NONE, sent.records(), 0)));
      }
    } else if (request instanceof FetchRequest fetch) {
      for (FetchRequestData.FetchTopic topic : fetch.data().topics()) {
        topic
            .partitions()
            .forEach(
                asked ->
                    partitions.add(
                        bare(topic.topicId().toString(), asked.partition(), asked.fetchOffset())));
      }
    } else if (request instanceof OffsetCommitRequest commit) {
      OffsetCommitRequestData data = commit.data();
      scalars.addAll(List.of(data.groupId(), data.memberId(), data.generationIdOrMemberEpoch()));
      for (OffsetCommitRequestData.OffsetCommitRequestTopic topic : data.topics()) {
        topic
            .partitions()
            .forEach(
                asked ->
                    partitions.add(
                        bare(topic.name(), asked.partitionIndex(), asked.committedOffset())));
      }
    }
  }

  /** Joins the response, whose partitions come in the order of the request's. */
  static int response(
      AbstractResponse response, List<Object> scalars, List<Outcome.Partition> partitions) {
    int at = 0;
    int first = 0;
    if (response instanceof HeartbeatResponse beat) {
      return beat.data().errorCode();
    }
    if (response instanceof ConsumerGroupHeartbeatResponse beat) {
      scalars.add(beat.data().heartbeatIntervalMs());
      return beat.data().errorCode();
    }
    if (response instanceof ProduceResponse produce) {
      for (ProduceResponseData.TopicProduceResponse topic : produce.data().responses()) {
        for (ProduceResponseData.PartitionProduceResponse stored : topic.partitionResponses()) {
          Outcome.Partition sent = partitions.get(at);
          partitions.set(at++, answered(sent, stored.errorCode(), stored.baseOffset(), NONE));
          first = first == 0 ? stored.errorCode() : first;
        }
      }
    } else if (response instanceof FetchResponse fetch) {
      for (FetchResponseData.FetchableTopicResponse topic : fetch.data().responses()) {
        for (FetchResponseData.PartitionData data : topic.partitions()) {
          long asked = partitions.get(at).offset();
          String id = topic.topicId().toString();
          Outcome.Partition read =
              records(id, data.partitionIndex(), asked, data.records(), data.errorCode());
          partitions.set(at++, answered(read, data.errorCode(), asked, data.highWatermark()));
          first = first == 0 ? data.errorCode() : first;
        }
      }
    } else if (response instanceof OffsetCommitResponse commit) {
      for (OffsetCommitResponseData.OffsetCommitResponseTopic topic : commit.data().topics()) {
        for (OffsetCommitResponseData.OffsetCommitResponsePartition done : topic.partitions()) {
          Outcome.Partition asked = partitions.get(at);
          partitions.set(at++, answered(asked, done.errorCode(), asked.offset(), NONE));
          first = first == 0 ? done.errorCode() : first;
        }
      }
    }
    return first;
  }

  private static Outcome.Partition bare(String topic, int index, long offset) {
    return new Outcome.Partition(topic, index, UNANSWERED, offset, NONE, NONE, NONE, NONE, NONE);
  }

  private static Outcome.Partition records(
      String topic, int index, long fetchOffset, BaseRecords set, int error) {
    long records = 0;
    long nextOffset = NONE;
    long maxTimestamp = NONE;
    for (MutableRecordBatch batch : ((MemoryRecords) set).batches()) {
      records += batch.isControlBatch() ? 0 : batch.countOrNull();
      nextOffset = fetchOffset == NONE ? NONE : batch.nextOffset();
      maxTimestamp = Math.max(maxTimestamp, batch.maxTimestamp());
    }
    return new Outcome.Partition(
        topic,
        index,
        error,
        fetchOffset,
        NONE,
        records,
        set.sizeInBytes(),
        nextOffset,
        maxTimestamp);
  }

  private static Outcome.Partition answered(
      Outcome.Partition asked, int error, long offset, long highWatermark) {
    return new Outcome.Partition(
        asked.topic(),
        asked.index(),
        error,
        offset,
        highWatermark,
        asked.records(),
        asked.bytes(),
        asked.nextOffset(),
        asked.maxTimestamp());
  }
}
