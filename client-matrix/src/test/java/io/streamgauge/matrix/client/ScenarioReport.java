package io.streamgauge.matrix.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;

/**
 * What a client says of a scenario; fields as in {@code client-matrix/drivers/README.md}. Null or
 * empty is what it cannot tell.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ScenarioReport(
    String name,
    boolean ok,
    String error,
    String skipped,
    String softwareName,
    String softwareVersion,
    Long records,
    Long recordBytes,
    Map<Integer, Long> lastOffsets,
    Map<Integer, Long> committed,
    List<String> memberIds,
    Integer generation,
    Long requestsSent,
    Map<String, Long> requestsByApi,
    boolean requestsExact,
    Long bytesSent,
    Long bytesReceived) {

  /** Puts empty collections where the driver says nothing. */
  public ScenarioReport {
    lastOffsets = lastOffsets == null ? Map.of() : lastOffsets;
    committed = committed == null ? Map.of() : committed;
    memberIds = memberIds == null ? List.of() : memberIds;
  }

  static ScenarioReport missing(String name, String reason) {
    return new ScenarioReport(
        name, false, reason, null, null, null, null, null, null, null, null, null, null, null,
        false, null, null);
  }
}
