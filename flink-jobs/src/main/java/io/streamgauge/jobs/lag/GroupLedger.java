package io.streamgauge.jobs.lag;

import io.streamgauge.events.v1.MemberChanged.Change;
import io.streamgauge.jobs.v1.GroupState;
import io.streamgauge.jobs.v1.LagPart;
import io.streamgauge.jobs.v1.MemberSeen;
import io.streamgauge.jobs.v1.MemberState;
import io.streamgauge.jobs.v1.MembersSeen;
import java.util.Map;

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
    state.setMembershipSeen(true);
    if (stale || outdated || full) {
      return;
    }
    MemberState.Builder next = known == null ? MemberState.newBuilder() : known.toBuilder();
    next.setLastSeenNanos(time).setGone(leaves);
    if (seen.getSessionTimeoutMillis() > 0) {
      next.setSessionTimeoutMillis(seen.getSessionTimeoutMillis());
    }
    state.putMembers(seen.getMemberId(), next.build());
  }

  /** The whole group at once. */
  public void members(MembersSeen seen, long time) {
    if (time <= state.getDeletedNanos() || time < state.getMembersDescribedNanos()) {
      return;
    }
    state.setMembershipSeen(true).setMembersDescribedNanos(time);
    for (Map.Entry<String, MemberState> entry : Map.copyOf(state.getMembersMap()).entrySet()) {
      if (entry.getValue().getLastSeenNanos() <= time
          && !seen.getMemberIdsList().contains(entry.getKey())) {
        state.removeMembers(entry.getKey());
      }
    }
    for (String member : seen.getMemberIdsList()) {
      member(MemberSeen.newBuilder().setMemberId(member).setChange(Change.HEARTBEAT).build(), time);
    }
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
