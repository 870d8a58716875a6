package io.streamgauge.protocol.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.junit.jupiter.api.Test;

/** Traffic made to be expensive. Work is counted, not timed. */
class AlgorithmicAttackTest {
  private static final int PIECE = 64 << 10;
  private static final int FORGED = 32;

  private static ConnectionDecoder connection(DecoderWorker worker, boolean fromStart) {
    return worker.newConnection(
        new ConnectionOptions("broker:9092", fromStart, fromStart), new Recorder());
  }

  private static void feed(ConnectionDecoder to, Direction direction, ByteBuffer bytes) {
    to.onBytes(direction, bytes, 0, bytes.limit(), 1);
  }

  /** A heartbeat of {@code size} bytes whose member id is what is left. */
  private static void heartbeat(ByteBuffer out, int at, int size, int id) {
    out.putInt(at, size - 4).putShort(at + 4, (short) 12).putShort(at + 6, (short) 0);
    out.putInt(at + 8, id).putShort(at + 12, (short) 0).putShort(at + 14, (short) 0);
    out.putInt(at + 16, 1).putShort(at + 20, (short) (size - 22));
  }

  @Test
  void chainsOfForgedFramesThatRunIntoEachOtherAreFollowedAFewTimesOnly() {
    // Given frames in a row, and within each a smaller one that ends where it does: each begins a
    // chain that nobody follows yet and that runs on to the end of the piece
    ByteBuffer forged = ByteBuffer.allocate(PIECE);
    for (int at = 0; at < PIECE; at += 2 * FORGED) {
      heartbeat(forged, at, 2 * FORGED, 7);
      heartbeat(forged, at + FORGED, FORGED, 8);
    }
    ConnectionDecoder connection = connection(Talk.decoder().newWorker(), false);

    // When
    feed(connection, Direction.REQUEST, forged);

    // Then
    assertThat(connection.searchWork(Direction.REQUEST)).isBetween((long) PIECE, 20L * PIECE);
  }

  @Test
  void anAnswerThatNobodyAwaitsIsNotComparedWithEveryRequestInFlight() {
    // Given
    RequestQueue queue = new RequestQueue();
    for (int id = 0; id < 1_024; id++) {
      queue.add(request(id * 65_536));
    }

    // When
    for (int id = 1; id <= 10_000; id++) {
      assertThat(queue.find(-id)).isNull();
    }

    // Then on average less than two of them
    assertThat(queue.steps()).isLessThan(20_000);
  }

  @Test
  void theIndexFindsWhatTheListHolds() {
    // Given ids that come again and again
    RequestQueue queue = new RequestQueue();
    List<PendingRequest> model = new ArrayList<>();
    Random random = new Random(5);

    for (int i = 0; i < 20_000; i++) {
      // When
      int id = random.nextInt(40);
      if (random.nextInt(100) < (i % 4_000 < 2_000 ? 60 : 40)) {
        PendingRequest added = request(id);
        queue.add(added);
        model.add(added);
      } else if (!model.isEmpty()) {
        PendingRequest gone = model.remove(random.nextInt(3) == 0 ? model.size() / 2 : 0);
        queue.remove(gone);
      }

      // Then
      List<PendingRequest> same = model.stream().filter(r -> r.correlationId == id).toList();
      PendingRequest first = queue.find(id);
      assertThat(first).isSameAs(same.isEmpty() ? null : same.get(0));
      if (first != null) {
        assertThat(queue.findAfter(first)).isSameAs(same.size() > 1 ? same.get(1) : null);
      }
      assertThat(queue.size()).isEqualTo(model.size());
    }
  }

  private static PendingRequest request(int id) {
    PendingRequest request = new PendingRequest();
    request.reset();
    request.correlationId = id;
    return request;
  }

