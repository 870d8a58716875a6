package io.streamgauge.jobs.lag;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.v1.MemberChanged.Change;
import io.streamgauge.jobs.v1.AssignedTopic;
import io.streamgauge.jobs.v1.GroupState;
import io.streamgauge.jobs.v1.LagPart;
import io.streamgauge.jobs.v1.MemberBusy;
import io.streamgauge.jobs.v1.MemberSeen;
import io.streamgauge.jobs.v1.MembersSeen;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupLedgerTest {
  private static final long SECOND = 1_000_000_000L;
  private final GroupState.Builder state = GroupState.newBuilder();
  private final GroupLedger ledger = new GroupLedger(state);

  private void member(String id, Change change, long second) {
    ledger.member(
        MemberSeen.newBuilder()
            .setMemberId(id)
            .setChange(change)
            .setSessionTimeoutMillis(10_000)
            .build(),
        second * SECOND);
  }

  @Test
  void membersComeLeaveAreFencedAndExpire() {
    member("a", Change.ASSIGNED, 1);
    member("b", Change.HEARTBEAT, 1);
    member("c", Change.JOINING, 1);
    assertThat(ledger.liveMembers(2 * SECOND)).isEqualTo(3);

    member("a", Change.LEFT, 2);
    member("b", Change.FENCED, 2);
    assertThat(ledger.liveMembers(3 * SECOND)).isEqualTo(1);
    assertThat(ledger.liveMembers(16 * SECOND)).isEqualTo(1);
    assertThat(ledger.liveMembers(17 * SECOND)).isEqualTo(0);
  }

  @Test
  void aLateHeartbeatDoesNotBringBackWhoLeft() {
    member("a", Change.LEFT, 5);

    member("a", Change.HEARTBEAT, 4);

    assertThat(ledger.liveMembers(5 * SECOND)).isEqualTo(0);
  }

  @Test
  void aDescriptionOfTheWholeGroupEndsThoseItDoesNotName() {
    member("a", Change.ASSIGNED, 1);
    member("b", Change.ASSIGNED, 1);
    member("later", Change.ASSIGNED, 3);

    ledger.members(MembersSeen.newBuilder().addAllMemberIds(List.of("b", "c")).build(), 2 * SECOND);

    assertThat(state.getMembersMap().keySet()).containsExactlyInAnyOrder("b", "c", "later");
  }

  private void member(String id, String host) {
    ledger.member(
        MemberSeen.newBuilder()
            .setMemberId(id)
            .setHost(host)
            .setChange(Change.HEARTBEAT)
            .setSessionTimeoutMillis(10_000)
            .build(),
        SECOND);
  }

  @Test
  void severalMembersBehindTheOnlyAddressDoNotSayHowManyMakeAReplica() {
    member("a", "10.0.0.1");
    assertThat(ledger.membersPerHost(2 * SECOND)).hasValue(1);

    member("b", "10.0.0.1");
    assertThat(ledger.membersPerHost(2 * SECOND)).isEmpty();

    member("c", "10.0.0.2");
    member("d", "10.0.0.2");
    assertThat(ledger.membersPerHost(2 * SECOND)).hasValue(2);
  }

  @Test
  void offsetsUpToTheDeletionOfTheGroupAreNotCurrent() {
    ledger.deleted(10 * SECOND);

    assertThat(ledger.current(part(9))).isFalse();
    assertThat(ledger.current(part(11))).isTrue();
    assertThat(state.getMembershipSeen()).isFalse();
  }

  private static LagPart part(long second) {
    return LagPart.newBuilder().setCommitted(1).setObservedNanos(second * SECOND).build();
  }

  private void assigned(String id, int generation, long second) {
    ledger.member(
        MemberSeen.newBuilder()
            .setMemberId(id)
            .setChange(Change.ASSIGNED)
            .setGeneration(generation)
            .setSessionTimeoutMillis(60_000)
            .addAssignment(AssignedTopic.newBuilder().setTopic("t").addPartitions(0))
            .build(),
        second * SECOND);
  }

  @Test
  void ofTwoThatSayTheyHaveAPartitionTheNewerAssignmentStands() {
    assigned("z", 1, 9);
    assigned("a", 2, 5);
    assertThat(ledger.assignment(10 * SECOND)).containsEntry("t\u00000", "a");

    assigned("z", 2, 10);
    assertThat(ledger.assignment(11 * SECOND)).containsEntry("t\u00000", "z");
  }

  @Test
  void aBusyShareIsForgottenWhenNoNewerOneComes() {
    assigned("a", 1, 1);
    ledger.busy(MemberBusy.newBuilder().setMemberId("a").setShare(0.4).build(), 10 * SECOND);
    ledger.busy(MemberBusy.newBuilder().setMemberId("a").setShare(0.9).build(), 9 * SECOND);
    ledger.busy(MemberBusy.newBuilder().setMemberId("b").setShare(0.9).build(), 10 * SECOND);

    assertThat(ledger.busyShare("a", 40 * SECOND)).isEqualTo(0.4);
    assertThat(ledger.busyShare("a", 41 * SECOND)).isNaN();
    assertThat(ledger.busyShare("b", 11 * SECOND)).isNaN();
  }
}
