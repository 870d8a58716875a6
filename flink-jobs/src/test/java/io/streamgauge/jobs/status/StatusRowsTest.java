package io.streamgauge.jobs.status;

import static io.streamgauge.jobs.status.Story.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** One row of the table each. */
class StatusRowsTest {
  private final Story story = new Story().healthy();

  private LagStatus after(int evaluations, Runnable before) {
    Verdict verdict = null;
    for (int i = 0; i < evaluations; i++) {
      before.run();
      verdict = story.tick();
    }
    return verdict.status();
  }

  @Test
  void unknownWhileTooLittleOfTheGroupsTrafficIsRead() {
    story.coverage = 0.94;
    assertThat(story.works().status()).isEqualTo(LagStatus.UNKNOWN);

    story.coverage = 0.95;
    assertThat(story.works().status()).isEqualTo(LagStatus.OK);

    story.coverage = null;
    assertThat(story.works().status()).isEqualTo(LagStatus.UNKNOWN);
  }

  @Test
  void unknownWithoutHighWatermarkOrCommittedOffset() {
    story.highWatermark = null;
    assertThat(story.works().status()).isEqualTo(LagStatus.UNKNOWN);

    story.highWatermark = 1_000L;
    story.committed = null;
    assertThat(story.works().status()).isEqualTo(LagStatus.UNKNOWN);
  }

  @Test
  void aRebalanceKeepsTheStatusNotLongerThanItsTimeout() {
    story.rebalancingSince = story.now;
    story.highWatermark += 1_000_000;
    story.lagSeconds = 1000.0;
    // Five evaluations, all that the timeout of 60 s lets be
    assertThat(after(5, () -> {})).isEqualTo(LagStatus.OK);

    assertThat(after(4, () -> story.lagSeconds += 10)).isEqualTo(LagStatus.STOP);
  }

  @Test
  void abandonedWhereNobodyIsAssignedForAQuarterOfAnHour() {
    story.assigned = false;

    assertThat(after(89, () -> {})).isEqualTo(LagStatus.OK);
    assertThat(after(1, () -> {})).isEqualTo(LagStatus.ABANDONED);
  }

  @Test
  void aStandaloneGroupAbandonsNothingAndMissesNoMembers() {
    story.assigned = false;
    story.standalone = true;
    story.members = 0;

    assertThat(after(200, () -> {})).isEqualTo(LagStatus.OK);
    // Waiting records, fetched all the time
    story.lagSeconds = null;
    assertThat(
            after(
                30,
                () -> {
                  story.highWatermark += 10;
                  story.committed += 9;
                  story.lastFetch = story.now;
                }))
        .isNotEqualTo(LagStatus.STOP);
  }

  @Test
  void rewindWhenTheOffsetFallsAndUntilItIsBackOrForgotten() {
    story.committed -= 300;
    story.works();
    assertThat(story.works().status()).isEqualTo(LagStatus.REWIND);

    // Back where it was
    story.committed += 300;
    story.works();
    story.works();
    assertThat(story.works().status()).isEqualTo(LagStatus.OK);
  }

  @Test
  void aFallWithinOnePercentOfTheProgressIsNone() {
    // 400 of progress in the window of the second evaluation; 4 are 1 %
    story.committed -= 4;
    story.works();
    assertThat(story.works().status()).isEqualTo(LagStatus.OK);
  }

  @Test
  void rewindWhenTheTopicWasMadeAnewAndTheWindowStartsOver() {
    story.committed = 5L;
    story.highWatermark = 5L;
    story.recreated = story.now;
    story.works();

    assertThat(story.works()).isEqualTo(new Verdict(LagStatus.REWIND, Verdict.RECREATED));
    assertThat(story.state.getCommittedCount()).isEqualTo(2);
    for (int i = 0; i < 7; i++) {
      story.works();
    }
    assertThat(story.works().status()).isEqualTo(LagStatus.OK);
  }

  @Test
  void stopWhenRecordsWaitAndNobodyCommitsOrFetches() {
    story.highWatermark += 10;
    story.lagSeconds = 5.0;

    assertThat(after(6, () -> story.lagSeconds += 10)).isEqualTo(LagStatus.OK);
    assertThat(after(2, () -> story.lagSeconds += 10)).isEqualTo(LagStatus.STOP);
  }

