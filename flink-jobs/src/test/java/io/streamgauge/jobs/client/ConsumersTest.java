package io.streamgauge.jobs.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.jobs.Harness;
import io.streamgauge.jobs.v1.LoneReader;
import io.streamgauge.jobs.v1.ReaderFact;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsumersTest {
  private static final String SERIES =
      "streamgauge_consumer_fetch_lag_records{kafka_cluster=\"c\",client_id=\"tail\","
          + "workload=\"w\",topic=\"orders\"}";
  private Harness<ReaderFact> harness;

  @BeforeEach
  void open() throws Exception {
    harness = new Harness<>(new Consumers(Duration.ofDays(7)), Consumers::key);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private static ReaderFact.Builder fact(long second, int partition) {
    return ReaderFact.newBuilder()
        .setCluster("c")
        .setTopic("orders")
        .setPartition(partition)
        .setTimeNanos(second * 1_000_000_000L)
        .setReader(LoneReader.newBuilder().setReader("10.0.0.9\u0000tail").setWorkload("w"));
  }

  @Test
  void lagIsSummedOverPartitionsAndEndsWithTheLastOfThem() throws Exception {
    harness.tell(fact(1, 0).setLag(5).build());
    harness.tell(fact(1, 1).setLag(7).build());
    harness.passTo(2);
    assertThat(harness.value(SERIES)).isEqualTo(12);

    harness.tell(fact(3, 0).setRemoved(true).build());
    harness.passTo(4);
    assertThat(harness.value(SERIES)).isEqualTo(7);

    harness.tell(fact(5, 1).setRemoved(true).build());
    harness.passTo(6);
    assertThat(harness.values()).isEmpty();
    harness.passTo(9 * 86_400);
    assertThat(harness.keysInState()).isZero();
  }

  @Test
  void aConsumerOfWhichNothingIsHeardEnds() throws Exception {
    harness.tell(fact(1, 0).setLag(5).build());
    harness.passTo(86_400);
    assertThat(harness.value(SERIES)).isEqualTo(5);
    harness.tell(fact(3 * 86_400, 0).setLag(5).build());
    harness.passTo(8 * 86_400);
    assertThat(harness.value(SERIES)).isEqualTo(5);

    harness.passTo(11 * 86_400);

    assertThat(harness.values()).isEmpty();
    assertThat(harness.keysInState()).isZero();
  }
}
