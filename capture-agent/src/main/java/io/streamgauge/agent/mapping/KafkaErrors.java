package io.streamgauge.agent.mapping;

/** Error codes that say something of a group's members. Source: Kafka's {@code Errors}. */
final class KafkaErrors {
  static final int NONE = 0;
  static final int ILLEGAL_GENERATION = 22;
  static final int UNKNOWN_MEMBER_ID = 25;
  static final int REBALANCE_IN_PROGRESS = 27;
  static final int MEMBER_ID_REQUIRED = 79;
  static final int FENCED_INSTANCE_ID = 82;
  static final int FENCED_MEMBER_EPOCH = 110;
  static final int STALE_MEMBER_EPOCH = 113;

  private KafkaErrors() {}

  /** Whether the broker refused the member for good: it must join again. */
  static boolean fences(int code) {
    return switch (code) {
      case ILLEGAL_GENERATION,
          UNKNOWN_MEMBER_ID,
          FENCED_INSTANCE_ID,
          FENCED_MEMBER_EPOCH,
          STALE_MEMBER_EPOCH ->
          true;
      default -> false;
    };
  }
}
