package io.streamgauge.agent.mapping;

import io.streamgauge.events.v1.GroupKind;
import io.streamgauge.events.v1.MemberChanged.Change;
import io.streamgauge.protocol.details.HeartbeatDetails;
import io.streamgauge.protocol.details.JoinGroupDetails;
import io.streamgauge.protocol.details.LeaveGroupDetails;
import io.streamgauge.protocol.details.Subscription;
import io.streamgauge.protocol.details.SyncGroupDetails;
import io.streamgauge.protocol.exchange.Exchange;
import java.util.List;

/** JoinGroup, SyncGroup, Heartbeat, LeaveGroup: the members of classic groups. */
final class GroupMapper implements FactMapper {
  private final MemberFacts members;

  GroupMapper(MemberFacts members) {
    this.members = members;
  }

  @Override
  public void map(Exchange exchange, MappingContext context) {
    if (exchange.details() instanceof JoinGroupDetails join) {
      if (context.admitsGroup(join.groupId())) {
        mapJoin(exchange, join, context);
      }
    } else if (exchange.details() instanceof SyncGroupDetails sync) {
      if (context.admitsGroup(sync.groupId())) {
        mapSync(exchange, sync, context);
      }
    } else if (exchange.details() instanceof HeartbeatDetails heartbeat) {
      if (context.admitsGroup(heartbeat.groupId())) {
        mapHeartbeat(exchange, heartbeat, context);
      }
    } else if (exchange.details() instanceof LeaveGroupDetails leave
        && context.admitsGroup(leave.groupId())) {
      mapLeave(exchange, leave, context);
    }
  }

  private void mapJoin(Exchange exchange, JoinGroupDetails join, MappingContext context) {
    boolean named = join.assignedMemberId() != null && !join.assignedMemberId().isEmpty();
    MemberFacts.Member member =
        members
            .of(
                GroupKind.CLASSIC,
                join.groupId(),
                named ? join.assignedMemberId() : join.memberId())
            .instance(join.instanceId())
            .generation(join.generation())
            .timeouts(join.sessionTimeoutMillis(), join.rebalanceTimeoutMillis())
            .assignor(join.protocolName())
            .subscription(subscription(join));
    switch (exchange.errorCode()) {
      case KafkaErrors.NONE -> {
        // The answer comes when the rebalance is over; it began for this member with its request.
        if (exchange.requestLastNanos() != Exchange.NO_TIME) {
          members.emitAt(exchange.requestLastNanos(), Change.JOINING, member, context);
        }
        members.emit(Change.JOINED, member, context);
        if (!join.members().isEmpty()) {
          GroupDescriptions.emitJoined(join, context);
        }
      }
      case KafkaErrors.MEMBER_ID_REQUIRED -> members.emit(Change.JOINING, member, context);
      default -> members.emitError(exchange.errorCode(), member, context);
    }
  }

  private static List<String> subscription(JoinGroupDetails join) {
    for (JoinGroupDetails.Protocol protocol : join.protocols()) {
      Subscription subscription = protocol.subscription();
      if (subscription != null) {
        return subscription.topics();
      }
    }
    return List.of();
  }

  private void mapSync(Exchange exchange, SyncGroupDetails sync, MappingContext context) {
    MemberFacts.Member member =
        members
            .of(GroupKind.CLASSIC, sync.groupId(), sync.memberId())
            .instance(sync.instanceId())
            .generation(sync.generation())
            .assignor(sync.protocolName());
    if (exchange.errorCode() != KafkaErrors.NONE) {
      members.emitError(exchange.errorCode(), member, context);
    } else if (sync.assignment() != null) {
      members.emit(
          Change.ASSIGNED, member.assignment(context.assigned(sync.assignment())), context);
    }
  }

  private void mapHeartbeat(Exchange exchange, HeartbeatDetails heartbeat, MappingContext context) {
    MemberFacts.Member member =
        members
            .of(GroupKind.CLASSIC, heartbeat.groupId(), heartbeat.memberId())
            .instance(heartbeat.instanceId())
            .generation(heartbeat.generation());
    if (exchange.errorCode() == KafkaErrors.NONE) {
      members.emitHeartbeat(member, context);
    } else {
      members.emitError(exchange.errorCode(), member, context);
    }
  }

  private void mapLeave(Exchange exchange, LeaveGroupDetails leave, MappingContext context) {
    for (LeaveGroupDetails.Member left : leave.members()) {
      boolean accepted =
          left.errorCode() == KafkaErrors.NONE || left.errorCode() == Exchange.NO_ERROR_CODE;
      if (exchange.errorCode() == KafkaErrors.NONE && accepted) {
        members.emit(
            Change.LEFT,
            members
                .of(GroupKind.CLASSIC, leave.groupId(), left.memberId())
                .instance(left.instanceId())
                .generation(MemberFacts.NO_GENERATION),
            context);
      }
    }
  }
}
