package io.streamgauge.jobs.finding;

import io.streamgauge.events.v1.ErrorCount;
import io.streamgauge.events.v1.RequestRollup;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is looked for in requests, and how many of it in how many seconds, from one address of a
 * client, are a finding. The numbers of apis and of errors are Kafka's.
 */
public enum FindingKind {
  MALFORMED_REQUESTS(
      0,
      60,
      "Brokers refused what the client sent: INVALID_REQUEST, CORRUPT_MESSAGE or INVALID_RECORD."),
  OVERSIZED_REQUESTS(
      0, 60, "Records larger than the broker allows: MESSAGE_TOO_LARGE or RECORD_LIST_TOO_LARGE."),
  UNSUPPORTED_VERSIONS(
      0,
      60,
      "UNSUPPORTED_VERSION, answered to anything but ApiVersions, which clients ask to find out."),
  UNKNOWN_TOPICS(
      10,
      60,
      "UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_TOPIC_ID or INVALID_TOPIC_EXCEPTION; some of the first"
          + " are usual where topics are made or move."),
  AUTHENTICATION_FAILURES(
      0, 60, "SASL_AUTHENTICATION_FAILED, UNSUPPORTED_SASL_MECHANISM or ILLEGAL_SASL_STATE."),
  AUTHORIZATION_FAILURES(
      0,
      60,
      "A topic, group, cluster, transactional id or delegation token that the client may not use."),
  ACKS_0(0, 60, "Produce requests with acks=0: what is lost, nobody hears of."),
  TINY_BATCHES(
      30_000,
      300,
      "Produce requests in seconds whose mean request is below 1 KiB: batch.size and linger.ms are"
          + " too small for the rate."),
  METADATA_STORM(
      60, 60, "Metadata requests; clients need one per metadata.max.age.ms and per change."),
  RECONNECT_LOOP(10, 60, "Connections opened, over all brokers of the cluster."),
  FETCH_STORM(
      6_000,
      60,
      "Fetch requests in seconds whose mean response is below 1 KiB: fetch.min.bytes is too small"
          + " for the rate, or fetch.max.wait.ms is."),
  OLD_MESSAGE_FORMAT(
      0,
      60,
      "Produce requests below version 3 or Fetch requests below version 4: they carry the message"
          + " formats 0 and 1, which Kafka 4.0 removed.");

  private static final int SMALL_BYTES = 1024;

  private final long limit;
  private final int windowSeconds;
  private final String definition;

  FindingKind(long limit, int windowSeconds, String definition) {
    this.limit = limit;
    this.windowSeconds = windowSeconds;
    this.definition = definition;
  }

  private static final class Apis {
    private static final int PRODUCE = 0;
    private static final int FETCH = 1;
    private static final int METADATA = 3;
    private static final int API_VERSIONS = 18;

    private Apis() {}
  }

  /** By their numbers. */
  private static final class Errors {
    private static final Set<Integer> MALFORMED = Set.of(2, 42, 87);
    private static final Set<Integer> OVERSIZED = Set.of(10, 18);
    private static final Set<Integer> UNSUPPORTED = Set.of(35);
    private static final Set<Integer> UNKNOWN_TOPIC = Set.of(3, 17, 100);
    private static final Set<Integer> AUTHENTICATION = Set.of(33, 34, 58);
    private static final Set<Integer> AUTHORIZATION = Set.of(29, 30, 31, 53, 65);

    private Errors() {}
  }

  /** As series are labelled. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of a label; empty for one of a newer job. */
  public static Optional<FindingKind> of(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst();
  }

  /** More than so many within the window are a finding, unless it is set otherwise. */
  public long limit() {
    return limit;
  }

  public int windowSeconds() {
    return windowSeconds;
  }

  /** What is counted, in a sentence. */
  public String definition() {
    return definition;
  }

  /** How many of it are in a rollup; 0 or more. */
  public long count(RequestRollup rollup) {
    return switch (this) {
      case MALFORMED_REQUESTS -> errors(rollup, Errors.MALFORMED);
      case OVERSIZED_REQUESTS -> errors(rollup, Errors.OVERSIZED);
      case UNSUPPORTED_VERSIONS ->
          rollup.getApiKey() == Apis.API_VERSIONS ? 0 : errors(rollup, Errors.UNSUPPORTED);
      case UNKNOWN_TOPICS -> errors(rollup, Errors.UNKNOWN_TOPIC);
      case AUTHENTICATION_FAILURES -> errors(rollup, Errors.AUTHENTICATION);
      case AUTHORIZATION_FAILURES -> errors(rollup, Errors.AUTHORIZATION);
      case ACKS_0 -> rollup.getFireAndForget();
      case TINY_BATCHES -> small(rollup, Apis.PRODUCE, rollup.getRequestBytes());
      case METADATA_STORM -> rollup.getApiKey() == Apis.METADATA ? rollup.getRequests() : 0;
      case RECONNECT_LOOP -> rollup.getConnections();
      case FETCH_STORM -> small(rollup, Apis.FETCH, rollup.getResponseBytes());
      case OLD_MESSAGE_FORMAT -> oldFormat(rollup);
    };
  }

  /** Kafka's number of an error in a rollup that is counted; empty if what is counted is none. */
  public OptionalInt errorCode(RequestRollup rollup) {
    Set<Integer> codes =
        switch (this) {
          case MALFORMED_REQUESTS -> Errors.MALFORMED;
          case OVERSIZED_REQUESTS -> Errors.OVERSIZED;
          case UNSUPPORTED_VERSIONS -> Errors.UNSUPPORTED;
          case UNKNOWN_TOPICS -> Errors.UNKNOWN_TOPIC;
          case AUTHENTICATION_FAILURES -> Errors.AUTHENTICATION;
          case AUTHORIZATION_FAILURES -> Errors.AUTHORIZATION;
          case ACKS_0,
              TINY_BATCHES,
              METADATA_STORM,
              RECONNECT_LOOP,
              FETCH_STORM,
              OLD_MESSAGE_FORMAT ->
              Set.of();
        };
    return rollup.getErrorsList().stream()
        .mapToInt(ErrorCount::getCode)
        .filter(codes::contains)
        .min();
  }

  private static long errors(RequestRollup rollup, Set<Integer> codes) {
    long sum = 0;
    for (ErrorCount error : rollup.getErrorsList()) {
      sum += codes.contains(error.getCode()) ? error.getCount() : 0;
    }
    return sum;
  }

  private static long small(RequestRollup rollup, int api, long bytes) {
    boolean small = bytes < SMALL_BYTES * rollup.getRequests();
    return rollup.getApiKey() == api && small ? rollup.getRequests() : 0;
  }

  private static long oldFormat(RequestRollup rollup) {
    int version = rollup.getApiVersion();
    boolean old =
        (rollup.getApiKey() == Apis.PRODUCE && version < 3)
            || (rollup.getApiKey() == Apis.FETCH && version < 4);
    return old ? rollup.getRequests() : 0;
  }
}
