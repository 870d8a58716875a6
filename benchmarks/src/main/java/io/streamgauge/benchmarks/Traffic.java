package io.streamgauge.benchmarks;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** The exchanges that are decoded, written by kafka-clients as a present-day client sends them. */
public enum Traffic {
  /** One batch of one record of 100 bytes. */
  SMALL_PRODUCE("Produce, 1 record", 1, 1) {
    @Override
    Frames frames() {
      return produce(1, 100);
    }
  },
  /** 8 partitions, each with a batch of 128 records of 1,000 bytes. */
  LARGE_PRODUCE("Produce, 1 MB in 8 batches", 8, 8) {
    @Override
    Frames frames() {
      return produce(128, 1_000);
    }
  },
  /** 5 partitions asked, none with records: a consumer at the end of its log. */
  EMPTY_FETCH("Fetch, 5 partitions, empty", 5, 0) {
    @Override
    Frames frames() {
      return fetch(1, 5, MemoryRecords.EMPTY);
    }
  },
  /** 2 topics of 4 partitions, each with 8 batches of 16 records of 1,000 bytes. */
  LARGE_FETCH("Fetch, 1 MB in 64 batches", 8, 64) {
    @Override
    Frames frames() {
      return fetch(2, 4, records(8, 16, 1_000));
    }
  },
  /** 5 partitions of one topic. */
  OFFSET_COMMIT("OffsetCommit, 5 partitions", 5, 0) {
    @Override
    Frames frames() {
      return offsetCommit();
    }
  },
  /** The smallest exchange there is. */
  HEARTBEAT("Heartbeat", 0, 0) {
    @Override
    Frames frames() {
      return new Frames(
          4,
          new HeartbeatRequestData()
              .setGroupId("orders-to-warehouse")
              .setGenerationId(42)
              .setMemberId(MEMBER_ID),
          new HeartbeatResponseData());
    }
  },
  /** The same of the KIP-848 protocol: nothing changed. */
  CONSUMER_GROUP_HEARTBEAT("ConsumerGroupHeartbeat", 0, 0) {
    @Override
    Frames frames() {
      return new Frames(
          1,
          new ConsumerGroupHeartbeatRequestData()
              .setGroupId("orders-to-warehouse")
              .setMemberId("0c1b2a3d-5e6f-4a7b-8c9d-0e1f2a3b4c5d")
              .setMemberEpoch(42),
          new ConsumerGroupHeartbeatResponseData()
              .setMemberId("0c1b2a3d-5e6f-4a7b-8c9d-0e1f2a3b4c5d")
              .setMemberEpoch(42)
              .setHeartbeatIntervalMs(5_000));
    }
  };

  private static final int LARGE = 8;
  private static final String TOPIC = "warehouse.orders.v1";
  private static final String MEMBER_ID = "warehouse-7d9f-0c1b2a3d-5e6f-4a7b-8c9d-0e1f2a3b4c5d";
  private static final int PARTITIONS = 5;

  private final String title;
  private final int partitionCount;
  private final int batchCount;

  Traffic(String title, int partitionCount, int batchCount) {
    this.title = title;
    this.partitionCount = partitionCount;
    this.batchCount = batchCount;
  }

  /** What it is, in a few words. */
  String title() {
    return title;
  }

  /** Partitions that the exchange names; 0 for an api without any. */
  int partitions() {
    return partitionCount;
  }

  /** Batches in its record sets. */
  int batches() {
    return batchCount;
  }

  /** Whether it is worth being cut into segments. */
  boolean isLarge() {
    return batchCount >= LARGE;
  }

  /** Builds the bytes of this exchange. */
  abstract Frames frames();

