package io.streamgauge.agent.mapping;

import io.streamgauge.events.BatchTables;
import io.streamgauge.events.EventWriter;
import io.streamgauge.events.v1.GroupKind;
import io.streamgauge.events.v1.MemberChanged;
import io.streamgauge.events.v1.MemberChanged.Change;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes {@link MemberChanged} facts, and thins heartbeats to one per third of the member's session
 * timeout.
 */
final class MemberFacts {
  /** The generation of a member that left; the request does not tell it. */
  static final int NO_GENERATION = -1;

  /** What brokers grant by default, {@code group.consumer.session.timeout.ms} and clients ask. */
  private static final int DEFAULT_SESSION_MILLIS = 45_000;

  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final int MAX_MEMBERS = 50_000;

  private final RepeatFilter heartbeats =
      new RepeatFilter(MAX_MEMBERS, DEFAULT_SESSION_MILLIS / 3 * NANOS_PER_MILLI);
  private final Map<Subject, Integer> sessionTimeouts = bounded();

  private long dropped;

  private record Subject(String group, String member) {}

  private Map<Subject, Integer> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<Subject, Integer> eldest) {
        boolean full = size() > MAX_MEMBERS;
        dropped += full ? 1 : 0;
        return full;
      }
    };
  }

  /** Members and heartbeats that were forgotten because there were too many. */
  long dropped() {
    return dropped + heartbeats.dropped();
  }

  /** What a fact says of a member; filled step by step, then emitted. */
  static final class Member {
    private final GroupKind kind;
    private final String group;
    private final String memberId;
    private String instanceId;
    private int generation = NO_GENERATION;
    private int sessionTimeoutMillis;
    private int rebalanceTimeoutMillis;
    private String assignor;
    private List<String> subscription = List.of();
    private List<MappingContext.Assigned> assignment = List.of();

    private Member(GroupKind kind, String group, String memberId) {
      this.kind = kind;
      this.group = group;
      this.memberId = memberId == null ? "" : memberId;
    }

    Member instance(String id) {
      instanceId = id;
      return this;
    }

    Member generation(int number) {
      generation = number;
      return this;
    }

    Member timeouts(int sessionMillis, int rebalanceMillis) {
      sessionTimeoutMillis = Math.max(0, sessionMillis);
      rebalanceTimeoutMillis = Math.max(0, rebalanceMillis);
      return this;
    }

    Member assignor(String name) {
      assignor = name;
      return this;
    }

    Member subscription(List<String> topics) {
      subscription = topics == null ? List.of() : topics;
      return this;
    }

    Member assignment(List<MappingContext.Assigned> partitions) {
      assignment = partitions;
      return this;
    }

    private void write(
        Change change, MappingContext context, BatchTables tables, MemberChanged.Builder fact) {
      fact.setGroup(tables.string(group))
          .setMemberId(tables.string(memberId))
          .setInstanceId(tables.string(instanceId))
          .setClient(tables.client(context.client()))
          .setKind(kind)
          .setChange(change)
          .setGeneration(generation)
          .setSessionTimeoutMillis(sessionTimeoutMillis)
          .setRebalanceTimeoutMillis(rebalanceTimeoutMillis)
          .setAssignor(tables.string(assignor));
      if (change == Change.ASSIGNED) {
        assignment.forEach(topic -> fact.addAssignment(topic.toProto(tables)));
      }
      subscription.forEach(topic -> fact.addSubscription(tables.string(topic)));
    }
  }

  /** A member of a group that facts may name. */
  Member of(GroupKind kind, String group, String memberId) {
    return new Member(kind, group, memberId);
  }

  void emit(Change change, Member member, MappingContext context) {
    emitAt(context.timeNanos(), change, member, context);
  }

  void emitAt(long timeNanos, Change change, Member member, MappingContext context) {
    Subject subject = new Subject(member.group, member.memberId);
    if (member.sessionTimeoutMillis > 0) {
      sessionTimeouts.put(subject, member.sessionTimeoutMillis);
    } else if (change == Change.LEFT) {
      sessionTimeouts.remove(subject);
    }
    EventWriter body =
        (tables, event) -> member.write(change, context, tables, event.getMemberChangedBuilder());
    context.emit(timeNanos, body);
  }

  /** The member lives; told once per third of its session timeout. */
  void emitHeartbeat(Member member, MappingContext context) {
    Subject subject = new Subject(member.group, member.memberId);
    long interval =
        sessionTimeouts.getOrDefault(subject, DEFAULT_SESSION_MILLIS) * NANOS_PER_MILLI / 3;
    if (heartbeats.passes(subject, member.generation, context.timeNanos(), interval)) {
      emit(Change.HEARTBEAT, member, context);
    }
  }

  /** What an error says of the member; most say nothing. */
  void emitError(int errorCode, Member member, MappingContext context) {
    if (KafkaErrors.fences(errorCode)) {
      emit(Change.FENCED, member, context);
    } else if (errorCode == KafkaErrors.REBALANCE_IN_PROGRESS) {
      emit(Change.REBALANCING, member, context);
    }
  }
}
