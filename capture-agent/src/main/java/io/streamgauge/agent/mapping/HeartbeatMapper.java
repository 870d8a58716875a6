package io.streamgauge.agent.mapping;

import io.streamgauge.events.v1.GroupKind;
import io.streamgauge.events.v1.MemberChanged.Change;
import io.streamgauge.protocol.details.ConsumerGroupHeartbeatDetails;
import io.streamgauge.protocol.details.ShareGroupHeartbeatDetails;
import io.streamgauge.protocol.details.StreamsGroupHeartbeatDetails;
import io.streamgauge.protocol.details.TopicPartitions;
import io.streamgauge.protocol.exchange.Exchange;
import java.util.List;

/**
 * ConsumerGroupHeartbeat (KIP-848), ShareGroupHeartbeat (KIP-932), StreamsGroupHeartbeat
 * (KIP-1071): groups whose members join, live, are assigned and leave by one api. The tasks of
 * streams groups are not partitions and are left out.
 */
final class HeartbeatMapper implements FactMapper {
  private static final int JOINS = 0;
  private static final int LEAVES = -1;

  private final MemberFacts members;

  HeartbeatMapper(MemberFacts members) {
    this.members = members;
  }

  /** What the three apis have in common; null means unchanged. */
  private record Heartbeat(
      GroupKind kind,
      String group,
      String memberId,
      int memberEpoch,
      String instanceId,
      int rebalanceTimeoutMillis,
      List<String> subscription,
      String assignor,
      String assignedMemberId,
      int answeredEpoch,
      List<TopicPartitions> assignment) {}

  @Override
  public void map(Exchange exchange, MappingContext context) {
    if (exchange.details() instanceof ConsumerGroupHeartbeatDetails beat) {
      map(
          exchange,
          new Heartbeat(
              GroupKind.CONSUMER,
              beat.groupId(),
              beat.memberId(),
              beat.memberEpoch(),
              beat.instanceId(),
              beat.rebalanceTimeoutMillis(),
              beat.subscribedTopics(),
              beat.serverAssignor(),
              beat.assignedMemberId(),
              beat.answeredEpoch(),
              beat.assignment()),
          context);
    } else if (exchange.details() instanceof ShareGroupHeartbeatDetails beat) {
      map(
          exchange,
          new Heartbeat(
              GroupKind.SHARE,
              beat.groupId(),
              beat.memberId(),
              beat.memberEpoch(),
              null,
              0,
              beat.subscribedTopics(),
              null,
              beat.assignedMemberId(),
              beat.answeredEpoch(),
              beat.assignment()),
          context);
    } else if (exchange.details() instanceof StreamsGroupHeartbeatDetails beat) {
      map(
          exchange,
          new Heartbeat(
              GroupKind.STREAMS,
              beat.groupId(),
              beat.memberId(),
              beat.memberEpoch(),
              beat.instanceId(),
              beat.rebalanceTimeoutMillis(),
              null,
              null,
              beat.assignedMemberId(),
              beat.answeredEpoch(),
              null),
          context);
    }
  }

  private void map(Exchange exchange, Heartbeat beat, MappingContext context) {
    if (!context.admitsGroup(beat.group())) {
      return;
    }
    boolean named = beat.assignedMemberId() != null && !beat.assignedMemberId().isEmpty();
    MemberFacts.Member member =
        members
            .of(beat.kind(), beat.group(), named ? beat.assignedMemberId() : beat.memberId())
            .instance(beat.instanceId())
            .timeouts(0, beat.rebalanceTimeoutMillis())
            .generation(beat.answeredEpoch())
            .subscription(beat.subscription())
            .assignor(beat.assignor());
    if (exchange.errorCode() != KafkaErrors.NONE) {
      members.emitError(exchange.errorCode(), member.generation(beat.memberEpoch()), context);
    } else if (beat.memberEpoch() == LEAVES) {
      members.emit(Change.LEFT, member.generation(MemberFacts.NO_GENERATION), context);
    } else {
      mapLiving(beat, member, context);
    }
  }

  private void mapLiving(Heartbeat beat, MemberFacts.Member member, MappingContext context) {
    if (beat.memberEpoch() == JOINS) {
      members.emit(Change.JOINED, member, context);
    }
    if (beat.assignment() != null) {
      members.emit(
          Change.ASSIGNED, member.assignment(context.assigned(beat.assignment())), context);
    } else if (beat.memberEpoch() > JOINS) {
      members.emitHeartbeat(member, context);
    }
  }
}
