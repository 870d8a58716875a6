package io.streamgauge.exporters.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.v1.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final Instant START = Instant.ofEpochSecond(1_000);
  private static final Duration RESEND = Duration.ofSeconds(60);

  private final Outbox outbox = new Outbox(RESEND);
  private final Alert firing = SampleAlerts.firing("A", 900);

  @Test
  void whatFiresIsDueAtOnceAndAgainWhenThePeriodIsOver() {
    assertThat(outbox.due(List.of(firing), START)).containsExactly(firing);
    assertThat(outbox.due(List.of(firing), START)).as("not taken").containsExactly(firing);
    outbox.taken(List.of(firing), START);

    assertThat(outbox.due(List.of(firing), START.plusSeconds(59))).isEmpty();
    assertThat(outbox.due(List.of(firing), START.plusSeconds(60))).containsExactly(firing);
  }

  @Test
  void aValueThatMovesIsNoChange() {
    outbox.taken(List.of(firing), START);
    Alert moved = firing.toBuilder().setValue(7).setAsOfSeconds(950).build();

    assertThat(outbox.due(List.of(moved), START)).isEmpty();
  }

  @Test
  void anEndIsDueUntilItIsTakenAndThenNeverAgain() {
    outbox.taken(List.of(firing), START);
    Alert ended = SampleAlerts.ended(firing, 990);

    assertThat(outbox.due(List.of(ended), START)).containsExactly(ended);
    outbox.taken(List.of(ended), START);
    assertThat(outbox.due(List.of(ended), START.plus(Duration.ofHours(1)))).isEmpty();

    Alert again = SampleAlerts.firing("A", 1_001);
    assertThat(outbox.due(List.of(again), START)).as("it fires again").containsExactly(again);
  }

  @Test
  void aRequestHoldsSoManyAtMost() {
    List<Alert> many =
        IntStream.range(0, Outbox.BATCH + 1)
            .mapToObj(i -> SampleAlerts.firing("A" + i, 900))
            .toList();

    List<Alert> first = outbox.due(many, START);
    outbox.taken(first, START);

    assertThat(first).hasSize(Outbox.BATCH);
    assertThat(outbox.due(many, START)).hasSize(1);
  }
}
