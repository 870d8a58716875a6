package io.streamgauge.protocol.details.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.details.DescribeGroupsDetails;
import io.streamgauge.protocol.details.Details;
import io.streamgauge.protocol.details.FindCoordinatorDetails;
import io.streamgauge.protocol.details.FindCoordinatorDetails.Coordinator;
import io.streamgauge.protocol.details.JoinGroupDetails;
import io.streamgauge.protocol.details.LeaveGroupDetails;
import io.streamgauge.protocol.details.Subscription;
import io.streamgauge.protocol.details.SyncGroupDetails;
import io.streamgauge.protocol.details.TopicPartitions;
import io.streamgauge.protocol.details.value.KafkaUuid;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classic groups: versions that differ in shape, and what stands in bytes fields. */
class GroupDetailsTest {
  private static final TopicPartitions OWNED =
      new TopicPartitions("orders", KafkaUuid.ZERO, List.of(1, 2));

  private final Walk walk = new Walk();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void joinGroupCarriesSubscriptionsOfEveryVersion(int embedded) {
    // Given
    String metadata =
        base64(
            "ConsumerProtocolSubscription",
            embedded,
            "{topics:['orders','bills'],ownedPartitions:[{topic:'orders',partitions:[1,2]}],"
                + "generationId:6,rackId:'r'}");
    Subscription wanted =
        new Subscription(
            List.of("orders", "bills"),
            embedded >= 1 ? List.of(OWNED) : List.of(),
            embedded >= 2 ? 6 : -1,
            embedded >= 3 ? "r" : null);

    for (int version = 0; version <= 9; version++) {
      // When
      JoinGroupDetails details =
          walk.exchange(
                  11,
                  version,
                  "{groupId:'g',sessionTimeoutMs:10,rebalanceTimeoutMs:20,memberId:'m',"
                      + "groupInstanceId:'i',protocolType:'consumer',reason:'why',"
                      + "protocols:[{name:'range',metadata:'"
                      + metadata
                      + "'}]}",
                  "{generationId:7,protocolName:'range',leader:'m',memberId:'m',"
                      + "members:[{memberId:'m',metadata:'"
                      + metadata
                      + "'}]}")
              .as(JoinGroupDetails.class);

      // Then
      assertThat(details)
          .isEqualTo(
              new JoinGroupDetails(
                  "g",
                  "m",
                  version >= 5 ? "i" : null,
                  10,
                  version >= 1 ? 20 : -1,
                  "consumer",
                  List.of(new JoinGroupDetails.Protocol("range", wanted)),
                  version >= 8 ? "why" : null,
                  7,
                  "range",
                  "m",
                  "m",
                  List.of(new JoinGroupDetails.Member("m", null, wanted))));
    }
  }

  @Test
  void metadataOfOtherProtocolsIsLeftAlone() {
    // Given
    String metadata = base64("ConsumerProtocolSubscription", 0, "{topics:['orders']}");

    // When
    JoinGroupDetails details =
        walk.exchange(
                11,
                6,
                "{protocolType:'connect',protocols:[{name:'p',metadata:'" + metadata + "'}]}",
                "{members:[{memberId:'m',metadata:'" + metadata + "'}]}")
            .as(JoinGroupDetails.class);

    // Then
    assertThat(details.protocols().get(0).subscription()).isNull();
    assertThat(details.members().get(0).subscription()).isNull();
  }

