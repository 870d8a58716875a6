package io.streamgauge.protocol.schema;

/** Every message that one of two kafka-clients releases lists. */
public final class SchemaCatalog {
  private SchemaCatalog() {}

  /** Reads the schemas on the class path. */
  public static SchemaCatalog load() {
    return new SchemaCatalog();
  }

  /**
   * Kafka's name of an API, such as {@code ListOffsets}; {@code Unknown} for a key that no release
   * lists.
   */
  public String apiName(int apiKey) {
    return "Unknown";
  }

  /** Versions of an API that some release lists; {@link VersionRange#NONE} for an unknown key. */
  public VersionRange versions(int apiKey) {
    return VersionRange.NONE;
  }

  /** Whether some release lists that request. */
  public boolean isKnown(int apiKey, int version) {
    return false;
  }
}
