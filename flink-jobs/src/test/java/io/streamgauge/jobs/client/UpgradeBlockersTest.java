package io.streamgauge.jobs.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.jobs.Harness;
import io.streamgauge.jobs.v1.ClientFact;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpgradeBlockersTest {
  private static final String VERSIONS = series("api_version");
  private static final String APIS = series("api_removed");
  private Harness<ClientFact> harness;

  private static String series(String reason) {
    return "streamgauge_client_upgrade_blockers{kafka_cluster=\"c\",client_id=\"app\","
        + "workload=\"w\",target=\"4.0\",reason=\""
        + reason
        + "\"}";
  }

  @BeforeEach
  void open() throws Exception {
    harness = new Harness<>(new UpgradeBlockers(Duration.ofHours(24)), ClientFact::getClientId);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private void used(long second, int api, int version, String reason) throws Exception {
    harness.tell(
        ClientFact.newBuilder()
            .setCluster("c")
            .setClientId("app")
            .setWorkload("w")
            .setTimeNanos(second * 1_000_000_000L)
            .setApiKey(api)
            .setApiVersion(version)
            .setTarget("4.0")
            .setReason(reason)
            .build());
  }

  @Test
  void apisAndVersionsAreCountedOnceEachByReason() throws Exception {
    used(1, 0, 2, UpgradeTarget.API_VERSION);
    used(2, 0, 2, UpgradeTarget.API_VERSION);
    used(3, 1, 3, UpgradeTarget.API_VERSION);
    used(3, 7, 0, UpgradeTarget.API_REMOVED);

    harness.passTo(5);

    assertThat(harness.value(VERSIONS)).isEqualTo(2);
    assertThat(harness.value(APIS)).isEqualTo(1);
  }

  @Test
  void whatAClientNoLongerUsesEndsAfterADayAndTheStateDrains() throws Exception {
    used(1, 0, 2, UpgradeTarget.API_VERSION);
    used(1, 1, 3, UpgradeTarget.API_VERSION);
    harness.passTo(5);
    used(40_000, 1, 3, UpgradeTarget.API_VERSION);
    harness.passTo(80_000);
    assertThat(harness.value(VERSIONS)).isEqualTo(2);

    harness.passTo(87_000);
    assertThat(harness.value(VERSIONS)).isEqualTo(1);

    harness.passTo(40_000 + 87_000);
    assertThat(harness.values()).isEmpty();
    assertThat(harness.keysInState()).isZero();
  }
}