  @Test
  void metadataThatIsNoSubscriptionIsCountedAndLeftOut() {
    // When
    JoinGroupDetails details =
        walk.exchange(11, 6, "{protocols:[{name:'p',metadata:'AAH/////fw=='}]}", null)
            .as(JoinGroupDetails.class);

    // Then
    assertThat(details.protocols().get(0).subscription()).isNull();
    assertThat(walk.assembler.counters().regionsMalformed()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void syncGroupCarriesAssignments(int version) {
    // Given
    String assignment =
        base64(
            "ConsumerProtocolAssignment",
            1,
            "{assignedPartitions:[{topic:'orders',partitions:[1,2]}]}");

    // When
    SyncGroupDetails details =
        walk.exchange(
                14,
                version,
                "{groupId:'g',generationId:3,memberId:'m',protocolType:'consumer',"
                    + "assignments:[{memberId:'a',assignment:'"
                    + assignment
                    + "'},"
                    + "{memberId:'b',assignment:''}]}",
                "{protocolType:'consumer',assignment:'" + assignment + "'}")
            .as(SyncGroupDetails.class);

    // Then
    assertThat(details.generation()).isEqualTo(3);
    assertThat(details.protocolType()).isEqualTo(version >= 5 ? "consumer" : null);
    assertThat(details.assignments())
        .containsExactly(
            new SyncGroupDetails.MemberAssignment("a", List.of(OWNED)),
            new SyncGroupDetails.MemberAssignment("b", List.of()));
    assertThat(details.assignment()).containsExactly(OWNED);
  }

  @Test
  void describeGroupsShowsSubscriptionAndAssignment() {
    // Given
    String metadata = base64("ConsumerProtocolSubscription", 1, "{topics:['orders']}");
    String assignment =
        base64(
            "ConsumerProtocolAssignment",
            0,
            "{assignedPartitions:[{topic:'orders',partitions:[1,2]}]}");

    // When
    DescribeGroupsDetails.Member member =
        walk.exchange(
                15,
                5,
                "{}",
                "{groups:[{groupId:'g',groupState:'Stable',protocolType:'consumer',members:["
                    + "{memberId:'m',clientId:'c',clientHost:'/1.2.3.4',memberMetadata:'"
                    + metadata
                    + "',memberAssignment:'"
                    + assignment
                    + "'}]}]}")
            .as(DescribeGroupsDetails.class)
            .groups()
            .get(0)
            .members()
            .get(0);

    // Then
    assertThat(member.subscription().topics()).containsExactly("orders");
    assertThat(member.assignment()).containsExactly(OWNED);
    assertThat(member.clientHost()).isEqualTo("/1.2.3.4");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void leaveGroupIsOneMemberAndLaterSeveral(int version) {
    // When
    LeaveGroupDetails details =
        walk.exchange(
                13,
                version,
                "{groupId:'g',memberId:'a',members:[{memberId:'a',reason:'bye'},"
                    + "{memberId:'b',groupInstanceId:'i'}]}",
                "{errorCode:0,members:[{memberId:'b',groupInstanceId:'i',errorCode:25},"
                    + "{memberId:'a',errorCode:0}]}")
            .as(LeaveGroupDetails.class);

    // Then
    LeaveGroupDetails.Member first =
        new LeaveGroupDetails.Member("a", null, version >= 5 ? "bye" : null, 0);
    if (version < 3) {
      assertThat(details.members()).containsExactly(first);
    } else {
      assertThat(details.members())
          .containsExactly(first, new LeaveGroupDetails.Member("b", "i", null, 25));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void findCoordinatorIsOneKeyAndLaterABatch(int version) {
    // When
    FindCoordinatorDetails details =
        walk.exchange(
                10,
                version,
                "{key:'g',keyType:1,coordinatorKeys:['g','x']}",
                "{errorCode:0,nodeId:4,host:'h',port:9,coordinators:["
                    + "{key:'g',nodeId:4,host:'h',port:9}]}")
            .as(FindCoordinatorDetails.class);

    // Then
    assertThat(details.keyType()).isEqualTo((byte) (version >= 1 ? 1 : 0));
    Coordinator known = new Coordinator("g", 0, 4, "h", 9);
    if (version < 4) {
      assertThat(details.coordinators()).containsExactly(known);
    } else {
      assertThat(details.coordinators())
          .containsExactly(known, new Coordinator("x", Details.NO_ERROR_CODE, -1, null, -1));
    }
  }

  private static String base64(String schema, int version, String json) {
    return Base64.getEncoder().encodeToString(Walk.KAFKA.embedded(schema, version, json));
  }
}
