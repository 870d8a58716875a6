package io.streamgauge.agent.read;

/**
 * Which fields the apis have that speak about partitions, by api key and version.
 *
 * <p>Source: the message schemas of kafka-clients, {@code common/message/*.json}.
 */
final class PartitionApis {
  static final int PRODUCE = 0;
  static final int FETCH = 1;
  static final int LIST_OFFSETS = 2;
  static final int OFFSET_COMMIT = 8;
  static final int OFFSET_FETCH = 9;
  static final int TXN_OFFSET_COMMIT = 28;
  static final int SHARE_FETCH = 78;

  private PartitionApis() {}

  static boolean isOne(int apiKey) {
    return switch (apiKey) {
      case PRODUCE,
          FETCH,
          LIST_OFFSETS,
          OFFSET_COMMIT,
          OFFSET_FETCH,
          TXN_OFFSET_COMMIT,
          SHARE_FETCH ->
          true;
      default -> false;
    };
  }

  static boolean hasRecords(int apiKey) {
    return apiKey == PRODUCE || apiKey == FETCH || apiKey == SHARE_FETCH;
  }

  static boolean hasIsolation(int apiKey, int version) {
    return (apiKey == FETCH && version >= 4) || (apiKey == LIST_OFFSETS && version >= 2);
  }

  static boolean hasLastStableOffset(int apiKey, int version) {
    return apiKey == FETCH && version >= 4;
  }

  static boolean hasLogStartOffset(int apiKey, int version) {
    return (apiKey == FETCH || apiKey == PRODUCE) && version >= 5;
  }

  static boolean hasCommittedOffset(int apiKey) {
    return apiKey == OFFSET_COMMIT || apiKey == OFFSET_FETCH || apiKey == TXN_OFFSET_COMMIT;
  }

  static boolean hasGroup(int apiKey) {
    return hasCommittedOffset(apiKey) || apiKey == SHARE_FETCH;
  }
}
