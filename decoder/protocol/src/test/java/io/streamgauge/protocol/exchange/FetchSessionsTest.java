package io.streamgauge.protocol.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.details.PartitionDetails;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.junit.jupiter.api.Test;

/** Incremental fetch sessions (KIP-227). */
class FetchSessionsTest {
  private static final int VERSION = 12;
  private static final int SESSION = 77;

  private final DecoderWorker worker = Talk.decoder().newWorker();
  private final Talk talk = Talk.with(worker, ConnectionOptions.fromStart("broker-1"));

  private static FetchRequestData request(int session, int epoch, long... offsets) {
    FetchRequestData data =
        new FetchRequestData()
            .setMaxWaitMs(500)
            .setMinBytes(1)
            .setSessionId(session)
            .setSessionEpoch(epoch);
    List<FetchRequestData.FetchPartition> partitions = new ArrayList<>();
    for (int i = 0; i < offsets.length; i++) {
      if (offsets[i] >= 0) {
        partitions.add(
            new FetchRequestData.FetchPartition().setPartition(i).setFetchOffset(offsets[i]));
      }
    }
    if (!partitions.isEmpty()) {
      data.topics().add(new FetchRequestData.FetchTopic().setTopic("t").setPartitions(partitions));
    }
    return data;
  }

  private static FetchResponseData response(long... highWatermarks) {
    FetchResponseData data = new FetchResponseData().setSessionId(SESSION);
    List<FetchResponseData.PartitionData> partitions = new ArrayList<>();
    for (int i = 0; i < highWatermarks.length; i++) {
      if (highWatermarks[i] >= 0) {
        partitions.add(
            new FetchResponseData.PartitionData()
                .setPartitionIndex(i)
                .setHighWatermark(highWatermarks[i])
                .setRecords(Produced.records(new byte[10])));
      }
    }
    if (!partitions.isEmpty()) {
      data.responses()
          .add(
              new FetchResponseData.FetchableTopicResponse()
                  .setTopic("t")
                  .setPartitions(partitions));
    }
    return data;
  }

  private static void fetch(Talk on, int id, FetchRequestData request, FetchResponseData response) {
    on.request(Frames.request(VERSION, id, "c", request))
        .later(99)
        .response(Frames.response(VERSION, id, response));
  }

  private PartitionDetails last() {
    List<ExchangeRecord> exchanges = talk.heard.exchanges;
    return (PartitionDetails) exchanges.get(exchanges.size() - 1).details();
  }

  @Test
  void anEmptyIncrementalFetchRenewsAllPartitions() {
    fetch(talk, 1, request(0, 0, 5, 6), response(5, 6));

    fetch(talk, 2, request(SESSION, 1), response());

    assertThat(talk.heard.sessions).containsExactly("77 t-0@5 t-1@6", "77 t-0@5 t-1@6");
    assertThat(last().size()).isZero();
  }

  @Test
  void theSessionRemembersWhereAPartitionIsReadFrom() {
    fetch(talk, 1, request(0, 0, 5, 6), response(5, 6));

    fetch(talk, 2, request(SESSION, 1, -1, 8), response(9, 9));

    assertThat(last().row(0).fetchOffset()).isEqualTo(5);
    assertThat(last().row(1).fetchOffset()).isEqualTo(8);
    assertThat(talk.heard.sessions).last().isEqualTo("77 t-0@5 t-1@8");
  }

  @Test
  void forgottenPartitionsLeave() {
    fetch(talk, 1, request(0, 0, 5, 6), response(5, 6));
    FetchRequestData forgetting = request(SESSION, 1);
    forgetting
        .forgottenTopicsData()
        .add(new FetchRequestData.ForgottenTopic().setTopic("t").setPartitions(List.of(0)));

    fetch(talk, 2, forgetting, response());

    assertThat(talk.heard.sessions).last().isEqualTo("77 t-1@6");
  }

  @Test
  void sessionsOutliveConnectionsButNotBrokers() {
    fetch(talk, 1, request(0, 0, 5), response(5));
    Talk again = Talk.with(worker, ConnectionOptions.fromStart("broker-1"));
    Talk elsewhere = Talk.with(worker, ConnectionOptions.fromStart("broker-2"));

    fetch(again, 1, request(SESSION, 1), response());
    fetch(elsewhere, 1, request(SESSION, 1), response());

    assertThat(again.heard.sessions).containsExactly("77 t-0@5");
    assertThat(elsewhere.heard.sessions).containsExactly("77");
  }

  @Test
  void aFetchAtTheHighWatermarkWaitsEvenIfItIsAnsweredInFull() {
    fetch(talk, 1, request(0, 0, 5), response(9));
    fetch(talk, 2, request(SESSION, 1, 9), response(10));

    fetch(talk, 3, request(SESSION, 2), response(12));

    assertThat(talk.heard.exchanges)
        .extracting(ExchangeRecord::waitNanos)
        .containsExactly(0L, 100_000_000L, 0L);
  }

  @Test
  void sessionsAreBounded() {
    DecoderLimits few = new DecoderLimits(1 << 20, 1 << 20, 10, 1, 0, 0, 2, 1, 8);
    DecoderWorker small = Talk.decoder().newWorker(few);
    for (int broker = 0; broker < 5; broker++) {
      Talk other = Talk.with(small, ConnectionOptions.fromStart("broker-" + broker));
      fetch(other, 1, request(0, 0, 5, 6), response(5, 6));
      assertThat(other.heard.sessions).containsExactly("77 t-0@5");
    }

    assertThat(small.fetchSessions().size()).isEqualTo(2);
    assertThat(small.fetchSessions().forgottenSessions()).isEqualTo(3);
    assertThat(small.fetchSessions().partitionsDropped()).isEqualTo(5);
    assertThat(small.fetchSessionsDropped()).isEqualTo(3);
    assertThat(small.fetchPartitionsDropped()).isEqualTo(5);
  }
}
