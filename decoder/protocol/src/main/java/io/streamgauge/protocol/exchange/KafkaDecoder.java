package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.details.assembly.DetailsPrograms;
import io.streamgauge.protocol.schema.HeaderVersions;
import io.streamgauge.protocol.schema.SchemaCatalog;
import java.util.Objects;

/**
 * Decodes Kafka connections passively. Shareable between threads: it holds the programs, which are
 * compiled when traffic first needs them.
 *
 * <p>What threads need to themselves (scratch, pools, fetch sessions) lives in a {@link
 * DecoderWorker}: create one per thread and let it make that thread's connections.
 */
public final class KafkaDecoder {
  private final DecoderLimits limits;
  private final SchemaCatalog catalog;
  private final HeaderVersions headerVersions;
  private final DetailsPrograms programs;
  private final KnownApi.Table apis;

  private KafkaDecoder(Builder builder) {
    this.limits = builder.limits;
    this.catalog = SchemaCatalog.load();
    this.headerVersions = HeaderVersions.of(catalog);
    this.programs = DetailsPrograms.compile(catalog);
    this.apis = new KnownApi.Table(catalog, headerVersions, programs);
  }

  /** A builder with the default limits. */
  public static Builder builder() {
    return new Builder();
  }

  /** The limits of its workers. */
  public DecoderLimits limits() {
    return limits;
  }

  /** Whether Kafka ever published this api (0 or more) in this version. */
  public boolean isKnown(int apiKey, int apiVersion) {
    return catalog.isKnown(apiKey, apiVersion);
  }

  /** Kafka's own name of an api, such as {@code Fetch}; {@code Unknown} for any other key. */
  public String apiName(int apiKey) {
    return catalog.apiName(apiKey);
  }

  SchemaCatalog catalog() {
    return catalog;
  }

  HeaderVersions headerVersions() {
    return headerVersions;
  }

  DetailsPrograms programs() {
    return programs;
  }

  KnownApi.Table apis() {
    return apis;
  }

  /** Scratch and fetch sessions for the connections of one thread. */
  public DecoderWorker newWorker() {
    return newWorker(limits);
  }

  /** The same with limits of its own; not null. */
  public DecoderWorker newWorker(DecoderLimits workerLimits) {
    return new DecoderWorker(this, Objects.requireNonNull(workerLimits));
  }

  /**
   * One TCP connection, seen from its first byte, with a worker of its own. For many connections
   * use {@link #newWorker()}.
   */
  public ConnectionDecoder newConnection(ExchangeListener listener) {
    return newWorker().newConnection(ConnectionOptions.fromStart(null), listener);
  }

  /** Builds a {@link KafkaDecoder}. Building reads all schemas: do it once. */
  public static final class Builder {
    private DecoderLimits limits = DecoderLimits.DEFAULT;

    private Builder() {}

    /** Replaces the default limits. */
    public Builder limits(DecoderLimits value) {
      this.limits = Objects.requireNonNull(value);
      return this;
    }

    /**
     * Reads the schemas.
     *
     * @throws java.io.UncheckedIOException if the schemas of this jar cannot be read
     */
    public KafkaDecoder build() {
      return new KafkaDecoder(this);
    }
  }
}
