package io.streamgauge.exporters.view;

import java.util.List;

/**
 * Which clients keep a cluster from a Kafka release.
 *
 * @param target the release
 * @param blocked clients that use what the release no longer speaks, worst first; empty if none
 *     does
 */
public record UpgradeView(String cluster, String target, List<Blocked> blocked) {

  /**
   * A client that is not ready.
   *
   * @param apiVersions api versions it used that the release no longer speaks, 1 or more
   * @param reasons why, by name
   */
  public record Blocked(String workload, String clientId, long apiVersions, List<String> reasons) {}
}
