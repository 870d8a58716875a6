package io.streamgauge.exporters.view;

import java.util.List;

/**
 * Everything on one page.
 *
 * @param clients by traffic, busiest first
 * @param groups by status, then lag, worst first
 * @param brokers by coverage, worst first
 * @param findings open findings, most first
 * @param upgrades by target release; empty while the jobs tell of none
 */
public record OverviewView(
    List<ClientView> clients,
    List<GroupView> groups,
    List<BrokerView> brokers,
    List<FindingView> findings,
    List<UpgradeView> upgrades,
    PipelineView pipeline) {}
