package io.streamgauge.jobs.lag;

import io.streamgauge.events.v1.GroupKind;
import io.streamgauge.events.v1.MemberChanged.Change;
import io.streamgauge.jobs.v1.GroupState;
import io.streamgauge.jobs.v1.MemberSeen;
import io.streamgauge.jobs.v1.MemberState;
import io.streamgauge.jobs.v1.RebalanceState;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rebalances of a group, from what its members show. One begins with the first word of it: a
 * member joins, leaves, or is told to join again. It is over when every live member has its
 * assignment of the newest generation (classic groups), or has reached the newest epoch (KIP-848
 * and its relatives). To be told facts in the order of their times, after {@link GroupLedger}.
 *
 * <p>Why there was one is read from the members before and after: some are gone without a word
 * (failed), some left, some joined; else it was for the subscription or the partitions.
 */
public final class Rebalances {
  public static final String MEMBER_FAILED = "member_failed";
  public static final String LEAVE = "leave";
  public static final String JOIN = "join";
  public static final String METADATA_CHANGE = "metadata_change";

  /** The members before were not known. */
  public static final String UNKNOWN = "unknown";

  /** A rebalance whose end was not seen is no longer believed in after this. */
  static final long GIVEN_UP_AFTER = 300_000_000_000L;

  /** Who left since the last rebalance, as far as it is remembered: for its reason only. */
  static final int LEFT_MEMBERS = 1_000;

  private final GroupState.Builder group;
  private final RebalanceState.Builder state;

  /** A rebalance that is over. */
  public record Rebalance(String reason, long beganNanos, long endedNanos) {
    public long durationNanos() {
      return Math.max(0, endedNanos - beganNanos);
    }
  }

  public Rebalances(GroupState.Builder group) {
    this.group = group;
    this.state = group.getRebalanceBuilder();
  }

  /** When the rebalance that is going on began, nanoseconds since the epoch; 0 if none is. */
  public long since() {
    return state.getSinceNanos();
  }

  /** Longest that members may take to join again, milliseconds; 0 if not known. */
  public int timeoutMillis() {
    return state.getTimeoutMillis();
  }

  /** Takes what a member showed; a rebalance if that ended one. */
  public Optional<Rebalance> member(MemberSeen seen, long time) {
    Change change = seen.getChange();
    state.setTimeoutMillis(Math.max(state.getTimeoutMillis(), seen.getRebalanceTimeoutMillis()));
    if (GroupLedger.tellsGeneration(change) && seen.getGeneration() > state.getGeneration()) {
      newGeneration(change, seen.getGeneration(), time);
    }
    switch (change) {
      case JOINING, REBALANCING -> begin(time);
      case LEFT -> {
        if (state.getLeftMembersCount() < LEFT_MEMBERS
            && !state.getLeftMembersList().contains(seen.getMemberId())) {
          state.addLeftMembers(seen.getMemberId());
        }
        if (!live(time).isEmpty()) {
          begin(time);
        }
      }
      case HEARTBEAT -> steady(seen, time);
      default -> {
        // Told by the generation, or by the members that are left.
      }
    }
    return settle(time);
  }

  /** Time moved on, or the whole group was described. */
  public Optional<Rebalance> look(long time) {
    if (state.getSinceNanos() > 0 && time - state.getSinceNanos() > GIVEN_UP_AFTER) {
      state.clearSinceNanos();
    }
    return settle(time);
  }

  private void newGeneration(Change change, int generation, long time) {
    boolean first = state.getGeneration() == 0;
    state.setGeneration(generation);
    if (change == Change.JOINED || !first) {
      begin(time);
    }
  }

  private void begin(long time) {
    long began = state.getSinceNanos() == 0 ? time : Math.min(state.getSinceNanos(), time);
    state.setSinceNanos(Math.max(began, state.getSettledNanos() + 1));
  }

  /** Members of classic groups may not simply live on while a rebalance is prepared. */
  private void steady(MemberSeen seen, long time) {
    if (group.getKind() == GroupKind.CLASSIC
        && state.getSinceNanos() > 0
        && time > state.getSinceNanos()
        && seen.getGeneration() == state.getSettledGeneration()
        && state.getGeneration() == state.getSettledGeneration()) {
      state.clearSinceNanos();
    }
  }

  private Optional<Rebalance> settle(long time) {
    Set<String> live = live(time);
    boolean open = state.getSinceNanos() > 0;
    if (live.isEmpty() && group.getMembershipSeen()) {
      settled(live, time);
      return Optional.empty();
    }
    if (!reached(live) || (open && state.getGeneration() <= state.getSettledGeneration())) {
      return Optional.empty();
    }
    if (!open) {
      if (state.getGeneration() > state.getSettledGeneration()) {
        settled(live, time);
      } else {
        // Members that were there before anybody watched show themselves by and by.
        state.addAllSettledMembers(without(live, state.getSettledMembersList()));
      }
      return Optional.empty();
    }
    Rebalance over = new Rebalance(reason(live), state.getSinceNanos(), time);
    settled(live, time);
    return Optional.of(over);
  }

  private Set<String> live(long time) {
    Set<String> live = new TreeSet<>();
    group
        .getMembersMap()
        .forEach(
            (id, member) -> {
              if (GroupLedger.lives(member, time)) {
                live.add(id);
              }
            });
    return live;
  }

  private boolean reached(Set<String> live) {
    boolean classic = group.getKind() == GroupKind.CLASSIC;
    for (String id : live) {
      MemberState member = group.getMembersOrThrow(id);
      int generation = classic ? member.getAssignedGeneration() : member.getGeneration();
      if (generation != state.getGeneration()) {
        return false;
      }
    }
    return !live.isEmpty();
  }

  private String reason(Set<String> live) {
    if (!state.getSettledKnown()) {
      return UNKNOWN;
    }
    Set<String> gone = without(state.getSettledMembersList(), live);
    if (!without(gone, state.getLeftMembersList()).isEmpty()) {
      return MEMBER_FAILED;
    }
    if (!gone.isEmpty()) {
      return LEAVE;
    }
    return without(live, state.getSettledMembersList()).isEmpty() ? METADATA_CHANGE : JOIN;
  }

  private static Set<String> without(Collection<String> all, Collection<String> some) {
    Set<String> rest = new HashSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  private void settled(Set<String> live, long time) {
    state
        .clearSinceNanos()
        .setSettledGeneration(state.getGeneration())
        .setSettledNanos(time)
        .setSettledKnown(true)
        .clearSettledMembers()
        .addAllSettledMembers(live)
        .clearLeftMembers();
  }
}
