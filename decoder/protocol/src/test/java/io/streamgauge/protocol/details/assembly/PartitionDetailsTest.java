package io.streamgauge.protocol.details.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.details.Details;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.PartitionRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Partition apis over all versions whose fields differ. */
class PartitionDetailsTest {
  private static final String TOPIC_ID = "AAAAAAAAAAEAAAAAAAAAAg";

  private final Walk walk = new Walk();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5, 8, 9, 12, 13})
  void produceJoinsRequestAndAnswer(int version) {
    String topic = version >= 13 ? "topicId:'" + TOPIC_ID + "'" : "name:'orders'";
    String tx = version >= 3 ? "transactionalId:'tx'," : "";
    PartitionDetails details =
        walk.exchange(
                0,
                version,
                "{"
                    + tx
                    + "acks:-1,timeoutMs:1000,topicData:[{"
                    + topic
                    + ",partitionData:[{index:4,records:null},{index:5,records:null}]}]}",
                "{responses:[{"
                    + topic
                    + ",partitionResponses:["
                    + produced(version, 5, 0, 70)
                    + ","
                    + produced(version, 4, 6, -1)
                    + "]}],throttleTimeMs:3}")
            .as(PartitionDetails.class);
    assertThat(details.acks()).isEqualTo((short) -1);
    assertThat(details.transactionalId()).isEqualTo(version >= 3 ? "tx" : null);
    assertThat(details.size()).isEqualTo(2);
    PartitionRow first = details.row(0);
    assertThat(first.partition()).isEqualTo(4);
    assertThat(first.errorCode()).isEqualTo(6);
    assertThat(details.row(1).baseOffset()).isEqualTo(70);
    assertThat(first.topic()).isEqualTo(version >= 13 ? null : "orders");
    assertThat(first.topicIdHigh()).isEqualTo(version >= 13 ? 1 : 0);
    assertThat(first.topicIdLow()).isEqualTo(version >= 13 ? 2 : 0);
    assertThat(details.row(1).logStartOffset()).isEqualTo(version >= 5 ? 9 : PartitionRow.NONE);
  }

  private static String produced(int version, int partition, int error, long offset) {
    StringBuilder json = new StringBuilder();
    json.append("{index:").append(partition).append(",errorCode:").append(error);
    json.append(",baseOffset:").append(offset);
    json.append(version >= 2 ? ",logAppendTimeMs:-1" : "");
    json.append(version >= 5 ? ",logStartOffset:9" : "");
    json.append(version >= 8 ? ",recordErrors:[],errorMessage:null" : "");
    return json.append("}").toString();
  }

  @Test
  void unansweredRowsHaveNoErrorCode() {
    Walk.Result result =
        walk.exchange(
            0,
            9,
            "{transactionalId:null,acks:0,timeoutMs:1,topicData:[{name:'t',partitionData:[{index:0,records:null}]}]}",
            null);
    assertThat(result.errorCode()).isEqualTo(Details.NO_ERROR_CODE);
    assertThat(result.as(PartitionDetails.class).row(0).errorCode())
        .isEqualTo(Details.NO_ERROR_CODE);
  }
}
