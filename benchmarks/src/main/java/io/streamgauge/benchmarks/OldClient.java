package io.streamgauge.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;

/**
 * Exchanges in versions of Kafka 2.3, as clients of 2019 speak them: the newest that tshark 4.0
 * decodes (Produce 8, Fetch 11).
 */
final class OldClient {
  private static final int PRODUCE_VERSION = 8;
  private static final int FETCH_VERSION = 11;
  private static final int PARTITIONS = 8;
  private static final int RECORDS_PER_BATCH = 128;
  private static final int RECORD_BYTES = 1_000;
  private static final int SMALL_RECORD_BYTES = 100;
  private static final long OFFSET = 1_000_000;
  private static final String TOPIC = "warehouse.orders.v1";

  private OldClient() {}

  /** 1 MB each way: 8 partitions, in each a batch of 130 KB. */
  static List<Frames> bulk() {
    return List.of(produce(PARTITIONS, RECORDS_PER_BATCH, RECORD_BYTES), fetch());
  }

  /** One record of 100 bytes, a request of about 200 bytes in all. */
  static List<Frames> small() {
    return List.of(produce(1, 1, SMALL_RECORD_BYTES));
  }

  private static Frames produce(int partitions, int records, int recordBytes) {
    ProduceRequestData.TopicProduceData sent =
        new ProduceRequestData.TopicProduceData().setName(TOPIC);
    ProduceResponseData.TopicProduceResponse stored =
        new ProduceResponseData.TopicProduceResponse().setName(TOPIC);
    for (int partition = 0; partition < partitions; partition++) {
      sent.partitionData()
          .add(
              new ProduceRequestData.PartitionProduceData()
                  .setIndex(partition)
                  .setRecords(Traffic.records(1, records, recordBytes)));
      stored
          .partitionResponses()
          .add(
              new ProduceResponseData.PartitionProduceResponse()
                  .setIndex(partition)
                  .setBaseOffset(OFFSET));
    }
    ProduceRequestData request = new ProduceRequestData().setAcks((short) -1).setTimeoutMs(30_000);
    request.topicData().add(sent);
    ProduceResponseData response = new ProduceResponseData();
    response.responses().add(stored);
    return new Frames(PRODUCE_VERSION, request, response);
  }

  private static Frames fetch() {
    FetchRequestData.FetchTopic asked = new FetchRequestData.FetchTopic().setTopic(TOPIC);
    List<FetchResponseData.PartitionData> partitions = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      asked
          .partitions()
          .add(
              new FetchRequestData.FetchPartition()
                  .setPartition(partition)
                  .setFetchOffset(OFFSET)
                  .setPartitionMaxBytes(1 << 20));
      partitions.add(
          new FetchResponseData.PartitionData()
              .setPartitionIndex(partition)
              .setHighWatermark(OFFSET + RECORDS_PER_BATCH)
              .setLastStableOffset(OFFSET + RECORDS_PER_BATCH)
              .setLogStartOffset(0)
              .setRecords(Traffic.records(1, RECORDS_PER_BATCH, RECORD_BYTES)));
    }
    FetchRequestData request =
        new FetchRequestData().setMaxWaitMs(500).setMinBytes(1).setMaxBytes(50 << 20);
    request.topics().add(asked);
    FetchResponseData response = new FetchResponseData();
    response
        .responses()
        .add(
            new FetchResponseData.FetchableTopicResponse()
                .setTopic(TOPIC)
                .setPartitions(partitions));
    return new Frames(FETCH_VERSION, request, response);
  }
}
