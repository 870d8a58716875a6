package io.streamgauge.protocol.details.rows;

import io.streamgauge.protocol.program.Projection;
import java.util.Collections;
import java.util.Map;

/** The partition apis: which of their paths stand for which {@link RowField}. */
public final class PartitionApis {
  public static final int PRODUCE = 0;
  public static final int FETCH = 1;
  public static final int LIST_OFFSETS = 2;
  public static final int OFFSET_COMMIT = 8;
  public static final int OFFSET_FETCH = 9;
  public static final int TXN_OFFSET_COMMIT = 28;
  public static final int SHARE_FETCH = 78;

  /** First id that no partition api uses. */
  public static final int END_OF_FIELDS = 64;

  private static final Map<Integer, String> NAMES =
      Map.of(
          PRODUCE, "Produce",
          FETCH, "Fetch",
          LIST_OFFSETS, "ListOffsets",
          OFFSET_COMMIT, "OffsetCommit",
          OFFSET_FETCH, "OffsetFetch",
          TXN_OFFSET_COMMIT, "TxnOffsetCommit",
          SHARE_FETCH, "ShareFetch");

  /** By api key: a look-up in the map would make an object of each. */
  private static final boolean[] IS_PARTITION_API =
      new boolean[Collections.max(NAMES.keySet()) + 1];

  static {
    NAMES.keySet().forEach(key -> IS_PARTITION_API[key] = true);
  }

  private PartitionApis() {}

  /** Whether the api's details are rows of partitions. */
  public static boolean contains(int apiKey) {
    return apiKey >= 0 && apiKey < IS_PARTITION_API.length && IS_PARTITION_API[apiKey];
  }

  /** Whether responses are rows of their own, not answers to the request's rows. */
  static boolean isFetch(int apiKey) {
    return apiKey == FETCH || apiKey == SHARE_FETCH;
  }

  /** Selects what the sinks of {@link PartitionSlot} understand. */
  public static void select(Projection.Builder projection) {
    produce(projection);
    fetch(projection);
    shareFetch(projection);
    listOffsets(projection);
    offsetCommit(projection);
    offsetFetch(projection);
    for (String name : NAMES.values()) {
      projection.select(name + "Response", "ThrottleTimeMs", RowField.THROTTLE);
    }
  }

  private static void produce(Projection.Builder projection) {
    new Paths(projection, "ProduceRequest")
        .at("TransactionalId", RowField.TRANSACTIONAL_ID)
        .once("Acks", PartitionScalars.ACKS)
        .at("TopicData.Name", RowField.TOPIC)
        .at("TopicData.TopicId", RowField.TOPIC_ID)
        .at("TopicData.PartitionData.Index", RowField.PARTITION)
        .at("TopicData.PartitionData.Records", RowField.RECORDS);
    new Paths(projection, "ProduceResponse")
        .at("Responses.Name", RowField.TOPIC)
        .at("Responses.TopicId", RowField.TOPIC_ID)
        .at("Responses.PartitionResponses.Index", RowField.PARTITION)
        .at("Responses.PartitionResponses.ErrorCode", RowField.ROW_ERROR)
        .row("Responses.PartitionResponses.BaseOffset", RowCell.BASE_OFFSET)
        .row("Responses.PartitionResponses.LogStartOffset", RowCell.LOG_START_OFFSET)
        .row("Responses.PartitionResponses.CurrentLeader.LeaderEpoch", RowCell.LEADER_EPOCH);
  }

