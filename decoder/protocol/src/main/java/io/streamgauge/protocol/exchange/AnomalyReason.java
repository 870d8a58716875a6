package io.streamgauge.protocol.exchange;

/** Why bytes of a connection could not be turned into exchanges. The label is what metrics show. */
public enum AnomalyReason {
  /** A frame size below a header's or above the limit. */
  IMPLAUSIBLE_FRAME_SIZE("implausible_frame_size"),
  /** A body that contradicts its schema. */
  MALFORMED_BODY("malformed_body"),
  /** A body that ended before its frame did. */
  TRAILING_BYTES("trailing_bytes"),
  /** An api key that no schema lists; skipped by frame length. */
  UNKNOWN_API_KEY("unknown_api_key"),
  /** A version that no schema lists; skipped by frame length. */
  UNKNOWN_API_VERSION("unknown_api_version"),
  /** A response whose correlation id answers no pending request in order. */
  CORRELATION_MISMATCH("correlation_mismatch"),
  /** A response with no pending request. */
  UNSOLICITED_RESPONSE("unsolicited_response"),
  /** More requests in flight than the limit; the oldest was let go. */
  PENDING_OVERFLOW("pending_overflow"),
  /** A request that got no answer within the age limit. */
  PENDING_EXPIRED("pending_expired"),
  /** A gap crossed bytes that had to be read. */
  GAP("gap"),
  /** The connection, or the capture, ended in the middle of a frame; bytes says how many came. */
  CUT_SHORT("cut_short"),
  /** Boundaries were lost and searched for again; bytes says how many were passed over. */
  RESYNCHRONISED("resynchronised"),
  /** The connection is not Kafka, or cannot be read (TLS, another protocol). */
  NOT_KAFKA("not_kafka"),
  /** Record sets whose records could not be counted. */
  UNCOUNTABLE_RECORDS("uncountable_records");

  private final String label;

  AnomalyReason(String label) {
    this.label = label;
  }

  /** The value of the {@code reason} label: lower case, underscores. */
  public String label() {
    return label;
  }
}
