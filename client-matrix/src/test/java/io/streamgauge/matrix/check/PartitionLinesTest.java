package io.streamgauge.matrix.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamgauge.matrix.broker.LoggedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionLinesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static PartitionLines logged(int api, String request, String response)
      throws JsonProcessingException {
    return PartitionBodies.logged(
        new LoggedRequest(
            "CLIENTS",
            1,
            api,
            7,
            1,
            "me",
            JSON.readTree(request),
            JSON.readTree(response),
            "",
            ""));
  }

  private static PartitionLines produce(int bytes, int error, int base)
      throws JsonProcessingException {
    return logged(
        0,
        "{\"topicData\":[{\"name\":\"t\",\"partitionData\":[{\"index\":2,\"recordsSizeInBytes\":%d}]}]}"
            .formatted(bytes),
        "{\"responses\":[{\"name\":\"t\",\"partitionResponses\":[{\"index\":2,\"errorCode\":%d,\"baseOffset\":%d}]}]}"
            .formatted(error, base));
  }

  @Test
  void requestAndAnswerOfAPartitionBecomeOneLine() throws JsonProcessingException {
    assertThat(produce(100, 0, 7)).hasToString("{t-2={base=7, bytes=100, error=0}}");
  }

  @ParameterizedTest
  @CsvSource({"101, 0, 7", "100, 3, 7", "100, 0, 8"})
  void eachFigureCounts(int bytes, int error, int base) throws JsonProcessingException {
    assertThat(produce(bytes, error, base)).isNotEqualTo(produce(100, 0, 7));
  }

  @Test
  void acquiredRecordsOfAShareFetchAreAddedUp() throws JsonProcessingException {
    PartitionLines lines =
        logged(
            78,
            "{}",
            "{\"responses\":[{\"topicId\":\"id\",\"partitions\":[{\"partitionIndex\":0,\"errorCode\":0,"
                + "\"acquiredRecords\":[{\"firstOffset\":0,\"lastOffset\":4},"
                + "{\"firstOffset\":7,\"lastOffset\":7}]}]}]}");

    assertThat(lines).hasToString("{id-0={acquired=6, error=0}}");
  }
}