  private static void fetch(Projection.Builder projection) {
    new Paths(projection, "FetchRequest")
        .at("ReplicaId", RowField.REPLICA_ID)
        .at("ReplicaState.ReplicaId", RowField.REPLICA_ID)
        .once("MaxWaitMs", PartitionScalars.MAX_WAIT_MILLIS)
        .once("MinBytes", PartitionScalars.MIN_BYTES)
        .once("IsolationLevel", PartitionScalars.ISOLATION)
        .once("SessionId", PartitionScalars.SESSION_ID)
        .once("SessionEpoch", PartitionScalars.SESSION_EPOCH)
        .at("Topics.Topic", RowField.TOPIC)
        .at("Topics.TopicId", RowField.TOPIC_ID)
        .at("Topics.Partitions.Partition", RowField.PARTITION)
        .row("Topics.Partitions.CurrentLeaderEpoch", RowCell.LEADER_EPOCH)
        .row("Topics.Partitions.FetchOffset", RowCell.FETCH_OFFSET)
        .at("ForgottenTopicsData.Topic", RowField.FORGOTTEN_TOPIC)
        .at("ForgottenTopicsData.TopicId", RowField.FORGOTTEN_TOPIC_ID)
        .at("ForgottenTopicsData.Partitions", RowField.FORGOTTEN_PARTITION);
    new Paths(projection, "FetchResponse")
        .at("ErrorCode", RowField.TOP_ERROR)
        .at("SessionId", RowField.SESSION_ID)
        .at("Responses.Topic", RowField.TOPIC)
        .at("Responses.TopicId", RowField.TOPIC_ID)
        .at("Responses.Partitions.PartitionIndex", RowField.PARTITION)
        .at("Responses.Partitions.ErrorCode", RowField.ROW_ERROR)
        .row("Responses.Partitions.HighWatermark", RowCell.HIGH_WATERMARK)
        .row("Responses.Partitions.LastStableOffset", RowCell.LAST_STABLE_OFFSET)
        .row("Responses.Partitions.LogStartOffset", RowCell.LOG_START_OFFSET)
        .row("Responses.Partitions.CurrentLeader.LeaderEpoch", RowCell.LEADER_EPOCH)
        .at("Responses.Partitions.Records", RowField.RECORDS);
  }

  private static void shareFetch(Projection.Builder projection) {
    new Paths(projection, "ShareFetchRequest")
        .at("GroupId", RowField.GROUP_ID)
        .at("MemberId", RowField.MEMBER_ID)
        .once("ShareSessionEpoch", PartitionScalars.SESSION_EPOCH)
        .once("MaxWaitMs", PartitionScalars.MAX_WAIT_MILLIS)
        .once("MinBytes", PartitionScalars.MIN_BYTES)
        .at("Topics.TopicId", RowField.TOPIC_ID)
        .at("Topics.Partitions.PartitionIndex", RowField.PARTITION)
        .at("ForgottenTopicsData.TopicId", RowField.FORGOTTEN_TOPIC_ID)
        .at("ForgottenTopicsData.Partitions", RowField.FORGOTTEN_PARTITION);
    new Paths(projection, "ShareFetchResponse")
        .at("ErrorCode", RowField.TOP_ERROR)
        .at("Responses.TopicId", RowField.TOPIC_ID)
        .at("Responses.Partitions.PartitionIndex", RowField.PARTITION)
        .at("Responses.Partitions.ErrorCode", RowField.ROW_ERROR)
        .at("Responses.Partitions.AcknowledgeErrorCode", RowField.ACKNOWLEDGE_ERROR)
        .row("Responses.Partitions.CurrentLeader.LeaderEpoch", RowCell.LEADER_EPOCH)
        .at("Responses.Partitions.Records", RowField.RECORDS)
        .at("Responses.Partitions.AcquiredRecords.FirstOffset", RowField.ACQUIRED_FIRST)
        .at("Responses.Partitions.AcquiredRecords.LastOffset", RowField.ACQUIRED_LAST);
  }

  private static void listOffsets(Projection.Builder projection) {
    new Paths(projection, "ListOffsetsRequest")
        .at("ReplicaId", RowField.REPLICA_ID)
        .once("IsolationLevel", PartitionScalars.ISOLATION)
        .at("Topics.Name", RowField.TOPIC)
        .at("Topics.Partitions.PartitionIndex", RowField.PARTITION)
        .row("Topics.Partitions.Timestamp", RowCell.TIMESTAMP);
    new Paths(projection, "ListOffsetsResponse")
        .at("Topics.Name", RowField.TOPIC)
        .at("Topics.Partitions.PartitionIndex", RowField.PARTITION)
        .at("Topics.Partitions.ErrorCode", RowField.ROW_ERROR)
        .at("Topics.Partitions.OldStyleOffsets", RowField.OLD_STYLE_OFFSET)
        .row("Topics.Partitions.Offset", RowCell.OFFSET)
        .row("Topics.Partitions.LeaderEpoch", RowCell.LEADER_EPOCH);
  }

