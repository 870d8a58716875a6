package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import java.util.List;

/**
 * Every api that has typed details beside the partition apis.
 *
 * <p>Internal, and of no use outside: what it lists is of a package that is not exported.
 */
public final class ApiSpecs {
  /** One spec per api, each beside its record. */
  @SuppressWarnings("exports")
  public static final List<CaptureSpec<? extends Details>> ALL =
      List.of(
          AddOffsetsToTxnDetails.SPEC,
          AddPartitionsToTxnDetails.SPEC,
          ApiVersionsDetails.SPEC,
          ConsumerGroupDescribeDetails.SPEC,
          ConsumerGroupHeartbeatDetails.SPEC,
          CreatePartitionsDetails.SPEC,
          CreateTopicsDetails.SPEC,
          DeleteGroupsDetails.SPEC,
          DeleteRecordsDetails.SPEC,
          DeleteTopicsDetails.SPEC,
          DescribeClusterDetails.SPEC,
          DescribeConfigsDetails.SPEC,
          DescribeGroupsDetails.SPEC,
          DescribeShareGroupOffsetsDetails.SPEC,
          EndTxnDetails.SPEC,
          FindCoordinatorDetails.SPEC,
          GetTelemetrySubscriptionsDetails.SPEC,
          HeartbeatDetails.SPEC,
          InitProducerIdDetails.SPEC,
          JoinGroupDetails.SPEC,
          LeaveGroupDetails.SPEC,
          ListGroupsDetails.SPEC,
          MetadataDetails.SPEC,
          OffsetDeleteDetails.SPEC,
          OffsetForLeaderEpochDetails.SPEC,
          PushTelemetryDetails.SPEC,
          ReadShareGroupStateDetails.SPEC,
          SaslAuthenticateDetails.SPEC,
          SaslHandshakeDetails.SPEC,
          ShareAcknowledgeDetails.SPEC,
          ShareGroupHeartbeatDetails.SPEC,
          StreamsGroupHeartbeatDetails.SPEC,
          SyncGroupDetails.SPEC,
          TopicIdsDetails.LEADER_AND_ISR,
          TopicIdsDetails.UPDATE_METADATA,
          TopicIdsDetails.DESCRIBE_TOPIC_PARTITIONS,
          TopicIdsDetails.SHARE_GROUP_DESCRIBE,
          TopicIdsDetails.ALTER_SHARE_GROUP_OFFSETS,
          TopicIdsDetails.DELETE_SHARE_GROUP_OFFSETS,
          WriteShareGroupStateDetails.SPEC,
          WriteTxnMarkersDetails.SPEC);

  private ApiSpecs() {}
}
