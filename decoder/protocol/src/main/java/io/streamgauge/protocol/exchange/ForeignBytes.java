package io.streamgauge.protocol.exchange;

/**
 * Which answers may hold bytes that somebody else chose freely: records, metadata of other members,
 * configuration. Such bytes may be made to look like a response. All other answers hold numbers,
 * and names whose letters are limited or that the client gave itself.
 */
final class ForeignBytes {
  private ForeignBytes() {}

  /** Whether an answer of this api may hold such bytes; true for an api that nobody lists. */
  static boolean mayBeInAnswerOf(int apiKey) {
    return switch (apiKey) {
      case 0, // Produce
          2, // ListOffsets
          3, // Metadata
          8, // OffsetCommit
          10, // FindCoordinator
          12, // Heartbeat
          13, // LeaveGroup
          17, // SaslHandshake
          18, // ApiVersions
          22, // InitProducerId
          23, // OffsetForLeaderEpoch
          24, // AddPartitionsToTxn
          25, // AddOffsetsToTxn
          26, // EndTxn
          28 -> // TxnOffsetCommit
          false;
      default -> true;
    };
  }
}