  private static void offsetCommit(Projection.Builder projection) {
    for (String name : new String[] {"OffsetCommit", "TxnOffsetCommit"}) {
      new Paths(projection, name + "Request")
          .at("GroupId", RowField.GROUP_ID)
          .once("GenerationIdOrMemberEpoch", PartitionScalars.GENERATION)
          .at("MemberId", RowField.MEMBER_ID)
          .at("Topics.Name", RowField.TOPIC)
          .at("Topics.TopicId", RowField.TOPIC_ID)
          .at("Topics.Partitions.PartitionIndex", RowField.PARTITION)
          .row("Topics.Partitions.CommittedOffset", RowCell.COMMITTED_OFFSET)
          .row("Topics.Partitions.CommittedLeaderEpoch", RowCell.LEADER_EPOCH);
      new Paths(projection, name + "Response")
          .at("Topics.Name", RowField.TOPIC)
          .at("Topics.TopicId", RowField.TOPIC_ID)
          .at("Topics.Partitions.PartitionIndex", RowField.PARTITION)
          .at("Topics.Partitions.ErrorCode", RowField.ROW_ERROR);
    }
    new Paths(projection, "TxnOffsetCommitRequest")
        .at("TransactionalId", RowField.TRANSACTIONAL_ID)
        .once("ProducerId", PartitionScalars.PRODUCER_ID)
        .once("ProducerEpoch", PartitionScalars.PRODUCER_EPOCH);
  }

  private static void offsetFetch(Projection.Builder projection) {
    new Paths(projection, "OffsetFetchRequest")
        .at("GroupId", RowField.GROUP_ID)
        .at("Topics.Name", RowField.TOPIC)
        .at("Topics.PartitionIndexes", RowField.PARTITION)
        .at("Groups.GroupId", RowField.ROW_GROUP)
        .at("Groups.MemberId", RowField.MEMBER_ID)
        .at("Groups.Topics.Name", RowField.TOPIC)
        .at("Groups.Topics.TopicId", RowField.TOPIC_ID)
        .at("Groups.Topics.PartitionIndexes", RowField.PARTITION);
    new Paths(projection, "OffsetFetchResponse")
        .at("ErrorCode", RowField.TOP_ERROR)
        .at("Groups.GroupId", RowField.ROW_GROUP)
        .at("Groups.ErrorCode", RowField.ROW_GROUP_ERROR);
    for (String prefix : new String[] {"", "Groups."}) {
      new Paths(projection, "OffsetFetchResponse")
          .at(prefix + "Topics.Name", RowField.TOPIC)
          .at(prefix + "Topics.Partitions.PartitionIndex", RowField.PARTITION)
          .row(prefix + "Topics.Partitions.CommittedOffset", RowCell.COMMITTED_OFFSET)
          .row(prefix + "Topics.Partitions.CommittedLeaderEpoch", RowCell.LEADER_EPOCH)
          .at(prefix + "Topics.Partitions.ErrorCode", RowField.ROW_ERROR);
    }
    projection.select("OffsetFetchResponse", "Groups.Topics.TopicId", RowField.TOPIC_ID);
  }

  /** Selects paths of one message. */
  private record Paths(Projection.Builder projection, String message) {
    /** A field that a sink is told. */
    Paths at(String path, int field) {
      projection.select(message, path, field);
      return this;
    }

    /** A number of a partition that comes after its index, which begins the row. */
    Paths row(String path, int cell) {
      projection.store(message, path, cell);
      return this;
    }

    /** A number of a request that comes before its first partition. */
    Paths once(String path, int cell) {
      projection.store(message, path, cell);
      return this;
    }
  }
}
