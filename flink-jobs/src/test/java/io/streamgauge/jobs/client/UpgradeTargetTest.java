package io.streamgauge.jobs.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UpgradeTargetTest {
  private static final UpgradeTarget NEWEST = new UpgradeTarget("4.3");

  @ParameterizedTest
  @EnumSource(ApiKeys.class)
  void theTableIsWhatKafkasOwnClientOfThatReleaseSpeaks(ApiKeys api) {
    if (api.hasValidVersion()) {
      assertThat(NEWEST.refuses(api.id, api.latestVersion())).isEmpty();
      assertThat(NEWEST.refuses(api.id, api.oldestVersion())).isEmpty();
    }
    if (api.hasValidVersion() && api.oldestVersion() > 0) {
      assertThat(NEWEST.refuses(api.id, api.oldestVersion() - 1))
          .contains(UpgradeTarget.API_VERSION);
    }
  }

  @Test
  void whatWentWithZooKeeperIsGoneInAllVersions() {
    for (int api = 4; api <= 7; api++) {
      assertThat(UpgradeTarget.DEFAULT.refuses(api, 7)).contains(UpgradeTarget.API_REMOVED);
    }
  }

  @Test
  void releasesDiffer() {
    assertThat(new UpgradeTarget("3.9").refuses(0, 0)).isEmpty();
    assertThat(new UpgradeTarget("4.0").refuses(78, 0)).isEmpty();
    assertThat(new UpgradeTarget("4.1").refuses(78, 0)).contains(UpgradeTarget.API_VERSION);
  }

  @Test
  void aReleaseThatIsNotKnownIsToldWithThoseThatAre() {
    assertThatThrownBy(() -> new UpgradeTarget("5"))
        .hasMessage("must be one of 3.9, 4.0, 4.1, 4.2, 4.3, 4.4, not '5'");
  }
}
