package io.streamgauge.jobs.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What holds whatever happens. */
class StatusLawsTest {
  /** Anything: unknowns, jumps in both directions, members and coverage that come and go. */
  private static void disturb(Story story, Random random) {
    story.committed = random.nextInt(8) == 0 ? null : (long) random.nextInt(2_000);
    story.highWatermark = random.nextInt(8) == 0 ? null : random.nextLong() >>> random.nextInt(64);
    story.lagSeconds = random.nextBoolean() ? null : random.nextInt(5_000) / 7.0;
    story.lastCommit = random.nextBoolean() ? 0 : story.now - random.nextLong(1_000_000_000_000L);
    story.lastFetch = random.nextBoolean() ? 0 : story.now - random.nextLong(1_000_000_000_000L);
    story.commitInterval = random.nextLong() >>> random.nextInt(64);
    story.fetchInterval = random.nextLong(1_000_000_000_000L);
    story.repeats = random.nextInt(5);
    story.recreated = random.nextInt(20) == 0 ? story.now : story.recreated;
    story.assigned = random.nextBoolean();
    story.coverage = random.nextInt(8) == 0 ? null : 1.0 - random.nextInt(10) / 100.0;
    story.members = random.nextInt(2);
    story.membershipObserved = random.nextBoolean();
    story.standalone = random.nextInt(4) == 0;
    story.rebalancingSince = random.nextInt(4) == 0 ? story.now : 0;
  }

  @Property(tries = 100)
  void unknownIsSaidExactlyWhileSomethingIsUnknownAndStateStaysBounded(@ForAll Random random) {
    Story story = new Story();
    for (int i = 0; i < 200; i++) {
      disturb(story, random);
      boolean unknown =
          story.committed == null
              || story.highWatermark == null
              || story.coverage == null
              || story.coverage < StatusLimits.DEFAULT.minCoverage();
      LagStatus before = new PartitionStatus(story.state).current().status();

      LagStatus status = story.tick().status();

      if (unknown) {
        assertThat(status).isEqualTo(LagStatus.UNKNOWN);
      } else if (before != LagStatus.UNKNOWN) {
        assertThat(status).isNotEqualTo(LagStatus.UNKNOWN);
      }
      assertThat(story.state.getCommittedCount()).isLessThanOrEqualTo(LagHistory.SAMPLES);
      assertThat(story.state.build().getSerializedSize()).isLessThan(3_000);
    }
  }

  @Property(tries = 100)
  void ratesAreFiniteNeverNegativeAndAbsentWhileUnknown(@ForAll Random random) {
    Story story = new Story();
    for (int i = 0; i < 100; i++) {
      disturb(story, random);
      story.tick();
      PartitionStatus status = new PartitionStatus(story.state);

      status.arrivalRate().ifPresent(StatusLawsTest::isARate);
      status.arrivalRateLong().ifPresent(StatusLawsTest::isARate);
      status.consumptionRate().ifPresent(StatusLawsTest::isARate);
      if (story.highWatermark == null) {
        assertThat(status.arrivalRate()).isEmpty();
      }
      if (story.committed == null) {
        assertThat(status.consumptionRate()).isEmpty();
      }
    }
  }

  private static void isARate(double rate) {
    assertThat(rate).isFinite().isNotNegative();
  }

  @Property(tries = 200)
  void aGroupThatHasReadEverythingIsOkWhateverElse(@ForAll Random random) {
    Story story = new Story();
    for (int i = 0; i < 100; i++) {
      story.committed += random.nextInt(1000);
      story.highWatermark = story.committed;
      story.commitInterval = random.nextLong(1_000_000_000_000L);
      story.lastCommit = random.nextBoolean() ? 0 : story.now;
      story.lastFetch = random.nextBoolean() ? 0 : story.now;
      story.members = random.nextInt(2);
      assertThat(story.tick().status()).isEqualTo(LagStatus.OK);
    }
  }

  @Property(tries = 200)
  void theSlopeOfALineIsItsSlopeWithAFourthOfItSpoilt(
      @ForAll @LongRange(min = -1000, max = 1000) long slope, @ForAll Random random) {
    long[] values = new long[61];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1_000_000 + slope * i;
    }
    for (int i = 0; i < 15; i++) {
      values[random.nextInt(values.length)] = random.nextInt(10_000_000);
    }
    // More than half of the pairs are between points of the line
    assertThat(TheilSen.slope(values, 1)).isCloseTo((double) slope, within(1e-9));
  }

  @Property(tries = 100)
  void theSlopeFollowsScaleAndShift(
      @ForAll @Size(min = 2, max = 20) List<@IntRange(min = -1000, max = 1000) Integer> points,
      @ForAll @IntRange(min = 1, max = 50) int scale) {
    long[] values = points.stream().mapToLong(Integer::longValue).toArray();
    long[] moved = points.stream().mapToLong(each -> (long) each * scale + 7).toArray();

    assertThat(TheilSen.slope(moved, 10))
        .isCloseTo(scale * TheilSen.slope(values, 10), within(1e-6));
  }
}
