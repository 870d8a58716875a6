package io.streamgauge.protocol.details.capture;

import java.util.List;

/** What a captured bytes field holds. */
public sealed interface Region {
  /**
   * A message of a schema of its own, captured as {@link Fields} if it is complete. Left alone if
   * the exchange names a protocol type other than {@code consumer}.
   *
   * @param schema such as {@code ConsumerProtocolAssignment}
   * @param paths wanted paths
   */
  record Embedded(String schema, List<String> paths) implements Region {
    public Embedded {
      paths = List.copyOf(paths);
    }
  }

  /** A client's SASL token, of which the names are read, as {@link SaslNames}. */
  record SaslToken() implements Region {}
}
