package io.streamgauge.protocol.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Chains of frames that searches follow are bounded per search and per worker. */
class SearchLanesTest {
  private static final int MOST = 40;

  private final DecoderWorker worker =
      Talk.decoder().newWorker(DecoderLimits.DEFAULT.withSearchLanes(MOST));

  private Talk midStream() {
    return Talk.with(worker, ConnectionOptions.midStream("broker:9092"));
  }

  /** Beginnings of long heartbeats, each with another id: each could be the next frame. */
  private static byte[] beginnings(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(22 * count);
    for (int i = 0; i < count; i++) {
      bytes.putInt(60_000).putShort((short) 12).putShort((short) 0).putInt(1_000 + i);
      bytes.putShort((short) 0).putShort((short) 0).putInt(1).putShort((short) 30_000);
    }
    return bytes.array();
  }

  @Test
  void oneSearchFollowsAFewOfTheChainsThatBegin() {
    // When ten times as many begin as one search may follow
    Talk talk = midStream().request(beginnings(10 * LaneSearch.MAX_LANES));

    // Then
    assertThat(worker.load().lanes()).isEqualTo(LaneSearch.MAX_LANES);
    talk.close();
    HostileTalk.assertIdle(worker);
  }

  @Test
  void allSearchesTogetherFollowNoMoreThanTheWorkerMay() {
    // Given ten times as many connections as the worker may follow chains
    List<Talk> talks = new ArrayList<>();
    for (int i = 0; i < 10 * MOST; i++) {
      talks.add(midStream());
    }

    // When chains begin in each
    for (Talk talk : talks) {
      talk.request(beginnings(LaneSearch.MAX_LANES));
      assertThat(worker.load().lanes()).isLessThanOrEqualTo(MOST);
    }

    // Then the bound was reached, and what was not followed is counted
    assertThat(worker.load().lanes()).isEqualTo(MOST);
    assertThat(worker.searchLanesRefused()).isGreaterThanOrEqualTo(9L * MOST);
    talks.forEach(Talk::close);
    HostileTalk.assertIdle(worker);
  }

  @Test
  void aFewConnectionsOfAForgerDoNotKeepTheOthersFromTheirBoundaries() {
    // Given
    List<Talk> forgers = new ArrayList<>();
    for (int i = 0; i < MOST / 4; i++) {
      forgers.add(midStream().request(beginnings(10 * LaneSearch.MAX_LANES)));
    }

    // When
    Recorder heard =
        midStream().request(MatchingTest.heartbeat(5)).response(MatchingTest.alive(5)).close();

    // Then
    assertThat(heard.summary()).containsExactly("Heartbeat 5 COMPLETE");
    forgers.forEach(Talk::close);
    HostileTalk.assertIdle(worker);
  }

  @Test
  void whoWasRefusedFindsItsBoundaryOnceThereIsRoom() {
    // Given
    List<Talk> forgers = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      forgers.add(midStream().request(beginnings(LaneSearch.MAX_LANES)));
    }
    Talk talk = midStream().request(MatchingTest.heartbeat(5)).response(MatchingTest.alive(5));

    // When
    forgers.forEach(Talk::close);
    talk.request(MatchingTest.heartbeat(6)).response(MatchingTest.alive(6));

    // Then
    assertThat(talk.close().summary()).containsExactly("Heartbeat 6 COMPLETE");
    HostileTalk.assertIdle(worker);
  }
}
