package io.streamgauge.jobs.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a status is entered and left, and how partitions make a group. */
class HysteresisTest {
  private final Story story = new Story().healthy();

  @Test
  void oneEvaluationAloneEntersNoBadStatus() {
    story.committed -= 300;
    assertThat(story.works().status()).isEqualTo(LagStatus.OK);

    story.committed += 300;
    assertThat(story.works().status()).isEqualTo(LagStatus.OK);

    story.committed -= 300;
    assertThat(story.works().status()).as("not in a row").isEqualTo(LagStatus.OK);
  }

  @Test
  void aBadStatusIsLeftAfterThreeOthersInARow() {
    story.committed -= 300;
    story.works();
    story.works();
    story.committed += 300;

    assertThat(story.works().status()).isEqualTo(LagStatus.REWIND);
    assertThat(story.works().status()).isEqualTo(LagStatus.REWIND);
    assertThat(story.works().status()).isEqualTo(LagStatus.OK);
  }

  @Test
  void whatIsUnknownIsUnknownAtOnceAndABadStatusIsEnteredAnewAfterIt() {
    story.committed -= 300;
    story.works();
    story.works();
    story.coverage = 0.0;
    assertThat(story.works().status()).isEqualTo(LagStatus.UNKNOWN);

    story.coverage = 1.0;
    assertThat(story.works().status()).isEqualTo(LagStatus.UNKNOWN);
    assertThat(story.works().status()).isEqualTo(LagStatus.REWIND);
  }

  @Test
  void aGapBetweenEvaluationsStartsTheWindowOver() {
    assertThat(story.state.getCommittedCount()).isEqualTo(9);

    story.now += 3600 * Story.SECOND;
    story.works();

    assertThat(story.state.getCommittedCount()).isEqualTo(1);
  }

  @Test
  void aGroupBeforeItsFirstEvaluationIsUnknown() {
    assertThat(new PartitionStatus(new Story().state).current())
        .isEqualTo(Verdict.of(LagStatus.UNKNOWN));
  }

  private static GroupSnapshot group(String statuses) {
    List<PartitionSnapshot> partitions =
        List.of(statuses.split(" ")).stream()
            .filter(name -> !name.isEmpty())
            .map(LagStatus::valueOf)
            .map(HysteresisTest::partition)
            .toList();
    GroupInputs inputs = new GroupInputs(OptionalDouble.of(1), true, true, 1, false, 0, 0);
    return new GroupSnapshot("c", "g", 0, inputs, partitions);
  }

  private static PartitionSnapshot partition(LagStatus status) {
    return new PartitionSnapshot(
        "t",
        0,
        Verdict.of(status),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        0,
        "",
        OptionalDouble.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "OK OK STOP STALL, STOP",
    "OK ABANDONED, OK",
    "ABANDONED ABANDONED, ABANDONED",
    "OK UNKNOWN, UNKNOWN",
    "UNKNOWN WARN, WARN",
    "CATCHING_UP LAGGING OK, LAGGING",
    "REWIND WARN, REWIND",
    "STALL REWIND, STALL",
    "'', UNKNOWN"
  })
  void aGroupIsItsWorstPartitionThatIsNotAbandoned(String partitions, LagStatus expected) {
    assertThat(group(partitions).verdict().status()).isEqualTo(expected);
  }

  @Test
  void partitionsAreCountedPerStatus() {
    assertThat(group("OK OK STOP").counts().get("t"))
        .containsEntry(LagStatus.OK, 2)
        .containsEntry(LagStatus.STOP, 1)
        .hasSize(2);
  }
}
