package io.streamgauge.protocol.program;

import io.streamgauge.protocol.schema.SchemaCatalog;

/**
 * The fields that somebody wants, each under an id of the caller's choosing.
 *
 * <p>A field is named by its message and its path, such as {@code ProduceRequest} and {@code
 * TopicData.PartitionData.Index}. Selecting a path selects exactly that: a scalar gives its value,
 * an array of scalars its count and elements, an array of structures the markers for its begin,
 * elements and end, a structure the markers for its begin and end. Fields inside a structure are
 * selected by paths of their own. Several paths may share an id, for instance where a release
 * renamed a field.
 */
public final class Projection {
  private Projection() {}

  /** Starts a projection over the messages of {@code catalog}. */
  public static Builder builder(SchemaCatalog catalog) {
    return new Builder(catalog);
  }

  /** Builds a {@link Projection}. */
  public static final class Builder {
    private Builder(SchemaCatalog catalog) {}

    /**
     * Selects one field of one message, in all versions that have it.
     *
     * @param message name of the message in any release, such as {@code FetchResponse}, or of an
     *     embedded schema, such as {@code ConsumerProtocolSubscription}
     * @param path dotted path from the message's body
     * @param id what the sink will be given, 0 to 65535
     * @throws IllegalArgumentException when no version of the message has the path
     */
    public Builder select(String message, String path, int id) {
      return this;
    }

    public Projection build() {
      return new Projection();
    }
  }
}
