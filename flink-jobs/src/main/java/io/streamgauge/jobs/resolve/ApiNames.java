package io.streamgauge.jobs.resolve;

import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** Kafka's own names of apis and errors. */
final class ApiNames {
  private static final String[] REMOVED_IN_4 = {
    "LeaderAndIsr", "StopReplica", "UpdateMetadata", "ControlledShutdown"
  };
  private static final int FIRST_REMOVED = 4;

  private ApiNames() {}

  /** {@code Unknown} for a key that no release has. */
  static String api(int key) {
    if (ApiKeys.hasId(key)) {
      return ApiKeys.forId(key).name;
    }
    int removed = key - FIRST_REMOVED;
    return removed >= 0 && removed < REMOVED_IN_4.length ? REMOVED_IN_4[removed] : "Unknown";
  }

  /** {@code NONE} for success, the number in text for a code that no release has. */
  static String error(int code) {
    if (code < Short.MIN_VALUE || code > Short.MAX_VALUE) {
      return Integer.toString(code);
    }
    Errors error = Errors.forCode((short) code);
    return error == Errors.UNKNOWN_SERVER_ERROR && code != error.code()
        ? Integer.toString(code)
        : error.name();
  }
}
