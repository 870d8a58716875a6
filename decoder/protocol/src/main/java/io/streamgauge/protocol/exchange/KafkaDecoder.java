package io.streamgauge.protocol.exchange;

import java.util.Objects;

/**
 * Decodes Kafka connections passively. Immutable and shareable: it holds the compiled programs.
 *
 * <p>What threads need to themselves (scratch, pools, fetch sessions) lives in a {@link
 * DecoderWorker}: create one per thread and let it make that thread's connections.
 */
public final class KafkaDecoder {
  private final DecoderLimits limits;

  private KafkaDecoder(Builder builder) {
    this.limits = builder.limits;
  }

  /** A builder with the default limits. */
  public static Builder builder() {
    return new Builder();
  }

  public DecoderLimits limits() {
    return limits;
  }

  /** Scratch and fetch sessions for the connections of one thread. */
  public DecoderWorker newWorker() {
    return new DecoderWorker(this);
  }

  /**
   * One TCP connection, seen from its first byte, with a worker of its own. For many connections
   * use {@link #newWorker()}.
   */
  public ConnectionDecoder newConnection(ExchangeListener listener) {
    return newWorker().newConnection(ConnectionOptions.fromStart(null), listener);
  }

  /** Builds a {@link KafkaDecoder}; compiles the programs, which takes a few hundred ms. */
  public static final class Builder {
    private DecoderLimits limits = DecoderLimits.DEFAULT;

    private Builder() {}

    /** Replaces the default limits. */
    public Builder limits(DecoderLimits limits) {
      this.limits = Objects.requireNonNull(limits);
      return this;
    }

    public KafkaDecoder build() {
      return new KafkaDecoder(this);
    }
  }
}
