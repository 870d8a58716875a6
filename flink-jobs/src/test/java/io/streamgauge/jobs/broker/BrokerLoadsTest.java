package io.streamgauge.jobs.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.ExponentialHistogram;
import io.streamgauge.events.Histograms;
import io.streamgauge.events.v1.RequestRollup;
import io.streamgauge.jobs.Harness;
import io.streamgauge.jobs.v1.BrokerWork;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrokerLoadsTest {
  private Harness<BrokerWork> harness;

  private static String series(String metric) {
    return "streamgauge_inflight_" + metric + "{kafka_cluster=\"c\",broker=\"1\",api=\"Produce\"}";
  }

  @BeforeEach
  void open() throws Exception {
    harness = new Harness<>(new BrokerLoads(Duration.ofHours(24)), BrokerWork::getBroker);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  /** So many produce requests of 1,000 bytes, which the broker had for 100 ms each. */
  private void produced(long second, int requests) throws Exception {
    ExponentialHistogram times = new ExponentialHistogram();
    for (int i = 0; i < requests; i++) {
      times.record(100_000_000);
    }
    RequestRollup rollup =
        RequestRollup.newBuilder()
            .setRequests(requests)
            .setRequestBytes(1_000L * requests)
            .setResponseBytes(50L * requests)
            .setBrokerTime(Histograms.toProto(times))
            .setInflightByteMicros(1_000L * requests * 100_000)
            .build();
    harness.tell(
        BrokerWork.newBuilder()
            .setCluster("c")
            .setBroker("1")
            .setTimeNanos(second * 1_000_000_000L)
            .addApis(Work.of("Produce", rollup))
            .build());
  }

  @Test
  void whatIsInFlightIsMeanOfTenSecondsAndOfTheFullestSecond() throws Exception {
    // Given 20 requests in one second, 10 in another, told in two halves
    produced(3, 20);
    produced(7, 5);
    produced(7, 5);

    harness.passTo(10);

    assertThat(harness.value(series("requests"))).isEqualTo(0.3, Assertions.within(1e-9));
    assertThat(harness.value(series("requests_max"))).isEqualTo(2, Assertions.within(1e-9));
    assertThat(harness.value(series("request_bytes"))).isEqualTo(300, Assertions.within(1e-6));
    assertThat(harness.value(series("request_bytes_max")))
        .isEqualTo(2_000, Assertions.within(1e-6));
  }

  @Test
  void aLookTellsTheAdviceWhatTheBrokerDid() throws Exception {
    produced(3, 20);

    harness.passTo(10);

    assertThat(harness.operator.getSideOutput(BrokerLoads.LOOKS))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.getValue().getLook().getRequests()).isEqualTo(20);
              assertThat(record.getValue().getLook().getBytes()).isEqualTo(21_000);
              assertThat(record.getValue().getLook().getProduceByteSeconds()).isEqualTo(2_000);
              assertThat(Work.p99(record.getValue().getLook().getProduceTime()))
                  .isEqualTo(0.1, Assertions.within(0.01));
            });
  }

  @Test
  void aBrokerThatFallsSilentHasNothingInFlightAndThenEnds() throws Exception {
    produced(3, 20);
    harness.passTo(20);
    assertThat(harness.value(series("requests"))).isZero();
    assertThat(harness.value(series("request_bytes_max"))).isZero();

    harness.passTo(3 * 86_400);

    assertThat(harness.values()).isEmpty();
    assertThat(harness.keysInState()).isZero();
  }

  @Test
  void whatComesAfterItsStepLeavesNothingInState() throws Exception {
    produced(3, 20);
    harness.passTo(30);
    produced(4, 20);

    harness.passTo(3 * 86_400);

    assertThat(harness.keysInState()).isZero();
  }
}
