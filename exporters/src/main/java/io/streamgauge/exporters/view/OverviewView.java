package io.streamgauge.exporters.view;

import java.util.List;

/**
 * Everything on one page.
 *
 * @param clients by traffic, busiest first
 * @param groups by lag, worst first
 * @param brokers by coverage, worst first
 */
public record OverviewView(
    List<ClientView> clients,
    List<GroupView> groups,
    List<BrokerView> brokers,
    PipelineView pipeline) {}
