package io.streamgauge.jobs.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamgauge.jobs.v1.ScalingState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class GroupAdvisorTest {
  private static final long LOOK = 10_000;

  private ScalingState.Builder state = ScalingState.newBuilder();
  private ScalingPolicy policy = ScalingPolicy.DEFAULTS;

  private long now = 1_000_000_000L;
  private double arrivals = 1_000;
  private double consumption = 1_000;
  private double logEnd = 1_000_000;
  private double committed = 1_000_000;
  private int partitions = 12;

  private OptionalInt members = OptionalInt.of(6);
  private OptionalDouble membersPerReplica = OptionalDouble.of(1);
  private double busyShare = 0.5;
  private double coverage = 1;
  private boolean rebalancing;
  private GroupView.Trouble trouble = GroupView.Trouble.NONE;
  private OptionalDouble lagSeconds = OptionalDouble.of(0);

  /** Ten seconds of everybody's work, then a look; state goes through its bytes each time. */
  private Advice look() {
    now += LOOK;
    logEnd += arrivals * LOOK / 1e3;
    committed = Math.min(logEnd, committed + consumption * LOOK / 1e3);
    List<PartitionView> views = new ArrayList<>();
    int count = members.orElse(0);
    for (int p = 0; p < partitions; p++) {
      long end = (long) (logEnd / partitions);
      long at = (long) (committed / partitions);
      views.add(new PartitionView("orders", p, end, at, end - at, count == 0 ? -1 : p % count));
    }
    GroupView view =
        new GroupView(
            now,
            members,
            Assignor.RANGE,
            membersPerReplica,
            trouble,
            coverage,
            lagSeconds,
            rebalancing,
            20,
            views,
            Collections.nCopies(count, busyShare));
    Advice advice = new GroupAdvisor(state, policy).look(view);
    state = ScalingState.newBuilder(state.build());
    return advice;
  }

  private Advice looks(int count) {
    Advice advice = null;
    for (int i = 0; i < count; i++) {
      advice = look();
    }
    return advice;
  }

  @Test
  void theFormulaeAreThoseOfTheDocument() {
    busyShare = 0.9;

    Advice advice = looks(12);

    // μ = 1000 / (6 · 0.9), load = 1000 / 0.7 + 1000 · 20 / 300
    assertThat(advice.serviceRate().orElseThrow()).isEqualTo(185.2, withinOne());
    assertThat(advice.utilization().orElseThrow()).isEqualTo(0.9, within(0.01));
    assertThat(advice.demandMembers()).hasValue(9);
    assertThat(advice.maxUsefulMembers()).hasValue(12);
    // Nine members would leave two partitions with three of them: 1.35 of what a member can do.
    assertThat(advice.recommendedReplicas()).hasValue(12);
    assertThat(advice.holds()).isEmpty();
  }

  private static Offset<Double> withinOne() {
    return within(1.0);
  }

  @Test
  void withoutABacklogOrABusyShareTheServiceRateIsUnknown() {
    busyShare = Double.NaN;

    assertThat(looks(12).holds()).containsExactly(Hold.NO_SERVICE_RATE);
    assertThat(look().recommendedReplicas()).hasValue(6);
    assertThat(look().demandMembers()).isEmpty();
  }

  @Test
  void aBacklogTellsTheServiceRateByItself() {
    busyShare = Double.NaN;
    looks(3);
    committed -= 100_000;

    Advice advice = looks(2);

    assertThat(advice.serviceRate().orElseThrow()).isEqualTo(1_000 / 6.0, withinOne());
    assertThat(advice.holds()).doesNotContain(Hold.NO_SERVICE_RATE);
  }

  @Test
  void steadyIsHeldAtWhatRunsUntilUtilisationOrLagLeaveTheirBounds() {
    busyShare = 0.7;
    assertThat(looks(12).holds()).containsExactly(Hold.STEADY);
    assertThat(look().recommendedReplicas()).hasValue(6);

    lagSeconds = OptionalDouble.of(61);
    assertThat(look().holds()).doesNotContain(Hold.STEADY);
    lagSeconds = OptionalDouble.of(59);
    assertThat(look().holds()).contains(Hold.STEADY);
    busyShare = 0.9;
    assertThat(looks(6).holds()).doesNotContain(Hold.STEADY);
    busyShare = 0.4;
    assertThat(looks(6).holds()).doesNotContain(Hold.STEADY);
  }

  @Test
  void aFullestMemberAboveTheBoundsIsNotSteadyWhateverTheAverage() {
    busyShare = 0.7;
    partitions = 8;

    // Of six members two have two of eight partitions: 1.05 of what they can do.
    assertThat(looks(12).holds()).doesNotContain(Hold.STEADY);
  }

  @Test
  void whatIsBlindHoldsTheLastAdviceAndNeverLessThanWhatRuns() {
    busyShare = 0.9;
    assertThat(looks(12).recommendedReplicas()).hasValue(12);

    coverage = 0.94;
    assertThat(look().holds()).containsExactly(Hold.COVERAGE);
    assertThat(look().recommendedReplicas()).hasValue(12);
    coverage = 0.95;
    assertThat(look().holds()).isEmpty();

    trouble = GroupView.Trouble.STALL;
    assertThat(look().holds()).containsExactly(Hold.STALLED);
    trouble = GroupView.Trouble.STOP;
    assertThat(look().holds()).containsExactly(Hold.STOPPED);
    trouble = GroupView.Trouble.NONE;

    rebalancing = true;
    assertThat(look().holds()).containsExactly(Hold.REBALANCING);
    rebalancing = false;
    members = OptionalInt.of(14);
    membersPerReplica = OptionalDouble.empty();
    assertThat(look().holds()).contains(Hold.UNKNOWN_CONCURRENCY);
    assertThat(look().recommendedReplicas()).hasValue(12);
    membersPerReplica = OptionalDouble.of(1);
    coverage = 0;
    assertThat(look().recommendedReplicas()).hasValue(14);
  }

  @Test
  void nothingIsAdvisedWhileNothingWasEverKnown() {
    members = OptionalInt.empty();

    Advice advice = looks(12);

    assertThat(advice.recommendedReplicas()).isEmpty();
    assertThat(advice.holds()).contains(Hold.UNKNOWN_MEMBERS);
  }

  @Test
  void withoutMembersAtLeastOneIsAdvisedIfRecordsWait() {
    members = OptionalInt.of(0);
    consumption = 0;

    Advice advice = looks(2);

    assertThat(advice.holds()).contains(Hold.NO_MEMBERS);
    assertThat(advice.recommendedReplicas()).hasValue(1);
  }

  @Test
  void aGroupWithoutMembersRunsNoReplicasHoweverManyMembersOneHas() {
    busyShare = 0.7;
    looks(12);
    members = OptionalInt.of(0);
    membersPerReplica = OptionalDouble.empty();

    Advice waiting = looks(2);
    assertThat(waiting.replicas()).hasValue(0);
    assertThat(waiting.holds()).doesNotContain(Hold.UNKNOWN_CONCURRENCY);
    assertThat(waiting.recommendedReplicas()).hasValue(6);

    arrivals = 0;
    committed = logEnd;
    Advice idle = looks(2);
    assertThat(idle.replicas()).hasValue(0);
    assertThat(idle.recommendedReplicas()).hasValue(6);
  }

  @Test
  void whenAllMembersDieWhatRanStaysAdvised() {
    busyShare = 0.7;
    looks(12);
    members = OptionalInt.of(0);
    consumption = 0;

    assertThat(looks(20).recommendedReplicas()).hasValue(6);
  }

  @Test
  void aGroupShrinksAfterTenMinutesByAtMostTwoFifthsAStep() {
    busyShare = 0.7;
    looks(70);
    arrivals = 100;
    consumption = 100;
    busyShare = 0.07;

    List<Integer> advised = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int replicas = look().recommendedReplicas().orElseThrow();
      if (advised.isEmpty() || advised.get(advised.size() - 1) != replicas) {
        advised.add(replicas);
      }
      members = OptionalInt.of(replicas);
      busyShare = Math.min(1, 100.0 / (replicas * 238.0));
    }

    assertThat(advised).containsExactly(6, 4, 3, 2, 1);
  }

  @Test
  void aGroupWithABacklogIsNotMadeSmaller() {
    busyShare = 0.7;
    looks(70);
    arrivals = 100;
    consumption = 100;
    busyShare = 0.07;
    while (look().recommendedReplicas().orElseThrow() == 6) {
      // Ten minutes have to pass.
    }
    busyShare = 1;
    consumption = 1_428;
    committed -= 50_000;

    assertThat(looks(2).recommendedReplicas()).hasValue(6);
    assertThat(looks(2).recommendedReplicas()).hasValue(4);
  }

  @Test
  void membersWhoAreStillLeavingAreNotCalledBack() {
    busyShare = 0.7;
    looks(70);
    arrivals = 100;
    consumption = 100;
    busyShare = 0.07;
    Advice advice = looks(1);
    while (advice.recommendedReplicas().orElseThrow() == 6) {
      advice = look();
    }
    assertThat(advice.recommendedReplicas()).hasValue(4);

    members = OptionalInt.of(5);
    rebalancing = true;

    assertThat(look().recommendedReplicas()).hasValue(4);
  }

  @Test
  void aStepThatGaveNothingHoldsUntilMembersBecomeFasterAgain() {
    partitions = 24;
    busyShare = 0.9;
    looks(12);
    members = OptionalInt.of(8);
    busyShare = 0.675;
    Advice advice = looks(8);
    assertThat(advice.holds()).doesNotContain(Hold.NO_GAIN);

    // All twelve do hardly more than eight did.
    members = OptionalInt.of(12);
    busyShare = 1;
    consumption = 1_050;
    arrivals = 1_100;
    advice = looks(12);
    assertThat(advice.holds()).contains(Hold.NO_GAIN);
    assertThat(advice.recommendedReplicas()).hasValue(12);

    busyShare = 0.6;
    consumption = 1_100;
    assertThat(looks(12).holds()).doesNotContain(Hold.NO_GAIN);
  }

  @Test
  void replicasWithSeveralMembersAreCountedByTheirMedianOrAsConfigured() {
    busyShare = 0.9;
    membersPerReplica = OptionalDouble.of(3);
    assertThat(looks(12).recommendedReplicas()).hasValue(4);

    policy = new ScalingPolicy(60, 0, 2);
    assertThat(look().recommendedReplicas()).hasValue(6);
  }

  @Test
  void theConfiguredMaximumBindsAndSaysSo() {
    busyShare = 0.9;
    policy = new ScalingPolicy(60, 8, 0);

    Advice advice = looks(12);

    assertThat(advice.maxUsefulMembers()).hasValue(8);
    assertThat(advice.demandMembers()).hasValue(9);
    assertThat(advice.recommendedReplicas()).hasValue(8);
    assertThat(advice.holds()).containsExactly(Hold.PARTITION_BOUND);
  }

  @Test
  void theStateStaysSmall() {
    looks(5_000);

    assertThat(state.getWindowsCount()).isLessThanOrEqualTo(60);
    assertThat(state.getMarksCount()).isEqualTo(partitions);
    assertThat(state.build().getSerializedSize()).isLessThan(6_000);
  }

  @Test
  void aTopicMadeAnewIsNotAFlood() {
    looks(12);
    logEnd = 0;
    committed = 0;

    Advice advice = look();

    assertThat(advice.utilization().orElseThrow()).isLessThan(1);
  }
}
