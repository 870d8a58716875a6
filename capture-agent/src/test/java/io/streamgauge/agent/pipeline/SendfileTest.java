package io.streamgauge.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.PartitionRow;
import io.streamgauge.protocol.exchange.ExchangeRecord;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A broker sends record sets from its files to the socket (sendfile), past every system call that a
 * tracer could read bytes from. On the wire they are bytes like any.
 */
class SendfileTest {
  private static final String CAPTURE = "/captures/librdkafka-mixed.pcap";
  private static final int ONE_SEGMENT = 65_535;

  private static List<ExchangeRecord> recorded() throws IOException, URISyntaxException {
    Path capture = Path.of(SendfileTest.class.getResource(CAPTURE).toURI());
    return ReplayedExchanges.of(RecordedPacket.read(capture)).byConnection.values().stream()
        .flatMap(List::stream)
        .map(ReplayedExchanges.Found::exchange)
        .toList();
  }

  /** By topic and partition, records and bytes of all exchanges of an api. */
  private static Map<String, String> sums(List<ExchangeRecord> exchanges, String api) {
    Map<String, long[]> sums = new TreeMap<>();
    for (ExchangeRecord exchange : exchanges) {
      if (exchange.apiName().equals(api) && exchange.details() instanceof PartitionDetails rows) {
        for (int i = 0; i < rows.size(); i++) {
          PartitionRow row = rows.row(i);
          // Some were produced with acks=0: nobody says how those went.
          boolean refused = row.errorCode() > 0;
          if (!refused && row.bytes() > 0) {
            long[] sum =
                sums.computeIfAbsent(row.topic() + "-" + row.partition(), name -> new long[2]);
            sum[0] += row.records();
            sum[1] += row.bytes();
          }
        }
      }
    }
    Map<String, String> texts = new TreeMap<>();
    sums.forEach((name, sum) -> texts.put(name, sum[0] + " records, " + sum[1] + " bytes"));
    return texts;
  }

  @Test
  void whatABrokerSentFromItsFilesIsSeenToTheByte() throws Exception {
    // Given a recording of a real broker, of which one answer fills many segments
    List<ExchangeRecord> exchanges = recorded();

    // When
    Map<String, String> fetched =
        sums(exchanges.stream().filter(e -> e.responseBytes() > 5 * ONE_SEGMENT).toList(), "Fetch");

    // Then it is what producers had sent to these partitions
    assertThat(fetched).hasSize(7);
    assertThat(sums(exchanges, "Produce")).containsAllEntriesOf(fetched);
  }
}
