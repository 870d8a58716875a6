package io.streamgauge.jobs.lag;

import io.streamgauge.events.v1.GroupKind;
import io.streamgauge.events.v1.MemberChanged.Change;
import io.streamgauge.jobs.v1.AssignedTopic;
import io.streamgauge.jobs.v1.GroupState;
import io.streamgauge.jobs.v1.LagPart;
import io.streamgauge.jobs.v1.MemberBusy;
import io.streamgauge.jobs.v1.MemberSeen;
import io.streamgauge.jobs.v1.MemberState;
import io.streamgauge.jobs.v1.MembersSeen;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The books of one group: who belongs to it, and whether it still exists.
 *
 * <p>A member leaves by saying so, by being fenced, by not being in a later description of the
 * whole group, or by silence for one and a half session timeouts. The membership is unknown
 * (absent, not zero) until something of it was seen.
 */
public final class GroupLedger {
  /** For members whose session timeout is not on the wire (KIP-848: a broker's setting). */
  static final int DEFAULT_SESSION_MILLIS = 45_000;

  static final int MEMBER_LIMIT = 10_000;

  /** Busy shares come every ten seconds; older ones are of another time. */
  private static final long BUSY_NANOS = 30_000_000_000L;

  private final GroupState.Builder state;

  public GroupLedger(GroupState.Builder state) {
    this.state = state;
  }

  public void member(MemberSeen seen, long time) {
    if (time <= state.getDeletedNanos() || seen.getMemberId().isEmpty()) {
      return;
    }
    MemberState known = state.getMembersMap().get(seen.getMemberId());
    boolean leaves = seen.getChange() == Change.LEFT || seen.getChange() == Change.FENCED;
    boolean stale = known != null && time < known.getLastSeenNanos();
    boolean outdated = known == null && !leaves && time < state.getMembersDescribedNanos();
    boolean full = known == null && state.getMembersCount() >= MEMBER_LIMIT;
    state.setMembershipSeen(true).setJoined(true);
    if (seen.getKind() != GroupKind.GROUP_KIND_UNSPECIFIED) {
      state.setKind(seen.getKind());
    }
    if (stale || outdated || full) {
      return;
    }
    MemberState.Builder next = known == null ? MemberState.newBuilder() : known.toBuilder();
    next.setLastSeenNanos(time).setGone(leaves);
    if (!seen.getHost().isEmpty()) {
      next.setHost(seen.getHost());
    }
    if (!seen.getAssignor().isEmpty()) {
      state.setAssignor(seen.getAssignor());
    }
    if (seen.getSessionTimeoutMillis() > 0) {
      next.setSessionTimeoutMillis(seen.getSessionTimeoutMillis());
    }
    if (seen.getGeneration() > 0 && tellsGeneration(seen.getChange())) {
      next.setGeneration(seen.getGeneration());
    }
    if (seen.getChange() == Change.ASSIGNED) {
      next.setAssignedGeneration(seen.getGeneration())
          .clearAssignment()
          .addAllAssignment(seen.getAssignmentList());
    }
    state.putMembers(seen.getMemberId(), next.build());
  }

  /** How much of the time a member worked; who is not known as one is left out. */
  public void busy(MemberBusy busy, long time) {
    MemberState known = state.getMembersMap().get(busy.getMemberId());
    if (known != null && time > known.getBusyNanos()) {
      state.putMembers(
          busy.getMemberId(),
          known.toBuilder().setBusyShare(busy.getShare()).setBusyNanos(time).build());
    }
  }

  /** Share of the time that a member worked lately, 0 to 1; NaN if it is not known. */
  public double busyShare(String member, long nowNanos) {
    MemberState known = state.getMembersMap().get(member);
    return known != null && known.getBusyNanos() >= nowNanos - BUSY_NANOS
        ? known.getBusyShare()
        : Double.NaN;
  }

  /** A refused member tells the generation it believes in, one that leaves tells none. */
  static boolean tellsGeneration(Change change) {
    return change == Change.JOINED || change == Change.ASSIGNED || change == Change.HEARTBEAT;
  }

