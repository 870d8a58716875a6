package io.streamgauge.exporters.view;

import java.util.List;
import java.util.OptionalLong;

/**
 * The overview as the page and {@code top} show it: {@code /api/v1/overview}.
 *
 * @param freshness whether it is the state of now
 * @param summary the figures to look at first
 * @param trends lag of each group over the last minutes; groups without points are left out
 * @param trendStepSeconds event time between two of them
 */
public record PageView(
    Freshness freshness,
    SummaryView summary,
    List<ClientView> clients,
    List<GroupView> groups,
    List<BrokerView> brokers,
    List<FindingView> findings,
    List<UpgradeView> upgrades,
    PipelineView pipeline,
    List<Trend> trends,
    int trendStepSeconds) {

  /**
   * How the lag of a group moved.
   *
   * @param lag oldest first; an element is empty where it was unknown
   */
  public record Trend(String cluster, String group, List<OptionalLong> lag) {}
}
