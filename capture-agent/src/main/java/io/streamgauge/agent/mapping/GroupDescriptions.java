package io.streamgauge.agent.mapping;

import io.streamgauge.events.BatchTables;
import io.streamgauge.events.v1.GroupDescribed;
import io.streamgauge.events.v1.GroupKind;
import io.streamgauge.events.v1.Source;
import io.streamgauge.protocol.details.ConsumerGroupDescribeDetails;
import io.streamgauge.protocol.details.DescribeGroupsDetails;
import io.streamgauge.protocol.details.JoinGroupDetails;
import io.streamgauge.protocol.details.Subscription;
import io.streamgauge.protocol.exchange.Exchange;
import java.util.ArrayList;
import java.util.List;

/**
 * DescribeGroups, ConsumerGroupDescribe and the leader's JoinGroup answer: whole groups at once.
 * Unchanged descriptions, as monitoring tools ask for them, are repeated once a minute.
 */
final class GroupDescriptions implements FactMapper {
  private static final long REPEAT_NANOS = 60_000_000_000L;
  private static final int MAX_GROUPS = 20_000;

  private final RepeatFilter groups = new RepeatFilter(MAX_GROUPS, REPEAT_NANOS);

  private record Subject(String address, int port, String group) {}

  /** A member with its assignment resolved. */
  private record Member(
      String memberId,
      String instanceId,
      String clientId,
      String host,
      List<MappingContext.Assigned> assignment,
      List<String> subscription) {
    GroupDescribed.Member.Builder toProto(BatchTables tables) {
      GroupDescribed.Member.Builder message =
          GroupDescribed.Member.newBuilder()
              .setMemberId(tables.string(memberId))
              .setInstanceId(tables.string(instanceId))
              .setClientId(tables.string(clientId))
              .setHost(tables.string(host));
      assignment.forEach(topic -> message.addAssignment(topic.toProto(tables)));
      subscription.forEach(topic -> message.addSubscription(tables.string(topic)));
      return message;
    }
  }

  private record Group(
      GroupKind kind,
      String group,
      String state,
      int generation,
      String assignor,
      List<Member> members) {}

  @Override
  public void map(Exchange exchange, MappingContext context) {
    if (exchange.details() instanceof DescribeGroupsDetails described) {
      described.groups().forEach(group -> mapClassic(group, context));
    } else if (exchange.details() instanceof ConsumerGroupDescribeDetails described) {
      described.groups().forEach(group -> mapConsumer(group, context));
    }
  }

  @Override
  public long dropped() {
    return groups.dropped();
  }

  private void mapClassic(DescribeGroupsDetails.Group group, MappingContext context) {
    if (group.errorCode() != KafkaErrors.NONE || !isNews(group.groupId(), group, context)) {
      return;
    }
    List<Member> members = new ArrayList<>();
    for (DescribeGroupsDetails.Member member : group.members()) {
      members.add(
          new Member(
              member.memberId(),
              member.instanceId(),
              member.clientId(),
              member.clientHost(),
              member.assignment() == null ? List.of() : context.assigned(member.assignment()),
              topics(member.subscription())));
    }
    emit(
        new Group(
            GroupKind.CLASSIC,
            group.groupId(),
            group.state(),
            MemberFacts.NO_GENERATION,
            group.protocol(),
            members),
        context);
  }

  private void mapConsumer(ConsumerGroupDescribeDetails.Group group, MappingContext context) {
    if (group.errorCode() != KafkaErrors.NONE || !isNews(group.groupId(), group, context)) {
      return;
    }
    List<Member> members = new ArrayList<>();
    for (ConsumerGroupDescribeDetails.Member member : group.members()) {
      members.add(
          new Member(
              member.memberId(),
              member.instanceId(),
              member.clientId(),
              member.clientHost(),
              context.assigned(member.assignment()),
              member.subscribedTopics()));
    }
    emit(
        new Group(
            GroupKind.CONSUMER,
            group.groupId(),
            group.state(),
            group.groupEpoch(),
            group.assignor(),
            members),
        context);
  }

  private boolean isNews(String group, Object description, MappingContext context) {
    Subject subject =
        new Subject(context.listener().ref().address(), context.listener().ref().port(), group);
    return context.admitsGroup(group) && groups.passes(subject, description, context.timeNanos());
  }

  /** The group as its leader was told by JoinGroup: nothing is assigned yet. */
  static void emitJoined(JoinGroupDetails join, MappingContext context) {
    List<Member> members = new ArrayList<>();
    for (JoinGroupDetails.Member member : join.members()) {
      members.add(
          new Member(
              member.memberId(),
              member.instanceId(),
              null,
              null,
              List.of(),
              topics(member.subscription())));
    }
    emit(
        new Group(
            GroupKind.CLASSIC,
            join.groupId(),
            null,
            join.generation(),
            join.protocolName(),
            members),
        context);
  }

  private static List<String> topics(Subscription subscription) {
    return subscription == null ? List.of() : subscription.topics();
  }

  private static void emit(Group group, MappingContext context) {
    context.emit(
        (tables, event) -> {
          GroupDescribed.Builder fact =
              event
                  .getGroupDescribedBuilder()
                  .setGroup(tables.string(group.group()))
                  .setKind(group.kind())
                  .setState(tables.string(group.state()))
                  .setGeneration(group.generation())
                  .setAssignor(tables.string(group.assignor()))
                  .setSource(Source.DESCRIBE);
          group.members().forEach(member -> fact.addMembers(member.toProto(tables)));
        });
  }
}
