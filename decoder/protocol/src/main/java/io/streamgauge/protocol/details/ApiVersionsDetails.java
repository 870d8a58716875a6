package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
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
  static final CaptureSpec<ApiVersionsDetails> SPEC =
      CaptureSpec.of(18, "ApiVersions")
          .request("ClientSoftwareName", "ClientSoftwareVersion")
          .responseBelow("ApiKeys", "ApiKey", "MinVersion", "MaxVersion")
          .make(
              (request, response) ->
                  new ApiVersionsDetails(
                      request.text("ClientSoftwareName"),
                      request.text("ClientSoftwareVersion"),
                      response.structs("ApiKeys").stream()
                          .map(
                              key ->
                                  new ApiRange(
                                      key.integer("ApiKey", -1),
                                      key.integer("MinVersion", -1),
                                      key.integer("MaxVersion", -1)))
                          .toList()));

  /** Takes copies of its lists. */
  public ApiVersionsDetails {
    supported = List.copyOf(supported);
  }

  /** Versions of one api, both ends included. */
  public record ApiRange(int apiKey, int minVersion, int maxVersion) {}
}
