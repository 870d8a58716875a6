package io.streamgauge.protocol.details.rows;

/** What a partition api says once per exchange, beside its rows. */
final class PartitionScalars {
  static final int ACKS = 0;
  static final int ISOLATION = 1;
  static final int REPLICA_ID = 2;
  static final int MAX_WAIT_MILLIS = 3;
  static final int MIN_BYTES = 4;
  static final int SESSION_ID = 5;
  static final int SESSION_EPOCH = 6;
  static final int GENERATION = 7;
  static final int PRODUCER_ID = 8;
  static final int PRODUCER_EPOCH = 9;

  /** As long as a row's, so that no field can be stored beyond. */
  private static final long[] BLANK = blank();

  /** Numbers that the request names before its first partition; cursors store them here. */
  final long[] cells = new long[RowCell.COUNT];

  /** Whether a replica id was read, perhaps that of a consumer. */
  boolean replicaRead;

  int answeredSessionId;
  String groupId;
  String memberId;
  String transactionalId;

  PartitionScalars() {
    reset();
  }

  private static long[] blank() {
    long[] cells = new long[RowCell.COUNT];
    cells[ACKS] = Short.MIN_VALUE;
    cells[ISOLATION] = -1;
    cells[REPLICA_ID] = -1;
    cells[MAX_WAIT_MILLIS] = -1;
    cells[MIN_BYTES] = -1;
    cells[SESSION_ID] = 0;
    cells[SESSION_EPOCH] = -1;
    cells[GENERATION] = -1;
    cells[PRODUCER_ID] = -1;
    cells[PRODUCER_EPOCH] = -1;
    return cells;
  }

  void reset() {
    System.arraycopy(BLANK, 0, cells, 0, cells.length);
    replicaRead = false;
    answeredSessionId = 0;
    groupId = null;
    memberId = null;
    transactionalId = null;
  }

  PartitionScalars copy() {
    PartitionScalars copy = new PartitionScalars();
    System.arraycopy(cells, 0, copy.cells, 0, cells.length);
    copy.replicaRead = replicaRead;
    copy.answeredSessionId = answeredSessionId;
    copy.groupId = groupId;
    copy.memberId = memberId;
    copy.transactionalId = transactionalId;
    return copy;
  }
}
