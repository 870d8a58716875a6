package io.streamgauge.benchmarks;

import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.HeartbeatRequestData;
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

/** Reads the fields that our decoder keeps out of kafka-clients' objects, into a sum. */
final class FieldSums {
  private FieldSums() {}

  static long of(AbstractRequest request) {
    if (request instanceof ProduceRequest produce) {
      return produce(produce.data());
    }
    if (request instanceof FetchRequest fetch) {
      return fetch(fetch.data());
    }
    if (request instanceof OffsetCommitRequest commit) {
      return commit(commit.data());
    }
    if (request instanceof HeartbeatRequest beat) {
      HeartbeatRequestData data = beat.data();
      return (long) data.groupId().length() + data.memberId().length() + data.generationId();
    }
    if (request instanceof ConsumerGroupHeartbeatRequest beat) {
      ConsumerGroupHeartbeatRequestData data = beat.data();
      return (long) data.groupId().length() + data.memberId().length() + data.memberEpoch();
    }
    throw new IllegalArgumentException(request.toString());
  }

  static long of(AbstractResponse response) {
    if (response instanceof ProduceResponse produce) {
      return produced(produce.data());
    }
    if (response instanceof FetchResponse fetch) {
      return fetched(fetch.data());
    }
    if (response instanceof OffsetCommitResponse commit) {
      return committed(commit.data());
    }
    if (response instanceof HeartbeatResponse beat) {
      return (long) beat.data().errorCode() + beat.data().throttleTimeMs();
    }
    if (response instanceof ConsumerGroupHeartbeatResponse beat) {
      return (long) beat.data().errorCode() + beat.data().memberEpoch();
    }
    throw new IllegalArgumentException(response.toString());
  }

  private static long produce(ProduceRequestData data) {
    long sum = data.acks();
    for (ProduceRequestData.TopicProduceData topic : data.topicData()) {
      for (ProduceRequestData.PartitionProduceData partition : topic.partitionData()) {
        sum += topic.name().length() + partition.index() + batches(partition.records());
      }
    }
    return sum;
  }

  private static long produced(ProduceResponseData data) {
    long sum = data.throttleTimeMs();
    for (ProduceResponseData.TopicProduceResponse topic : data.responses()) {
      for (ProduceResponseData.PartitionProduceResponse partition : topic.partitionResponses()) {
        sum += topic.name().length() + partition.index() + partition.errorCode();
        sum += partition.baseOffset() + partition.logStartOffset();
      }
    }
    return sum;
  }

  private static long fetch(FetchRequestData data) {
    long sum = (long) data.maxWaitMs() + data.minBytes() + data.isolationLevel() + data.sessionId();
    for (FetchRequestData.FetchTopic topic : data.topics()) {
      for (FetchRequestData.FetchPartition partition : topic.partitions()) {
        sum += topic.topicId().getLeastSignificantBits();
        sum += partition.partition() + partition.fetchOffset();
      }
    }
    return sum;
  }

  private static long fetched(FetchResponseData data) {
    long sum = (long) data.throttleTimeMs() + data.errorCode() + data.sessionId();
    for (FetchResponseData.FetchableTopicResponse topic : data.responses()) {
      for (FetchResponseData.PartitionData partition : topic.partitions()) {
        sum += topic.topicId().getLeastSignificantBits();
        sum += partition.partitionIndex() + partition.errorCode() + partition.highWatermark();
        sum += partition.lastStableOffset() + partition.logStartOffset();
        sum += batches(partition.records());
      }
    }
    return sum;
  }

  private static long commit(OffsetCommitRequestData data) {
    long sum = (long) data.groupId().length() + data.memberId().length();
    sum += data.generationIdOrMemberEpoch();
    for (OffsetCommitRequestData.OffsetCommitRequestTopic topic : data.topics()) {
      for (OffsetCommitRequestData.OffsetCommitRequestPartition partition : topic.partitions()) {
        sum += topic.name().length() + partition.partitionIndex() + partition.committedOffset();
      }
    }
    return sum;
  }

  private static long committed(OffsetCommitResponseData data) {
    long sum = data.throttleTimeMs();
    for (OffsetCommitResponseData.OffsetCommitResponseTopic topic : data.topics()) {
      for (OffsetCommitResponseData.OffsetCommitResponsePartition partition : topic.partitions()) {
        sum += topic.name().length() + partition.partitionIndex() + partition.errorCode();
      }
    }
    return sum;
  }

  private static long batches(BaseRecords records) {
    long sum = records.sizeInBytes();
    for (MutableRecordBatch batch : ((MemoryRecords) records).batches()) {
      sum += batch.baseOffset() + batch.sizeInBytes() + batch.nextOffset() + batch.maxTimestamp();
      sum += batch.magic() + batch.compressionType().id;
      sum += batch.isControlBatch() ? 0 : batch.countOrNull();
    }
    return sum;
  }
}
