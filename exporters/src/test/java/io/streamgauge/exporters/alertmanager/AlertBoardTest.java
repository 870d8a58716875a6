package io.streamgauge.exporters.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.v1.Alert;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AlertBoardTest {
  private static final long NOW = 100_000;

  private final AlertBoard board =
      new AlertBoard(Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC), 2);
  private final Alert firing = SampleAlerts.firing("A", NOW - 10);

  @Test
  void keepsTheNewestWordOnAnAlert() {
    Alert ended = SampleAlerts.ended(firing, NOW - 5);
    board.apply(firing.getFingerprint(), ended);
    board.apply(firing.getFingerprint(), firing);

    assertThat(board.alerts()).containsExactly(ended);
  }

  @Test
  void anAlertWhoseRecordIsDeletedHasEnded() {
    board.apply(firing.getFingerprint(), firing);
    board.apply(firing.getFingerprint(), null);
    board.apply("never seen", null);

    assertThat(board.alerts()).extracting(Alert::getEndsSeconds).containsExactly(NOW);
  }

  @Test
  void whatEndedLongAgoIsNotTold() {
    long longAgo = NOW - AlertBoard.KEEP_ENDED.toSeconds() - 1;
    board.apply(firing.getFingerprint(), SampleAlerts.ended(firing, longAgo + 20_000));
    board.apply("old", SampleAlerts.ended(SampleAlerts.firing("B", 1), longAgo));

    assertThat(board.alerts()).extracting(Alert::getName).containsExactly("A");
  }

  @Test
  void refusesAndCountsWhatIsBeyondItsLimit() {
    for (String name : new String[] {"A", "B", "C"}) {
      Alert alert = SampleAlerts.firing(name, NOW);
      board.apply(alert.getFingerprint(), alert);
    }
    assertThat(board.alerts()).hasSize(2);
    assertThat(board.refused()).isEqualTo(1);

    Alert ended = SampleAlerts.ended(SampleAlerts.firing("A", NOW), NOW);
    board.apply(ended.getFingerprint(), ended);
    assertThat(board.alerts()).as("what is known goes on").contains(ended);
  }
}
