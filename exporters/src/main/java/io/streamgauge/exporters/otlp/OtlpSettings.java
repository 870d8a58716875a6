package io.streamgauge.exporters.otlp;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where results are pushed, and how.
 *
 * @param endpoint the receiver; empty if nothing is pushed. For {@link Protocol#HTTP} the base URL,
 *     to which {@code /v1/metrics} and {@code /v1/traces} are added
 * @param protocol how the receiver is spoken to
 * @param interval from the beginning of a push to that of the next
 * @param headers of every request; asked again every interval, so that a token may change
 * @param trusted certificates in PEM that the receiver's must come from, instead of Java's
 * @param resource further attributes of the resource, or other values of the usual ones
 * @param spansTopic where sampled exchanges are read that are pushed as spans; empty for no spans
 */
public record OtlpSettings(
    Optional<URI> endpoint,
    Protocol protocol,
    Duration interval,
    Supplier<Map<String, String>> headers,
    Optional<String> trusted,
    Map<String, String> resource,
    String spansTopic) {
  /** Nothing is pushed. */
  public static final OtlpSettings OFF = to(null, Protocol.GRPC);

  /** Seconds between two pushes unless told otherwise. */
  public static final int DEFAULT_INTERVAL_SECONDS = 15;

  /** The two transports of OTLP that are spoken. */
  public enum Protocol {
    GRPC,
    /** Protobuf in POST requests. */
    HTTP
  }

  public OtlpSettings {
    resource = Map.copyOf(resource);
  }

  /** Without spans. */
  public OtlpSettings(
      Optional<URI> endpoint,
      Protocol protocol,
      Duration interval,
      Supplier<Map<String, String>> headers,
      Optional<String> trusted,
      Map<String, String> resource) {
    this(endpoint, protocol, interval, headers, trusted, resource, "");
  }

  /** The same with spans from a topic. */
  public OtlpSettings withSpans(String topic) {
    return new OtlpSettings(endpoint, protocol, interval, headers, trusted, resource, topic);
  }

  /**
   * A receiver that asks for nothing.
   *
   * @param endpoint where it is, or null for none
   */
  public static OtlpSettings to(URI endpoint, Protocol protocol) {
    return new OtlpSettings(
        Optional.ofNullable(endpoint),
        protocol,
        Duration.ofSeconds(DEFAULT_INTERVAL_SECONDS),
        Map::of,
        Optional.empty(),
        Map.of());
  }
}
