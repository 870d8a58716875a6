package io.streamgauge.protocol.details.rows;

import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.PartitionRow;

/** {@link PartitionDetails} over reused scalars and rows. */
final class PartitionView implements PartitionDetails {
  private final PartitionScalars scalars;
  private final RowList rows;
  private final RowList forgotten;
  private final boolean ofRequest;

  /**
   * @param ofRequest whether the answer's session id is left out
   */
  PartitionView(PartitionScalars scalars, RowList rows, RowList forgotten, boolean ofRequest) {
    this.scalars = scalars;
    this.rows = rows;
    this.forgotten = forgotten;
    this.ofRequest = ofRequest;
  }

  @Override
  public short acks() {
    return (short) scalars.cells[PartitionScalars.ACKS];
  }

  @Override
  public byte isolation() {
    return (byte) scalars.cells[PartitionScalars.ISOLATION];
  }

  @Override
  public int replicaId() {
    return (int) scalars.cells[PartitionScalars.REPLICA_ID];
  }

  @Override
  public int maxWaitMillis() {
    return (int) scalars.cells[PartitionScalars.MAX_WAIT_MILLIS];
  }

  @Override
  public int minBytes() {
    return (int) scalars.cells[PartitionScalars.MIN_BYTES];
  }

  @Override
  public int sessionId() {
    return ofRequest || scalars.answeredSessionId == 0
        ? (int) scalars.cells[PartitionScalars.SESSION_ID]
        : scalars.answeredSessionId;
  }

  @Override
  public int sessionEpoch() {
    return (int) scalars.cells[PartitionScalars.SESSION_EPOCH];
  }

  @Override
  public String groupId() {
    return scalars.groupId;
  }

  @Override
  public String memberId() {
    return scalars.memberId;
  }

  @Override
  public int generation() {
    return (int) scalars.cells[PartitionScalars.GENERATION];
  }

  @Override
  public String transactionalId() {
    return scalars.transactionalId;
  }

  @Override
  public long producerId() {
    return scalars.cells[PartitionScalars.PRODUCER_ID];
  }

  @Override
  public short producerEpoch() {
    return (short) scalars.cells[PartitionScalars.PRODUCER_EPOCH];
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public PartitionRow row(int index) {
    return rows.get(index);
  }

  @Override
  public int forgottenSize() {
    return forgotten.size();
  }

  @Override
  public PartitionRow forgotten(int index) {
    return forgotten.get(index);
  }

  @Override
  public PartitionDetails copy() {
    return new PartitionView(scalars.copy(), rows.copy(), forgotten.copy(), ofRequest);
  }
}
