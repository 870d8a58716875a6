package io.streamgauge.protocol.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.details.HeartbeatDetails;
import io.streamgauge.protocol.details.assembly.DetailsLimits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.junit.jupiter.api.Test;

/** A heartbeat that repeats is not read again, and nobody can tell. */
class RepeatedHeartbeatsTest {
  private static final int TIMES = 4;
  private static final long NOW = 1_700_000_000_000_000_000L;

  private int ids;

  /** One exchange as two frames. */
  @SuppressWarnings("ArrayRecordComponent") // lives for a moment, is never compared
  private record Beat(byte[] request, byte[] response) {}

  private Beat beat(int version, ApiMessage asked, ApiMessage answered) {
    ids++;
    return new Beat(
        Frames.request(version, ids, "c", asked), Frames.response(version, ids, answered));
  }

  private Beat classic(int generation, int error, int throttle) {
    return beat(
        4,
        new HeartbeatRequestData().setGroupId("g").setMemberId("m").setGenerationId(generation),
        new HeartbeatResponseData().setErrorCode((short) error).setThrottleTimeMs(throttle));
  }

  private Beat modern(int epoch, List<String> topics, boolean assigned) {
    ConsumerGroupHeartbeatResponseData answer =
        new ConsumerGroupHeartbeatResponseData()
            .setMemberId("m")
            .setMemberEpoch(epoch)
            .setHeartbeatIntervalMs(5_000);
    if (assigned) {
      answer.setAssignment(new ConsumerGroupHeartbeatResponseData.Assignment());
    }
    return beat(
        1,
        new ConsumerGroupHeartbeatRequestData()
            .setGroupId("g")
            .setMemberId("m")
            .setMemberEpoch(epoch)
            .setSubscribedTopicNames(topics),
        answer);
  }

  /** What one connection hands out, bytes coming in pieces of at most {@code piece}. */
  private static List<String> told(List<Beat> beats, int piece) {
    Recorder recorder = new Recorder();
    DecoderWorker worker = Talk.decoder().newWorker();
    ConnectionDecoder connection = worker.newConnection(ConnectionOptions.fromStart("b"), recorder);
    for (Beat beat : beats) {
      feed(connection, Direction.REQUEST, beat.request(), piece);
      feed(connection, Direction.RESPONSE, beat.response(), piece);
    }
    connection.close(NOW);
    assertThat(worker.load().values()).isZero();
    List<String> told = new ArrayList<>(recorder.everything());
    told.add(recorder.anomalies.toString());
    return told;
  }

  private static void feed(
      ConnectionDecoder connection, Direction direction, byte[] frame, int piece) {
    for (int at = 0; at < frame.length; at += piece) {
      int length = Math.min(piece, frame.length - at);
      connection.onBytes(direction, ByteBuffer.wrap(frame), at, length, NOW);
    }
  }

  @Test
  void changesAreSeenAtOnce() {
    // Given heartbeats of which several in a row are alike
    List<Beat> beats = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int[] said : new int[][] {{1, 0, 0}, {1, 27, 0}, {2, 27, 0}, {2, 0, 40}, {1, 0, 0}}) {
      for (int i = 0; i < TIMES; i++) {
        beats.add(classic(said[0], said[1], said[2]));
        expected.add(said[0] + " " + said[1] + " " + said[2]);
      }
    }

    // When
    Recorder recorder = new Recorder();
    ConnectionDecoder connection =
        Talk.decoder().newWorker().newConnection(ConnectionOptions.fromStart("b"), recorder);
    for (Beat beat : beats) {
      feed(connection, Direction.REQUEST, beat.request(), Integer.MAX_VALUE);
      feed(connection, Direction.RESPONSE, beat.response(), Integer.MAX_VALUE);
    }

    // Then
    assertThat(recorder.exchanges)
        .extracting(
            e ->
                ((HeartbeatDetails) e.details()).generation()
                    + " "
                    + e.errorCode()
                    + " "
                    + e.throttleMillis())
        .isEqualTo(expected);
  }

  @Test
  void whatTheLimitsLeftOutIsThereAgainOnceThereIsRoom() {
    // Given room for five values, three of which another connection's heartbeat holds
    DetailsLimits limits = new DetailsLimits(100, 100, 100, 100, 5, 100, 100);
    DecoderWorker worker = new DecoderWorker(Talk.decoder(), DecoderLimits.DEFAULT, limits);
    ConnectionDecoder other =
        worker.newConnection(ConnectionOptions.fromStart("b"), new Recorder());
    feed(other, Direction.REQUEST, classic(1, 0, 0).request(), Integer.MAX_VALUE);
    Recorder recorder = new Recorder();
    ConnectionDecoder connection = worker.newConnection(ConnectionOptions.fromStart("b"), recorder);

    // When heartbeats that are all alike come before it lets go of them, and after
    for (int i = 0; i < 2 * TIMES; i++) {
      if (i == TIMES) {
        other.close(NOW);
      }
      Beat beat = classic(7, 0, 0);
      feed(connection, Direction.REQUEST, beat.request(), Integer.MAX_VALUE);
      feed(connection, Direction.RESPONSE, beat.response(), Integer.MAX_VALUE);
    }

    // Then
    assertThat(recorder.exchanges)
        .extracting(e -> ((HeartbeatDetails) e.details()).memberId())
        .containsExactly(null, null, null, null, "m", "m", "m", "m");
  }

  @Property(tries = 200)
  void oneConnectionTellsWhatPiecesTell(@ForAll long seed) {
    Random random = new Random(seed);
    List<Beat> beats = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      beats.add(
          random.nextInt(3) > 0
              ? classic(random.nextInt(2), random.nextInt(2) * 27, 0)
              : modern(
                  random.nextInt(2),
                  random.nextInt(6) == 0 ? List.of("t") : null,
                  random.nextInt(6) == 0));
      if (random.nextInt(10) == 0) {
        damage(beats.get(i), random);
      }
    }

    assertThat(told(beats, Integer.MAX_VALUE)).isEqualTo(told(beats, 5));
  }

  /** Changes a byte of a body, behind all that says where frames begin and what answers what. */
  private static void damage(Beat beat, Random random) {
    byte[] frame = random.nextBoolean() ? beat.request() : beat.response();
    int last = Math.min(4, frame.length - 14);
    if (last > 0) {
      frame[frame.length - 1 - random.nextInt(last)] ^= (byte) (1 + random.nextInt(255));
    }
  }
}
