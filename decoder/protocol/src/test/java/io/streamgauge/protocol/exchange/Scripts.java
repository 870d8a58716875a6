package io.streamgauge.protocol.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitResponseData;

/** Random conversations: several apis, some pipelined, some without an answer. */
final class Scripts {
  /** One frame of one side. */
  static final class Step {
    private final Direction direction;
    private final byte[] frame;

    Step(Direction direction, byte[] frame) {
      this.direction = direction;
      this.frame = frame;
    }

    Direction direction() {
      return direction;
    }

    byte[] frame() {
      return frame;
    }
  }

  private final Random random;
  private final List<Step> steps = new ArrayList<>();

  private Scripts(long seed) {
    random = new Random(seed);
  }

  /** A conversation of some exchanges; the same for the same seed. */
  static List<Step> conversation(long seed, int exchanges) {
    Scripts scripts = new Scripts(seed);
    int id = 100;
    while (id < 100 + exchanges) {
      int pipelined = 1 + scripts.random.nextInt(3);
      List<byte[]> answers = new ArrayList<>();
      for (int i = 0; i < pipelined; i++) {
        answers.add(scripts.exchange(id++));
      }
      for (int i = 0; i < pipelined; i++) {
        if (answers.get(i) != null) {
          scripts.steps.add(new Step(Direction.RESPONSE, answers.get(i)));
        }
      }
    }
    return scripts.steps;
  }

  private void request(byte[] frame) {
    steps.add(new Step(Direction.REQUEST, frame));
  }

  private byte[] exchange(int id) {
    switch (random.nextInt(7)) {
      case 0 -> {
        request(Frames.request(0, id, "c", new ApiVersionsRequestData()));
        return Frames.response(0, id, new ApiVersionsResponseData());
      }
      case 1 -> {
        request(Frames.request(12, id, "c", new MetadataRequestData()));
        return Frames.response(12, id, new MetadataResponseData().setClusterId("cluster"));
      }
      case 2 -> {
        request(Produced.request(id, (short) 0, Produced.records(value())));
        return null;
      }
      case 3 -> {
        request(Produced.request(id, (short) -1, Produced.records(value(), value())));
        return Produced.response(id);
      }
      case 4 -> {
        return fetch(id);
      }
      case 5 -> {
        return commit(id);
      }
      default -> {
        request(Frames.request(4, id, "группа", new HeartbeatRequestData().setGroupId("g")));
        return Frames.response(4, id, new HeartbeatResponseData().setThrottleTimeMs(3));
      }
    }
  }

  private byte[] value() {
    byte[] value = new byte[random.nextInt(2_000)];
    random.nextBytes(value);
    return value;
  }

  private byte[] fetch(int id) {
    FetchRequestData request = new FetchRequestData().setMaxWaitMs(500).setMinBytes(1);
    request
        .topics()
        .add(
            new FetchRequestData.FetchTopic()
                .setTopic("orders")
                .setPartitions(
                    List.of(
                        new FetchRequestData.FetchPartition().setPartition(0).setFetchOffset(7))));
    request(Frames.request(11, id, "c", request));
    FetchResponseData response = new FetchResponseData();
    response
        .responses()
        .add(
            new FetchResponseData.FetchableTopicResponse()
                .setTopic("orders")
                .setPartitions(
                    List.of(
                        new FetchResponseData.PartitionData()
                            .setPartitionIndex(0)
                            .setHighWatermark(random.nextInt(100))
                            .setRecords(Produced.records(value())))));
    return Frames.response(11, id, response);
  }

  private byte[] commit(int id) {
    OffsetCommitRequestData request = new OffsetCommitRequestData().setGroupId("g");
    request
        .topics()
        .add(
            new OffsetCommitRequestData.OffsetCommitRequestTopic()
                .setName("orders")
                .setPartitions(
                    List.of(
                        new OffsetCommitRequestData.OffsetCommitRequestPartition()
                            .setPartitionIndex(2)
                            .setCommittedOffset(id))));
    request(Frames.request(8, id, "c", request));
    OffsetCommitResponseData response = new OffsetCommitResponseData();
    response
        .topics()
        .add(
            new OffsetCommitResponseData.OffsetCommitResponseTopic()
                .setName("orders")
                .setPartitions(
                    List.of(
                        new OffsetCommitResponseData.OffsetCommitResponsePartition()
                            .setPartitionIndex(2))));
    return Frames.response(8, id, response);
  }
}
