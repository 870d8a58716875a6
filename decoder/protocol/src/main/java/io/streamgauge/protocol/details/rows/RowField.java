package io.streamgauge.protocol.details.rows;

/** The ids under which the fields of partition apis reach {@link PartitionSlot}'s sinks. */
final class RowField {
  static final int TRANSACTIONAL_ID = 17;
  static final int REPLICA_ID = 18;
  static final int SESSION_ID = 22;
  static final int GROUP_ID = 24;
  static final int MEMBER_ID = 25;

  /** Topic name; followed by its partitions. */
  static final int TOPIC = 29;

  static final int TOPIC_ID = 30;

  /** Partition index; begins a row, or finds it in a response. */
  static final int PARTITION = 31;

  static final int ROW_ERROR = 32;

  /** ListOffsets v0: several offsets, newest first. */
  static final int OLD_STYLE_OFFSET = 38;

  static final int RECORDS = 43;
  static final int FORGOTTEN_TOPIC = 44;
  static final int FORGOTTEN_TOPIC_ID = 45;
  static final int FORGOTTEN_PARTITION = 46;

  /** OffsetFetch from v8: the group of the rows that follow. */
  static final int ROW_GROUP = 47;

  /** OffsetFetch from v8: the error of the group whose rows came before. */
  static final int ROW_GROUP_ERROR = 48;

  static final int ACQUIRED_FIRST = 49;
  static final int ACQUIRED_LAST = 50;
  static final int ACKNOWLEDGE_ERROR = 51;
  static final int TOP_ERROR = 52;
  static final int THROTTLE = 53;

  private RowField() {}
}
