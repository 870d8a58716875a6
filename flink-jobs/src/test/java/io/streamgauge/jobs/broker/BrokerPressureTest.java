package io.streamgauge.jobs.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.jobs.Harness;
import io.streamgauge.jobs.scaling.BrokerPolicy;
import io.streamgauge.jobs.v1.BrokerFact;
import io.streamgauge.jobs.v1.BrokerLook;
import io.streamgauge.jobs.v1.BrokersSeen;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrokerPressureTest {
  private static final String RECOMMENDED =
      "streamgauge_autoscale_recommended_brokers{kafka_cluster=\"c\"}";
  private Harness<BrokerFact> harness;

  private static String pressure(String broker) {
    return "streamgauge_broker_scale_pressure_ratio{kafka_cluster=\"c\",broker=\"" + broker + "\"}";
  }

  private void open(BrokerPolicy policy) throws Exception {
    harness =
        new Harness<>(new BrokerPressure(policy, Duration.ofHours(24)), BrokerFact::getCluster);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private static BrokerFact.Builder fact(long second) {
    return BrokerFact.newBuilder()
        .setCluster("c")
        .setTimeNanos(second * 1_000_000_000L - 1_000_000L);
  }

  private void described(long second, String... brokers) throws Exception {
    BrokersSeen.Builder seen = BrokersSeen.newBuilder();
    for (String broker : brokers) {
      seen.addBrokers(BrokersSeen.Broker.newBuilder().setId(broker));
    }
    harness.tell(fact(second).setBrokers(seen).build());
  }

  /** Each of the brokers takes so many requests per second, until then. */
  private void works(long from, long to, int requests, String... brokers) throws Exception {
    for (long second = from + 10; second <= to; second += 10) {
      for (String broker : brokers) {
        BrokerLook look =
            BrokerLook.newBuilder().setBroker(broker).setRequests(10L * requests).build();
        harness.tell(fact(second).setLook(look).build());
      }
      harness.passTo(second);
    }
  }

  @Test
  void pressureIsLoadOverItsCeilingAndAMajorityForTenMinutesAsksForOneMore() throws Exception {
    open(new BrokerPolicy(1_000, 0, 0, 0));
    described(1, "1", "2", "3");

    works(0, 60, 900, "1", "2", "3");

    assertThat(harness.value(pressure("2"))).isEqualTo(0.9, Assertions.within(1e-9));
    assertThat(harness.value(RECOMMENDED)).isEqualTo(3);
    works(60, 720, 900, "1", "2", "3");
    assertThat(harness.value(RECOMMENDED)).isEqualTo(4);
  }

  @Test
  void aBrokerThatNobodyWatchesIsNotIdle() throws Exception {
    open(new BrokerPolicy(1_000, 0, 0, 0));
    described(1, "1", "2");

    works(0, 60, 100, "1");

    assertThat(harness.value(pressure("1"))).isEqualTo(0.1, Assertions.within(1e-9));
    assertThat(harness.values()).doesNotContainKeys(pressure("2"), RECOMMENDED);
  }

  @Test
  void withoutADayOfLearningThereIsNoPressure() throws Exception {
    open(BrokerPolicy.LEARN);

    works(0, 120, 100, "1");

    assertThat(harness.values()).isEmpty();
  }

  @Test
  void aClusterThatFallsSilentHasNoPressureAndThenEnds() throws Exception {
    open(new BrokerPolicy(1_000, 0, 0, 0));
    works(0, 60, 500, "1");
    harness.passTo(120);
    assertThat(harness.value(pressure("1"))).isZero();

    for (int hour = 1; hour < 50; hour++) {
      harness.passTo(3_600L * hour);
    }

    assertThat(harness.values()).isEmpty();
    assertThat(harness.keysInState()).isZero();
  }
}
