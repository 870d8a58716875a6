package io.streamgauge.jobs.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadsTest {
  private static final List<double[]> TWO_TOPICS =
      List.of(new double[] {1, 1, 1}, new double[] {4, 1, 1});

  @ParameterizedTest
  @CsvSource({
    // Per topic the first members get one more: member 0 has the first two partitions of both.
    "RANGE,2,7",
    "RANGE,3,5",
    "RANGE,4,5",
    "ROUND_ROBIN,2,6",
    "ROUND_ROBIN,4,4",
    "STICKY,2,6",
    "COOPERATIVE,3,5",
    "UNIFORM,6,4",
    "SHARE,3,3",
    "SHARE,18,0.5"
  })
  void theFullestMemberIsTheOneThatTheAssignorMakes(
      Assignor assignor, int members, double fullest) {
    assertThat(assignor.fullest(TWO_TOPICS, members)).isEqualTo(fullest);
  }

  @ParameterizedTest
  @CsvSource({
    "range,RANGE",
    "roundrobin,ROUND_ROBIN",
    "sticky,STICKY",
    "cooperative-sticky,COOPERATIVE",
    "uniform,UNIFORM",
    "mine,RANGE"
  })
  void assignorsAreKnownByTheirNamesOnTheWire(String protocol, Assignor assignor) {
    assertThat(Assignor.of(protocol)).isEqualTo(assignor);
  }

  @Test
  void membersAreTheFewestWhoseFullestCanTakeItsLoad() {
    Loads loads = new Loads(List.of(new double[] {1, 1, 1, 1, 1, 1}), 6, 6);

    // 6 / 1.6 asks for four, of whom two would have 2.
    assertThat(loads.members(Assignor.UNIFORM, 1.6, OptionalInt.empty()))
        .isEqualTo(new Loads.Members(4, OptionalInt.of(6), 6, false));
    assertThat(loads.members(Assignor.UNIFORM, 2, OptionalInt.empty()))
        .isEqualTo(new Loads.Members(3, OptionalInt.of(6), 3, false));
  }

  @Test
  void aPartitionThatNoMemberCanTakeBindsAndAsManyAsAreUsefulAreBest() {
    Loads loads = new Loads(List.of(new double[] {5, 1, 1, 0}), 7, 3);

    assertThat(loads.members(Assignor.RANGE, 4, OptionalInt.empty()))
        .isEqualTo(new Loads.Members(2, OptionalInt.of(3), 3, true));
  }

  @Test
  void shareGroupsAreBoundByNoPartition() {
    Loads loads = new Loads(List.of(new double[] {9}), 9, 1);

    assertThat(loads.members(Assignor.SHARE, 1, OptionalInt.empty()))
        .isEqualTo(new Loads.Members(9, OptionalInt.empty(), 9, false));
    assertThat(loads.members(Assignor.SHARE, 1, OptionalInt.of(4)))
        .isEqualTo(new Loads.Members(9, OptionalInt.of(4), 4, true));
  }
}
