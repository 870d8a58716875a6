package io.streamgauge.agent.pipeline;

import io.streamgauge.agent.testing.KafkaScript;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/**
 * A producer that knows how a lost boundary is searched for, a consumer of what it wrote, and a
 * bystander. The records hold whole valid requests and responses with the correlation ids that come
 * next; some end where a segment ends, the last one where its request ends.
 */
final class ForgedTraffic {
  /** In everything forged, and in nothing else. */
  static final String MARK = "forged";

  static final int SEGMENT = 1_448;

  /** Exchanges with forged frames. */
  static final int EXCHANGES = 8;

  /** Exchanges without, which follow. */
  static final int PLAIN = 6;

  private static final KafkaScript FORGER = new KafkaScript().clientId(MARK);

  private final int version;
  private final int lookAhead;

  /**
   * Traffic of one kind.
   *
   * @param version of Produce: below 9 a request ends with the last byte of its records
   * @param lookAhead how far ahead of the request at hand the forged correlation ids are
   */
  ForgedTraffic(int version, int lookAhead) {
    this.version = version;
    this.lookAhead = lookAhead;
  }

  /** The packets, segments of at most {@link #SEGMENT} bytes; written to a file in between. */
  List<RecordedPacket> packets(Path file) throws IOException {
    KafkaScript script = new KafkaScript();
    producer(script.between("10.0.0.1", 40_001, "10.0.0.9", 9_092).startingAt(11_000, 51_000));
    consumer(script.between("10.0.0.1", 40_002, "10.0.0.9", 9_092).startingAt(12_000, 52_000));
    bystander(script.between("10.0.0.2", 40_003, "10.0.0.9", 9_092).startingAt(13_000, 53_000));
    Files.write(file, script.build());
    return Losses.segmented(RecordedPacket.read(file), SEGMENT);
  }

  private void producer(KafkaScript script) {
    begin(script);
    for (int id = 1; id <= EXCHANGES + PLAIN; id++) {
      byte[] value = id <= EXCHANGES ? requests(id) : new byte[3_000];
      script.request(
          ApiKeys.PRODUCE, version, id, produce("orders", (short) -1, records(value, id)));
      script.response(ApiKeys.PRODUCE, version, id, produced("orders"));
    }
    script.finish();
  }

  private void consumer(KafkaScript script) {
    begin(script);
    for (int id = 1; id <= EXCHANGES + PLAIN; id++) {
      byte[] value = id <= EXCHANGES ? responses(id) : new byte[3_000];
      script.request(ApiKeys.FETCH, 11, id, fetch("orders"));
      script.response(ApiKeys.FETCH, 11, id, fetched("orders", records(value, id)));
    }
    script.finish();
  }

  private static void bystander(KafkaScript script) {
    begin(script);
    for (int id = 1; id <= EXCHANGES + PLAIN; id++) {
      script.request(ApiKeys.FETCH, 11, id, fetch("invoices"));
      script.response(ApiKeys.FETCH, 11, id, fetched("invoices", records(new byte[3_000], id)));
    }
    script.finish();
  }

  private static void begin(KafkaScript script) {
    script.open();
    script.request(ApiKeys.API_VERSIONS, 0, 0, new ApiVersionsRequestData());
    script.response(ApiKeys.API_VERSIONS, 0, 0, new ApiVersionsResponseData());
  }

  /** Requests that fit what the broker answers next, and some that want no answer. */
  private byte[] requests(int id) {
    int next = id + lookAhead;
    MemoryRecords some = records(new byte[10], 0);
    byte[] waits =
        FORGER.requestFrame(ApiKeys.PRODUCE, version, next, produce(MARK, (short) -1, some));
    byte[] silent =
        FORGER.requestFrame(ApiKeys.PRODUCE, version, next, produce(MARK, (short) 0, some));
    byte[] later =
        FORGER.requestFrame(ApiKeys.PRODUCE, version, next + 1, produce(MARK, (short) -1, some));
    byte[] commit = FORGER.requestFrame(ApiKeys.OFFSET_COMMIT, 7, next, commit());
    byte[] fetch = FORGER.requestFrame(ApiKeys.FETCH, 11, next, fetch(MARK));
    return concat(
        alignedTo(SEGMENT, concat(silent, waits)),
        silent,
        waits,
        later,
        commit,
        fetch,
        silent,
        waits);
  }

  /** Responses to the request that is being answered, and to those that come next. */
  private byte[] responses(int id) {
    MemoryRecords some = records(new byte[10], 0);
    byte[] same = KafkaScript.responseFrame(ApiKeys.FETCH, 11, id, fetched(MARK, some));
    byte[] next = KafkaScript.responseFrame(ApiKeys.FETCH, 11, id + lookAhead, fetched(MARK, some));
    return concat(
        alignedTo(SEGMENT, concat(next, same)), next, same, same, next, requests(id), same);
  }

  /** So many repeats that every place in a segment is the end of one of them, sooner or later. */
  private static byte[] alignedTo(int segment, byte[] forged) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < 4 * segment / forged.length; i++) {
      bytes.writeBytes(forged);
      bytes.write(0);
    }
    return bytes.toByteArray();
  }

  /** The forged bytes are the value, and the last bytes of the last header as well. */
  private static MemoryRecords records(byte[] value, int id) {
    Header[] headers = {new RecordHeader("h" + id, value)};
    return MemoryRecords.withRecords(
        Compression.NONE, new SimpleRecord(1_000L + id, null, value, headers));
  }

  private static ProduceRequestData produce(String topic, short acks, MemoryRecords records) {
    ProduceRequestData data = new ProduceRequestData().setAcks(acks).setTimeoutMs(1_000);
    data.topicData()
        .add(
            new ProduceRequestData.TopicProduceData()
                .setName(topic)
                .setPartitionData(
                    List.of(
                        new ProduceRequestData.PartitionProduceData()
                            .setIndex(0)
                            .setRecords(records))));
    return data;
  }

  private static ProduceResponseData produced(String topic) {
    ProduceResponseData data = new ProduceResponseData();
    data.responses()
        .add(
            new ProduceResponseData.TopicProduceResponse()
                .setName(topic)
                .setPartitionResponses(
                    List.of(
                        new ProduceResponseData.PartitionProduceResponse()
                            .setIndex(0)
                            .setBaseOffset(42))));
    return data;
  }

  private static OffsetCommitRequestData commit() {
    OffsetCommitRequestData data = new OffsetCommitRequestData().setGroupId(MARK);
    data.topics()
        .add(
            new OffsetCommitRequestData.OffsetCommitRequestTopic()
                .setName(MARK)
                .setPartitions(
                    List.of(
                        new OffsetCommitRequestData.OffsetCommitRequestPartition()
                            .setCommittedOffset(7))));
    return data;
  }

  private static FetchRequestData fetch(String topic) {
    FetchRequestData data = new FetchRequestData().setMaxWaitMs(500).setMinBytes(1);
    data.topics()
        .add(
            new FetchRequestData.FetchTopic()
                .setTopic(topic)
                .setPartitions(List.of(new FetchRequestData.FetchPartition().setFetchOffset(7))));
    return data;
  }

  private static FetchResponseData fetched(String topic, MemoryRecords records) {
    FetchResponseData data = new FetchResponseData();
    data.responses()
        .add(
            new FetchResponseData.FetchableTopicResponse()
                .setTopic(topic)
                .setPartitions(
                    List.of(
                        new FetchResponseData.PartitionData()
                            .setPartitionIndex(0)
                            .setHighWatermark(9)
                            .setRecords(records))));
    return data;
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }
}