  /** The FetchResponse body (v16, no header) on which the cursor was designed: 821 KB. */
  static ByteBuffer fetchResponseBody() {
    FetchResponseData response = new FetchResponseData();
    for (int topic = 0; topic < 10; topic++) {
      List<FetchResponseData.PartitionData> partitions = new ArrayList<>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        partitions.add(
            partitionData(partition, MemoryRecords.readableRecords(ByteBuffer.allocate(16 << 10))));
      }
      response
          .responses()
          .add(
              new FetchResponseData.FetchableTopicResponse()
                  .setTopicId(new Uuid(1, topic))
                  .setPartitions(partitions));
    }
    return Frames.body(response, 16);
  }

  private static FetchResponseData.PartitionData partitionData(
      int partition, MemoryRecords records) {
    return new FetchResponseData.PartitionData()
        .setPartitionIndex(partition)
        .setHighWatermark(1_000 + partition)
        .setLastStableOffset(1_000 + partition)
        .setLogStartOffset(0)
        .setRecords(records);
  }

  private static Frames produce(int recordsPerBatch, int valueBytes) {
    int partitions = recordsPerBatch == 1 ? 1 : 8;
    ProduceRequestData.TopicProduceData sent =
        new ProduceRequestData.TopicProduceData().setName(TOPIC);
    ProduceResponseData.TopicProduceResponse stored =
        new ProduceResponseData.TopicProduceResponse().setName(TOPIC);
    for (int partition = 0; partition < partitions; partition++) {
      sent.partitionData()
          .add(
              new ProduceRequestData.PartitionProduceData()
                  .setIndex(partition)
                  .setRecords(records(1, recordsPerBatch, valueBytes)));
      stored
          .partitionResponses()
          .add(
              new ProduceResponseData.PartitionProduceResponse()
                  .setIndex(partition)
                  .setBaseOffset(1_000_000));
    }
    ProduceRequestData request = new ProduceRequestData().setAcks((short) -1).setTimeoutMs(30_000);
    request.topicData().add(sent);
    ProduceResponseData response = new ProduceResponseData();
    response.responses().add(stored);
    return new Frames(11, request, response);
  }

  private static Frames fetch(int topics, int partitions, MemoryRecords records) {
    FetchRequestData request =
        new FetchRequestData().setMaxWaitMs(500).setMinBytes(1).setMaxBytes(50 << 20);
    FetchResponseData response = new FetchResponseData();
    for (int topic = 0; topic < topics; topic++) {
      FetchRequestData.FetchTopic asked =
          new FetchRequestData.FetchTopic().setTopicId(new Uuid(1, topic));
      FetchResponseData.FetchableTopicResponse answered =
          new FetchResponseData.FetchableTopicResponse().setTopicId(new Uuid(1, topic));
      for (int partition = 0; partition < partitions; partition++) {
        asked
            .partitions()
            .add(
                new FetchRequestData.FetchPartition()
                    .setPartition(partition)
                    .setFetchOffset(500)
                    .setPartitionMaxBytes(1 << 20));
        answered.partitions().add(partitionData(partition, records));
      }
      request.topics().add(asked);
      response.responses().add(answered);
    }
    return new Frames(16, request, response);
  }

  private static Frames offsetCommit() {
    OffsetCommitRequestData.OffsetCommitRequestTopic topic =
        new OffsetCommitRequestData.OffsetCommitRequestTopic().setName(TOPIC);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      topic
          .partitions()
          .add(
              new OffsetCommitRequestData.OffsetCommitRequestPartition()
                  .setPartitionIndex(partition)
                  .setCommittedOffset(123_456 + partition));
    }
    OffsetCommitResponseData.OffsetCommitResponseTopic answered =
        new OffsetCommitResponseData.OffsetCommitResponseTopic().setName(TOPIC);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      answered
          .partitions()
          .add(
              new OffsetCommitResponseData.OffsetCommitResponsePartition()
                  .setPartitionIndex(partition));
    }
    return new Frames(
        9,
        new OffsetCommitRequestData()
            .setGroupId("orders-to-warehouse")
            .setGenerationIdOrMemberEpoch(42)
            .setMemberId(MEMBER_ID)
            .setTopics(List.of(topic)),
        new OffsetCommitResponseData().setTopics(List.of(answered)));
  }

  /** Batches of that many records, keys of 16 bytes. */
  static MemoryRecords records(int batches, int recordsPerBatch, int valueBytes) {
    SimpleRecord[] records = new SimpleRecord[recordsPerBatch];
    for (int i = 0; i < recordsPerBatch; i++) {
      records[i] = new SimpleRecord(1_700_000_000_000L, new byte[16], new byte[valueBytes]);
    }
    ByteBuffer batch = MemoryRecords.withRecords(500, Compression.NONE, records).buffer();
    ByteBuffer all = ByteBuffer.allocate(batch.remaining() * batches);
    for (int i = 0; i < batches; i++) {
      int start = all.position();
      all.put(batch.duplicate()).putLong(start, 500L + (long) i * recordsPerBatch);
    }
    return MemoryRecords.readableRecords(all.flip());
  }
}
