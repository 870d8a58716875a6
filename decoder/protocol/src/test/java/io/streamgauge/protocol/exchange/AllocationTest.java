package io.streamgauge.protocol.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hot path allocates nothing once warm. */
class AllocationTest {
  private static final int WARM_UP = 20_000;
  private static final int MEASURED = 20_000;
  private static final String CLIENT_ID = "orders-to-warehouse-1";
  private static final int WHOLE = Integer.MAX_VALUE;

  private static final ExchangeListener NOBODY =
      new ExchangeListener() {
        @Override
        public void onExchange(Exchange exchange) {}

        @Override
        public void onAnomaly(Anomaly anomaly) {
          throw new AssertionError(anomaly.toString());
        }
      };

  /** Pieces that end anywhere, in headers, fields and record sets. */
  private static final int[] PIECES = {WHOLE, 64, 7};

  static Stream<Arguments> hotApis() {
    return Stream.of(
            Arguments.of("Produce", Produced.request(1, (short) -1, 5), Produced.response(1)),
            Arguments.of("Fetch", fetch(), fetched()),
            Arguments.of("OffsetCommit", commit(), committed()),
            Arguments.of("Heartbeat", heartbeat(), alive()),
            Arguments.of("ConsumerGroupHeartbeat", groupHeartbeat(), groupAlive()))
        .flatMap(
            api ->
                IntStream.of(PIECES)
                    .mapToObj(
                        piece -> Arguments.of(api.get()[0], api.get()[1], api.get()[2], piece)));
  }

  private static byte[] heartbeat() {
    HeartbeatRequestData data =
        new HeartbeatRequestData()
            .setGroupId("orders-to-warehouse")
            .setGenerationId(4_711)
            .setMemberId("warehouse-0c1b2a3d-5e6f-4a7b-8c9d-0e1f2a3b4c5d");
    return Frames.request(4, 1, CLIENT_ID, data);
  }

  private static byte[] alive() {
    return Frames.response(4, 1, new HeartbeatResponseData().setThrottleTimeMs(300));
  }

  private static byte[] groupHeartbeat() {
    ConsumerGroupHeartbeatRequestData data =
        new ConsumerGroupHeartbeatRequestData()
            .setGroupId("orders-to-warehouse")
            .setMemberId("0c1b2a3d-5e6f-4a7b-8c9d-0e1f2a3b4c5d")
            .setMemberEpoch(4_711);
    return Frames.request(1, 1, CLIENT_ID, data);
  }

  private static byte[] groupAlive() {
    ConsumerGroupHeartbeatResponseData data =
        new ConsumerGroupHeartbeatResponseData()
            .setMemberId("0c1b2a3d-5e6f-4a7b-8c9d-0e1f2a3b4c5d")
            .setMemberEpoch(4_711)
            .setHeartbeatIntervalMs(5_000);
    return Frames.response(1, 1, data);
  }

  private static byte[] fetch() {
    FetchRequestData data =
        new FetchRequestData().setSessionId(9).setSessionEpoch(3).setMinBytes(1).setMaxWaitMs(5);
    return Frames.request(12, 1, CLIENT_ID, data);
  }

  private static byte[] fetched() {
    FetchResponseData data = new FetchResponseData().setSessionId(9);
    data.responses()
        .add(
            new FetchResponseData.FetchableTopicResponse()
                .setTopic("orders")
                .setPartitions(
                    List.of(
                        new FetchResponseData.PartitionData()
                            .setHighWatermark(4)
                            .setRecords(Produced.records(new byte[500])))));
    return Frames.response(12, 1, data);
  }

  private static byte[] commit() {
    OffsetCommitRequestData data = new OffsetCommitRequestData().setGroupId("g");
    data.topics()
        .add(
            new OffsetCommitRequestData.OffsetCommitRequestTopic()
                .setName("orders")
                .setPartitions(
                    List.of(new OffsetCommitRequestData.OffsetCommitRequestPartition())));
    return Frames.request(8, 1, CLIENT_ID, data);
  }

  private static byte[] committed() {
    OffsetCommitResponseData data = new OffsetCommitResponseData();
    data.topics()
        .add(
            new OffsetCommitResponseData.OffsetCommitResponseTopic()
                .setName("orders")
                .setPartitions(
                    List.of(new OffsetCommitResponseData.OffsetCommitResponsePartition())));
    return Frames.response(8, 1, data);
  }

  @ParameterizedTest(name = "{0} in pieces of {3}")
  @MethodSource("hotApis")
  void exchangesAllocateNothing(String api, byte[] request, byte[] response, int piece) {
    ConnectionDecoder connection =
        Talk.decoder().newWorker().newConnection(ConnectionOptions.fromStart("b"), NOBODY);
    ByteBuffer requests = direct(request);
    ByteBuffer responses = direct(response);
    exchange(connection, requests, responses, piece, WARM_UP);

    long before = allocated();
    exchange(connection, requests, responses, piece, MEASURED);
    long after = allocated();

    // the JIT compiler may still replace a frame or two, which is not per exchange
    assertThat((after - before) / MEASURED).as("bytes per %s", api).isZero();
  }

  private static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(0, bytes);
  }

  private static void exchange(
      ConnectionDecoder connection, ByteBuffer request, ByteBuffer response, int piece, int times) {
    for (int i = 0; i < times; i++) {
      feed(connection, Direction.REQUEST, request, piece, i);
      feed(connection, Direction.RESPONSE, response, piece, i + 1L);
    }
  }

  private static void feed(
      ConnectionDecoder connection, Direction direction, ByteBuffer frame, int piece, long now) {
    for (int at = 0; at < frame.capacity(); ) {
      int length = Math.min(piece, frame.capacity() - at);
      connection.onBytes(direction, frame, at, length, now);
      at += length;
    }
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  @ParameterizedTest(name = "in pieces of {0}")
  @ValueSource(ints = {WHOLE, 64})
  void idleConnectionsAreSmall(int piece) {
    DecoderWorker worker = Talk.decoder().newWorker();
    ByteBuffer request = direct(MatchingTest.heartbeat(1));
    ByteBuffer response = direct(MatchingTest.alive(1));
    int connections = 5_000;
    List<ConnectionDecoder> idle = new ArrayList<>(connections);
    ConnectionDecoder first = worker.newConnection(ConnectionOptions.fromStart("b"), NOBODY);
    exchange(first, request, response, piece, 50);

    long before = allocated();
    for (int i = 0; i < connections; i++) {
      ConnectionDecoder connection = worker.newConnection(ConnectionOptions.fromStart("b"), NOBODY);
      exchange(connection, request, response, piece, 3);
      idle.add(connection);
    }
    long after = allocated();

    // everything allocated on the way bounds what is kept
    assertThat((after - before) / connections).isLessThan(2_048);
    assertThat(idle).hasSize(connections);
  }
}
