package io.streamgauge.protocol.details;

import java.util.List;

/**
 * ApiVersions (key 18): who the client is and what the broker can do.
 *
 * @param softwareName the client's library (from v3), or null
 * @param softwareVersion its version (from v3), or null
 * @param supported what the broker supports; a v0 body also answers versions the broker does not
 *     know
 */
public record ApiVersionsDetails(
    String softwareName, String softwareVersion, List<ApiRange> supported) implements Details {
  public ApiVersionsDetails {
    supported = List.copyOf(supported);
  }

  /** Versions of one api, both ends included. */
  public record ApiRange(int apiKey, int minVersion, int maxVersion) {}
}
