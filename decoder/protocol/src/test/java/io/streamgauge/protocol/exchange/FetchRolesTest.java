package io.streamgauge.protocol.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.details.PartitionDetails;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchRequestData.ReplicaState;
import org.apache.kafka.common.message.FetchResponseData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who fetches: consumers, followers, and those of whom a gap hid it. */
class FetchRolesTest {
  private static final int FIRST_WITH_STATE = 15;
  private static final int GAP = 12;

  private final Talk talk = Talk.fromStart();

  private static byte[] fetch(int version, int replicaId) {
    FetchRequestData data = new FetchRequestData().setMaxWaitMs(500).setMinBytes(1);
    if (version >= FIRST_WITH_STATE) {
      data.setReplicaState(new ReplicaState().setReplicaId(replicaId).setReplicaEpoch(7));
    } else {
      data.setReplicaId(replicaId);
    }
    FetchTopic topic =
        new FetchTopic().setPartitions(List.of(new FetchPartition().setFetchOffset(5)));
    data.topics().add(version >= 13 ? topic.setTopicId(new Uuid(1, 2)) : topic.setTopic("t"));
    return Frames.request(version, 1, "c", data);
  }

  private PartitionDetails details(int version) {
    talk.response(Frames.response(version, 1, new FetchResponseData()));
    return (PartitionDetails) talk.heard.exchanges.get(0).details();
  }

  @ParameterizedTest
  @CsvSource({"4, -1", "4, 3", "12, 3", "14, 3", "15, 3", "18, 3", "15, -1", "18, -1"})
  void theReplicaIdIsReadWhereverItStands(int version, int replicaId) {
    talk.request(fetch(version, replicaId));

    assertThat(details(version).replicaId()).isEqualTo(replicaId);
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 16, 17, 18})
  void aDamagedRequestDoesNotMakeAFollowerAConsumer(int version) {
    byte[] request = fetch(version, 3);

    talk.request(Arrays.copyOf(request, request.length - GAP)).gap(Direction.REQUEST, GAP);

    assertThat(details(version).replicaId()).isEqualTo(PartitionDetails.UNKNOWN_REPLICA);
    assertThat(talk.heard.exchanges.get(0).status()).isEqualTo(ExchangeStatus.PARTIAL);
  }

  @ParameterizedTest
  @CsvSource({"12, -1", "14, 3"})
  void whatWasReadBeforeTheDamageStands(int version, int replicaId) {
    byte[] request = fetch(version, replicaId);

    talk.request(Arrays.copyOf(request, request.length - GAP)).gap(Direction.REQUEST, GAP);

    assertThat(details(version).replicaId()).isEqualTo(replicaId);
  }
}
