package io.streamgauge.protocol.schema;

/**
 * Which header precedes a message's body. All irregularities of Kafka's headers live here.
 *
 * <pre>
 * request v0:  api key int16, api version int16, correlation id int32          (ControlledShutdown v0 only)
 * request v1:  … client id nullable string (int16 length)
 * request v2:  … client id nullable string (int16 length, never compact), tagged fields
 * response v0: correlation id int32                                            (ApiVersions always)
 * response v1: correlation id int32, tagged fields
 * </pre>
 */
public final class HeaderVersions {
  /** Instances come from {@link #of}. */
  private HeaderVersions() {}

  public static HeaderVersions of(SchemaCatalog catalog) {
    return new HeaderVersions();
  }

  /** 0, 1 or 2; −1 for a message that no release lists. */
  public int request(int apiKey, int version) {
    return -1;
  }

  /** 0 or 1; −1 for a message that no release lists. */
  public int response(int apiKey, int version) {
    return -1;
  }
}
