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
    return scalars.acks;
  }

  @Override
  public byte isolation() {
    return scalars.isolation;
  }

  @Override
  public int replicaId() {
    return scalars.replicaId;
  }

  @Override
  public int maxWaitMillis() {
    return scalars.maxWaitMillis;
  }

  @Override
  public int minBytes() {
    return scalars.minBytes;
  }

  @Override
  public int sessionId() {
    return ofRequest || scalars.answeredSessionId == 0
        ? scalars.sessionId
        : scalars.answeredSessionId;
  }

  @Override
  public int sessionEpoch() {
    return scalars.sessionEpoch;
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
    return scalars.generation;
  }

  @Override
  public String transactionalId() {
    return scalars.transactionalId;
  }

  @Override
  public long producerId() {
    return scalars.producerId;
  }

  @Override
  public short producerEpoch() {
    return scalars.producerEpoch;
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
