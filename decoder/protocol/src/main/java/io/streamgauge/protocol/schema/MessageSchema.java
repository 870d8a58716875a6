package io.streamgauge.protocol.schema;

/**
 * A message over all versions that one release lists.
 *
 * @param name Kafka's name, such as {@code FetchRequest}; not an identity, releases rename messages
 * @param kind what it is used for
 * @param apiKey API key of a request or response, −1 otherwise
 * @param versions versions that the release lists
 * @param flexibleVersions versions with compact lengths and tagged fields
 * @param body fields
 * @param release the kafka-clients release it was read from
 */
public record MessageSchema(
    String name,
    Kind kind,
    int apiKey,
    VersionRange versions,
    VersionRange flexibleVersions,
    StructSchema body,
    String release) {

  /** What a schema file describes. */
  public enum Kind {
    REQUEST,
    RESPONSE,
    HEADER,
    /** Stored in a log, or embedded in a bytes field of another message. */
    DATA
  }
}
