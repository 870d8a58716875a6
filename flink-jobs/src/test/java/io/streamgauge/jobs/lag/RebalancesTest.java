package io.streamgauge.jobs.lag;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.v1.GroupKind;
import io.streamgauge.events.v1.MemberChanged.Change;
import io.streamgauge.jobs.lag.Rebalances.Rebalance;
import io.streamgauge.jobs.v1.GroupState;
import io.streamgauge.jobs.v1.MemberSeen;
import io.streamgauge.jobs.v1.MembersSeen;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rebalances as members show them; times are seconds. */
class RebalancesTest {
  private static final long SECOND = 1_000_000_000L;

  private final GroupState.Builder state = GroupState.newBuilder();
  private final List<Rebalance> over = new ArrayList<>();
  private GroupKind kind = GroupKind.CLASSIC;

  private void tell(long second, String member, Change change, int generation) {
    MemberSeen seen =
        MemberSeen.newBuilder()
            .setMemberId(member)
            .setChange(change)
            .setGeneration(generation)
            .setKind(kind)
            .setSessionTimeoutMillis(30_000)
            .build();
    new GroupLedger(state).member(seen, second * SECOND);
    new Rebalances(state).member(seen, second * SECOND).ifPresent(over::add);
  }

  private void describe(long second, int generation, String... members) {
    MembersSeen seen =
        MembersSeen.newBuilder()
            .setGeneration(generation)
            .addAllMemberIds(List.of(members))
            .build();
    new GroupLedger(state).members(seen, second * SECOND);
    new Rebalances(state).look(second * SECOND).ifPresent(over::add);
  }

  private void stable(long second, int generation, String... members) {
    for (String member : members) {
      tell(second, member, Change.JOINED, generation);
    }
    for (String member : members) {
      tell(second, member, Change.ASSIGNED, generation);
    }
    over.clear();
  }

  @Test
  void aMemberThatLeavesMakesOneFromItsWordToTheLastAssignment() {
    stable(1, 1, "a", "b");
    tell(10, "b", Change.LEFT, -1);
    assertThat(new Rebalances(state).since()).isEqualTo(10 * SECOND);

    tell(12, "a", Change.REBALANCING, 1);
    tell(13, "a", Change.JOINED, 2);
    tell(14, "a", Change.ASSIGNED, 2);

    assertThat(over).containsExactly(new Rebalance(Rebalances.LEAVE, 10 * SECOND, 14 * SECOND));
    assertThat(new Rebalances(state).since()).isZero();
  }

  @Test
  void aMemberThatIsGoneWithoutAWordHasFailed() {
    stable(1, 1, "a", "b");
    tell(30, "a", Change.REBALANCING, 1);
    describe(31, 2, "a");
    tell(31, "a", Change.JOINED, 2);
    tell(32, "a", Change.ASSIGNED, 2);

    assertThat(over).extracting(Rebalance::reason).containsExactly(Rebalances.MEMBER_FAILED);
  }

  @Test
  void theSameMembersRebalanceForTheirMetadata() {
    stable(1, 1, "a");
    tell(5, "a", Change.JOINING, 1);
    tell(6, "a", Change.JOINED, 2);
    tell(6, "a", Change.ASSIGNED, 2);

    assertThat(over).extracting(Rebalance::reason).containsExactly(Rebalances.METADATA_CHANGE);
  }

  @Test
  void ofAGroupThatWasThereBeforeTheReasonIsUnknown() {
    tell(1, "a", Change.HEARTBEAT, 7);
    tell(2, "a", Change.REBALANCING, 7);
    tell(3, "a", Change.JOINED, 8);
    tell(4, "a", Change.ASSIGNED, 8);

    assertThat(over).extracting(Rebalance::reason).containsExactly(Rebalances.UNKNOWN);
  }

  @Test
  void theLastMemberThatLeavesMakesNone() {
    stable(1, 1, "a");
    tell(5, "a", Change.LEFT, -1);

    assertThat(over).isEmpty();
    assertThat(new Rebalances(state).since()).isZero();
  }

  @Test
  void aMemberOfANewGroupProtocolJoinsUntilAllHaveReachedItsEpoch() {
    kind = GroupKind.CONSUMER;
    tell(1, "a", Change.JOINED, 1);
    tell(1, "a", Change.ASSIGNED, 1);
    over.clear();

    tell(10, "b", Change.JOINED, 2);
    assertThat(over).isEmpty();
    tell(12, "a", Change.ASSIGNED, 2);

    assertThat(over).containsExactly(new Rebalance(Rebalances.JOIN, 10 * SECOND, 12 * SECOND));
  }

  @Test
  void anEndThatNobodySawIsGivenUp() {
    stable(1, 1, "a", "b");
    tell(10, "a", Change.REBALANCING, 1);

    for (int second = 20; second < 320; second += 20) {
      tell(second, "b", Change.REBALANCING, 1);
    }
    new Rebalances(state).look(311 * SECOND);

    assertThat(new Rebalances(state).since()).isZero();
    assertThat(over).isEmpty();
  }

  @Test
  void aClassicMemberThatLivesOnInItsGenerationIsNotRebalancing() {
    stable(1, 1, "a", "b");
    tell(10, "c", Change.JOINING, -1);
    tell(11, "c", Change.LEFT, -1);
    tell(25, "a", Change.HEARTBEAT, 1);

    assertThat(new Rebalances(state).since()).isZero();
  }

  @Test
  void whoLeftDuringOneLongRebalanceIsRememberedUpToALimit() {
    stable(1, 1, "a", "b");
    for (int i = 0; i < 3 * Rebalances.LEFT_MEMBERS; i++) {
      tell(2, "gone-" + i, Change.LEFT, -1);
    }

    assertThat(state.getRebalance().getLeftMembersCount()).isEqualTo(Rebalances.LEFT_MEMBERS);
  }
}
