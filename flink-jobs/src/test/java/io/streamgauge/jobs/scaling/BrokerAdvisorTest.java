package io.streamgauge.jobs.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.jobs.v1.BrokerPressureState;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class BrokerAdvisorTest {
  private static final long MINUTE = 60_000;

  private BrokerPressureState.Builder state = BrokerPressureState.newBuilder();
  private BrokerPolicy policy = new BrokerPolicy(1_000, 0, 0, 0);
  private int replicationFactor = 1;
  private long now = 1_000_000_000L;

  private BrokerAdvice minutes(int count, double... requestRates) {
    BrokerAdvice advice = null;
    for (int i = 0; i < count; i++) {
      now += MINUTE;
      List<BrokerView> brokers = new ArrayList<>();
      for (int b = 0; b < requestRates.length; b++) {
        double latency = requestRates[b] > 800 ? 0.050 : 0.004;
        brokers.add(new BrokerView("b" + b, requestRates[b], Double.NaN, Double.NaN, latency));
      }
      advice = new BrokerAdvisor(state, policy).look(brokers, replicationFactor, now);
      state = BrokerPressureState.newBuilder(state.build());
    }
    return advice;
  }

  @Test
  void aMajorityUnderPressureForTenMinutesAsksForOneMore() {
    assertThat(minutes(10, 900, 900, 100).recommendedBrokers()).hasValue(3);
    assertThat(minutes(1, 900, 900, 100).recommendedBrokers()).hasValue(4);
    assertThat(minutes(1, 900, 700, 100).recommendedBrokers()).hasValue(3);
  }

  @Test
  void oneHotBrokerIsNoReasonForMore() {
    assertThat(minutes(60, 950, 700, 700).recommendedBrokers()).hasValue(3);
  }

  @Test
  void oneLessIfTheLoadFitsTheOthersForSixHours() {
    assertThat(minutes(360, 350, 350, 350).recommendedBrokers()).hasValue(3);
    assertThat(minutes(1, 350, 350, 350).recommendedBrokers()).hasValue(2);
  }

  @Test
  void oneLessNeverIfTheOthersWouldBeFullOrReplicasHadNoRoom() {
    assertThat(minutes(600, 450, 450, 450).recommendedBrokers()).hasValue(3);
    replicationFactor = 2;
    assertThat(minutes(600, 50, 50, 50).recommendedBrokers()).hasValue(3);
  }

  @Test
  void ceilingsAreLearnedOverADay() {
    policy = BrokerPolicy.LEARN;
    BrokerAdvice advice = minutes(60, 300);
    assertThat(advice.holds()).containsExactly(BrokerAdvice.LEARNING);
    assertThat(advice.recommendedBrokers()).isEmpty();
    assertThat(advice.pressure()).isEmpty();

    minutes(30, 900);
    advice = minutes(1_440, 300);

    assertThat(advice.holds()).isEmpty();
    // Slow from the class of 861 requests/s on.
    assertThat(advice.pressure().get("b0")).isEqualTo(0.35, Assertions.within(0.03));
  }

  @Test
  void aBrokerThatIsSlowIsUnderPressureWhateverItsLoad() {
    policy = BrokerPolicy.LEARN;
    minutes(1_441, 300);

    assertThat(minutes(1, 300).pressure().get("b0")).isEqualTo(1 / 3.0, Assertions.within(0.01));
    assertThat(minutes(1, 900).pressure().get("b0")).isGreaterThan(4);
  }

  @Test
  void theStateStaysSmall() {
    policy = BrokerPolicy.LEARN;
    for (int i = 0; i < 5_000; i++) {
      minutes(1, Math.pow(1.01, i % 3_000));
    }

    assertThat(state.build().getSerializedSize()).isLessThan(4_000);
  }
}
