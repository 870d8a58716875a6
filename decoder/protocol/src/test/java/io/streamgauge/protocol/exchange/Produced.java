package io.streamgauge.protocol.exchange;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** Produce requests and their answers, version 9. */
final class Produced {
  static final int VERSION = 9;

  private Produced() {}

  static MemoryRecords records(byte[]... values) {
    SimpleRecord[] records = new SimpleRecord[values.length];
    for (int i = 0; i < values.length; i++) {
      records[i] = new SimpleRecord(1_000L + i, null, values[i]);
    }
    return MemoryRecords.withRecords(Compression.NONE, records);
  }

  static byte[] request(int id, short acks, int count) {
    byte[][] values = new byte[count][];
    for (int i = 0; i < count; i++) {
      values[i] = ("value-" + i).getBytes(StandardCharsets.UTF_8);
    }
    return request(id, acks, records(values));
  }

  static byte[] request(int id, short acks, MemoryRecords records) {
    ProduceRequestData data =
        new ProduceRequestData().setAcks(acks).setTimeoutMs(1_000).setTransactionalId(null);
    data.topicData()
        .add(
            new ProduceRequestData.TopicProduceData()
                .setName("orders")
                .setPartitionData(
                    java.util.List.of(
                        new ProduceRequestData.PartitionProduceData()
                            .setIndex(0)
                            .setRecords(records))));
    return Frames.request(VERSION, id, "producer-1", data);
  }

  static byte[] response(int id) {
    ProduceResponseData data = new ProduceResponseData();
    data.responses()
        .add(
            new ProduceResponseData.TopicProduceResponse()
                .setName("orders")
                .setPartitionResponses(
                    java.util.List.of(
                        new ProduceResponseData.PartitionProduceResponse()
                            .setIndex(0)
                            .setBaseOffset(42))));
    return Frames.response(VERSION, id, data);
  }

  /** A set of magic 1 that says it is compressed with gzip, and is not. */
  static byte[] uncountable() {
    ByteBuffer set = ByteBuffer.allocate(54);
    set.putLong(0).putInt(42).putInt(0).put((byte) 1).put((byte) 1).putLong(1_000);
    return set.putInt(-1).putInt(20).array();
  }

  /** Bytes between the start of the request and the first byte of its last record's value. */
  static int indexOf(byte[] haystack, byte[] needle) {
    ByteBuffer wanted = ByteBuffer.wrap(needle);
    for (int i = 0; i + needle.length <= haystack.length; i++) {
      if (ByteBuffer.wrap(haystack, i, needle.length).equals(wanted)) {
        return i;
      }
    }
    throw new IllegalArgumentException("not in there");
  }
}
