package io.streamgauge.protocol.details.rows;

/** What a partition api says once per exchange, beside its rows. */
final class PartitionScalars {
  short acks;
  byte isolation;
  int replicaId;
  boolean replicaRead;
  int maxWaitMillis;
  int minBytes;
  int sessionId;
  int answeredSessionId;
  int sessionEpoch;
  String groupId;
  String memberId;
  int generation;
  String transactionalId;
  long producerId;
  short producerEpoch;

  PartitionScalars() {
    reset();
  }

  void reset() {
    acks = Short.MIN_VALUE;
    isolation = -1;
    replicaId = -1;
    replicaRead = false;
    maxWaitMillis = -1;
    minBytes = -1;
    sessionId = 0;
    answeredSessionId = 0;
    sessionEpoch = -1;
    groupId = null;
    memberId = null;
    generation = -1;
    transactionalId = null;
    producerId = -1;
    producerEpoch = -1;
  }

  PartitionScalars copy() {
    PartitionScalars copy = new PartitionScalars();
    copy.acks = acks;
    copy.isolation = isolation;
    copy.replicaId = replicaId;
    copy.replicaRead = replicaRead;
    copy.maxWaitMillis = maxWaitMillis;
    copy.minBytes = minBytes;
    copy.sessionId = sessionId;
    copy.answeredSessionId = answeredSessionId;
    copy.sessionEpoch = sessionEpoch;
    copy.groupId = groupId;
    copy.memberId = memberId;
    copy.generation = generation;
    copy.transactionalId = transactionalId;
    copy.producerId = producerId;
    copy.producerEpoch = producerEpoch;
    return copy;
  }
}