  @Test
  void responsesThatWaitAreNotMovedForEachRequestThatComes() {
    // Given as many small responses as may wait
    EarlyResponses early = new EarlyResponses(Talk.decoder().newWorker());
    ByteBuffer response = ByteBuffer.allocate(64);
    int pieces = 0;
    while (early.add(response, 0, response.limit(), 1)) {
      pieces++;
    }

    // When one is taken at a time, and another comes
    for (int i = 0; i < 10 * pieces; i++) {
      if (!early.isEmpty()) {
        early.take(response.limit());
      }
      early.startWaiting(1);
      early.add(response, 0, response.limit(), 1);
    }

    // Then
    assertThat(pieces).isGreaterThan(1_000);
    assertThat(early.moved()).isLessThanOrEqualTo(10L * pieces * response.limit());
    early.clear();
  }

  @Test
  void tinyPiecesOfEarlyResponsesAreBoundedToo() {
    // Given
    EarlyResponses early = new EarlyResponses(Talk.decoder().newWorker());
    ByteBuffer one = ByteBuffer.allocate(1);

    // When
    int pieces = 0;
    while (early.add(one, 0, 1, 1)) {
      pieces++;
    }

    // Then
    assertThat(pieces).isEqualTo(65_536 / 64);
    early.clear();
  }

  @Test
  void earlyResponsesOfAllConnectionsTogetherAreBounded() {
    // Given ten times as many connections as may fill what one may keep
    DecoderWorker worker = Talk.decoder().newWorker();
    long most = 256L * worker.limits().maxEarlyResponseBytes();
    List<EarlyResponses> connections = new ArrayList<>();
    ByteBuffer response = ByteBuffer.allocate(worker.limits().maxEarlyResponseBytes());

    // When
    int kept = 0;
    for (int i = 0; i < 2_560; i++) {
      EarlyResponses early = new EarlyResponses(worker);
      kept += early.add(response, 0, response.limit(), 1) ? 1 : 0;
      connections.add(early);
      assertThat(worker.load().earlyBytes()).isLessThanOrEqualTo(most);
    }

    // Then
    assertThat(kept).isEqualTo(256);
    connections.forEach(EarlyResponses::clear);
    HostileTalk.assertIdle(worker);
  }

  @Test
  void fetchSessionsHoldABoundedNumberOfPartitionsTogether() {
    // Given
    DecoderWorker worker = Talk.decoder().newWorker();
    ConnectionDecoder connection = connection(worker, true);

    // When each session brings as many partitions as one may have
    for (int session = 1; session <= 80; session++) {
      fetch(connection, session);
    }

    // Then
    FetchSessions sessions = worker.fetchSessions();
    assertThat(sessions.partitions()).isBetween(200_000, 262_144);
    assertThat(sessions.size() + sessions.forgottenSessions()).isEqualTo(80);
  }

  private static void fetch(ConnectionDecoder connection, int session) {
    List<FetchRequestData.FetchPartition> partitions = new ArrayList<>();
    for (int i = 0; i < 4_096; i++) {
      partitions.add(new FetchRequestData.FetchPartition().setPartition(i));
    }
    FetchRequestData request = new FetchRequestData().setSessionEpoch(0);
    request.topics().add(new FetchRequestData.FetchTopic().setTopic("t").setPartitions(partitions));
    FetchResponseData response = new FetchResponseData().setSessionId(session);
    feed(connection, Direction.REQUEST, ByteBuffer.wrap(Frames.request(12, session, "c", request)));
    feed(connection, Direction.RESPONSE, ByteBuffer.wrap(Frames.response(12, session, response)));
  }

  @Test
  void aResponseThatWaitsIsNotReadTwiceWhenItsRequestIsFoundByIt() {
    // Given a response, half of it, that came before its request
    DecoderWorker worker = Talk.decoder().newWorker();
    Talk talk = Talk.with(worker, ConnectionOptions.fromStart("broker:9092"));
    byte[] answer = MatchingTest.alive(5);
    talk.response(Arrays.copyOf(answer, answer.length - 1));

    // When the request's side loses its boundary, finds the request again, and the wait is over
    talk.gap(Direction.REQUEST, 10).request(MatchingTest.heartbeat(5));
    talk.later(5_000).tick();
    talk.response(Arrays.copyOfRange(answer, answer.length - 1, answer.length));

    // Then
    assertThat(talk.close().summary()).containsExactly("Heartbeat 5 COMPLETE");
    HostileTalk.assertIdle(worker);
  }
}