  /** The whole group at once. */
  public void members(MembersSeen seen, long time) {
    if (time <= state.getDeletedNanos() || time < state.getMembersDescribedNanos()) {
      return;
    }
    state.setMembershipSeen(true).setMembersDescribedNanos(time);
    if (seen.getKind() != GroupKind.GROUP_KIND_UNSPECIFIED) {
      state.setKind(seen.getKind());
    }
    for (Map.Entry<String, MemberState> entry : Map.copyOf(state.getMembersMap()).entrySet()) {
      if (entry.getValue().getLastSeenNanos() <= time
          && !seen.getMemberIdsList().contains(entry.getKey())) {
        state.removeMembers(entry.getKey());
      }
    }
    for (String member : seen.getMemberIdsList()) {
      member(MemberSeen.newBuilder().setMemberId(member).setChange(Change.HEARTBEAT).build(), time);
      if (seen.containsAssignments(member) && state.containsMembers(member)) {
        state.putMembers(
            member,
            state.getMembersOrThrow(member).toBuilder()
                .setAssignedGeneration(seen.getGeneration())
                .clearAssignment()
                .addAllAssignment(seen.getAssignmentsOrThrow(member).getTopicsList())
                .build());
      }
    }
  }

  /**
   * Live members by the partitions they have, {@code topic NUL partition}. Where two say that they
   * have one, the newer assignment stands, then the member seen last, then the larger id: not
   * whoever comes last out of a map.
   */
  public Map<String, String> assignment(long nowNanos) {
    List<Map.Entry<String, MemberState>> members = new ArrayList<>();
    for (Map.Entry<String, MemberState> entry : state.getMembersMap().entrySet()) {
      if (lives(entry.getValue(), nowNanos)) {
        members.add(entry);
      }
    }
    members.sort(
        Comparator.comparingInt(
                (Map.Entry<String, MemberState> each) -> each.getValue().getAssignedGeneration())
            .thenComparingLong(each -> each.getValue().getLastSeenNanos())
            .thenComparing(Map.Entry::getKey));
    Map<String, String> owners = new HashMap<>();
    for (Map.Entry<String, MemberState> member : members) {
      for (AssignedTopic topic : member.getValue().getAssignmentList()) {
        for (int each : topic.getPartitionsList()) {
          owners.put(topic.getTopic() + '\u0000' + each, member.getKey());
        }
      }
    }
    return owners;
  }

  /** Whether it was seen what each live member has. */
  public boolean assignmentSeen(long nowNanos) {
    return state.getMembershipSeen()
        && state.getMembersMap().values().stream()
            .allMatch(member -> !lives(member, nowNanos) || member.hasAssignedGeneration());
  }

  static boolean lives(MemberState member, long nowNanos) {
    return !member.getGone() && expiry(member) >= nowNanos;
  }

  /** Counts the live members and forgets those whose session has ended. */
  public int liveMembers(long nowNanos) {
    int live = 0;
    for (Map.Entry<String, MemberState> entry : Map.copyOf(state.getMembersMap()).entrySet()) {
      if (expiry(entry.getValue()) < nowNanos) {
        state.removeMembers(entry.getKey());
      } else if (!entry.getValue().getGone()) {
        live++;
      }
    }
    return live;
  }

  /**
   * Median of live members per client address; empty without members, where the address of one is
   * not known, and where several share the only one: that may be one replica of many members or
   * many replicas behind an address translation.
   */
  public OptionalDouble membersPerHost(long nowNanos) {
    Map<String, Integer> counts = new TreeMap<>();
    for (MemberState member : state.getMembersMap().values()) {
      if (!member.getGone() && expiry(member) >= nowNanos) {
        if (member.getHost().isEmpty()) {
          return OptionalDouble.empty();
        }
        counts.merge(member.getHost(), 1, Integer::sum);
      }
    }
    int[] sorted = counts.values().stream().mapToInt(Integer::intValue).sorted().toArray();
    int middle = sorted.length / 2;
    if (sorted.length == 0 || (sorted.length == 1 && sorted[0] > 1)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0);
  }

  /** When the next session ends, nanoseconds since the epoch; {@code Long.MAX_VALUE} if none. */
  public long nextExpiry() {
    long next = Long.MAX_VALUE;
    for (MemberState member : state.getMembersMap().values()) {
      next = Math.min(next, expiry(member));
    }
    return next;
  }

  /** The group was deleted; its offsets up to then are gone. */
  public void deleted(long time) {
    state
        .setDeletedNanos(Math.max(state.getDeletedNanos(), time))
        .clearMembers()
        .clearRebalance()
        .setJoined(false)
        .setMembershipSeen(false);
  }

  /** Whether the offset outlives the last deletion of the group. */
  public boolean current(LagPart part) {
    return !part.getRemoved()
        && Math.max(part.getCommittedNanos(), part.getObservedNanos()) > state.getDeletedNanos();
  }

  private static long expiry(MemberState member) {
    long session =
        member.getSessionTimeoutMillis() > 0
            ? member.getSessionTimeoutMillis()
            : DEFAULT_SESSION_MILLIS;
    return member.getLastSeenNanos() + session * 1_500_000L;
  }
}