  @Test
  void whoHasNothingToReadMayBeSilent() {
    assertThat(after(300, () -> {})).isEqualTo(LagStatus.OK);

    // A first record after all that time is no stop
    story.highWatermark += 1;
    story.lagSeconds = 1.0;
    assertThat(after(2, () -> story.lagSeconds += 10)).isEqualTo(LagStatus.OK);
  }

  @Test
  void aGroupThatStillFetchesHasNotStopped() {
    story.highWatermark += 10;
    story.lagSeconds = 100.0;

    assertThat(after(5, () -> story.lastFetch = story.now)).isNotEqualTo(LagStatus.STOP);
  }

  @Test
  void stopWithoutMembersAlthoughSomebodyStillFetches() {
    story.members = 0;
    story.lagSeconds = 100.0;
    Runnable fetched =
        () -> {
          story.highWatermark += 10;
          story.committed += 1;
          story.lastFetch = story.now;
        };

    assertThat(after(13, fetched)).isNotEqualTo(LagStatus.STOP);
    after(3, fetched);
    assertThat(new PartitionStatus(story.state).current())
        .isEqualTo(new Verdict(LagStatus.STOP, Verdict.NO_MEMBERS));
  }

  @Test
  void stallWhenTheOffsetStaysThoughTheGroupCommits() {
    story.highWatermark += 1000;
    story.lagSeconds = 100.0;
    Runnable commits = () -> story.lastCommit = story.now;

    after(8, commits);

    assertThat(new PartitionStatus(story.state).current()).isEqualTo(Verdict.of(LagStatus.STALL));
  }

  @Test
  void stallIsPoisonWhenTheSameFetchOffsetComesBack() {
    story.highWatermark += 1000;
    story.lagSeconds = 100.0;
    story.repeats = 3;

    after(8, () -> story.lastFetch = story.now);

    assertThat(new PartitionStatus(story.state).current())
        .isEqualTo(new Verdict(LagStatus.STALL, Verdict.POISON));
  }

  @Test
  void okWhenTheLagWasGoneOnceInTheWindowOrIsYoung() {
    story.highWatermark += 1000;
    story.lagSeconds = 100.0;
    assertThat(story.works().status()).isEqualTo(LagStatus.OK);

    for (int i = 0; i < 20; i++) {
      story.committed += 500;
      story.highWatermark += 700;
      story.lagSeconds = 29.0;
      assertThat(story.works().status()).isEqualTo(LagStatus.OK);
    }
  }

  private void moves(long arrive, long read, int evaluations) {
    story.lagSeconds = 100.0;
    for (int i = 0; i < evaluations; i++) {
      story.highWatermark += arrive;
      story.committed += read;
      story.works();
    }
  }

  @Test
  void warnWhenTheLagGrowsFasterThanTwoPercentOfWhatArrives() {
    moves(1000, 970, 9);
    assertThat(new PartitionStatus(story.state).current().status()).isEqualTo(LagStatus.WARN);
  }

  @Test
  void laggingWhenItNeitherGrowsNorShrinksBeyondThat() {
    moves(1000, 500, 9);
    moves(1000, 985, 20);
    assertThat(new PartitionStatus(story.state).current().status()).isEqualTo(LagStatus.LAGGING);
  }

  @Test
  void catchingUpWhenItShrinks() {
    moves(1000, 500, 20);
    moves(1000, 1100, 9);
    assertThat(new PartitionStatus(story.state).current().status())
        .isEqualTo(LagStatus.CATCHING_UP);
  }

  @Test
  void theWindowIsTenCommitIntervalsWithinAMinuteAndTen() {
    assertThat(StatusLimits.window(0)).isEqualTo(60 * SECOND);
    assertThat(StatusLimits.window(5 * SECOND)).isEqualTo(60 * SECOND);
    assertThat(StatusLimits.window(30 * SECOND)).isEqualTo(300 * SECOND);
    assertThat(StatusLimits.window(Long.MAX_VALUE)).isEqualTo(600 * SECOND);
  }
}
