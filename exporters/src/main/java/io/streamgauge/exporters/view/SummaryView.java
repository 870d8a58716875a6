package io.streamgauge.exporters.view;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The figures that one looks at first.
 *
 * @param groups consumer groups known
 * @param troubledGroups groups whose status asks for somebody to look
 * @param lag records behind, all groups; empty while unknown
 * @param clients clients known
 * @param requestsPerSecond all clients
 * @param producedBytesPerSecond all clients
 * @param consumedBytesPerSecond all clients
 * @param coverage the least of all brokers, 0 to 1; empty without brokers
 */
public record SummaryView(
    int groups,
    int troubledGroups,
    OptionalLong lag,
    int clients,
    double requestsPerSecond,
    double producedBytesPerSecond,
    double consumedBytesPerSecond,
    OptionalDouble coverage) {

  static SummaryView of(OverviewView view) {
    return new SummaryView(
        view.groups().size(),
        (int) view.groups().stream().filter(g -> StatusOrder.troubled(g.status())).count(),
        view.groups().stream().noneMatch(g -> g.lag().isPresent())
            ? OptionalLong.empty()
            : OptionalLong.of(view.groups().stream().mapToLong(g -> g.lag().orElse(0)).sum()),
        view.clients().size(),
        view.clients().stream().mapToDouble(ClientView::requestsPerSecond).sum(),
        view.clients().stream().mapToDouble(ClientView::producedBytesPerSecond).sum(),
        view.clients().stream().mapToDouble(ClientView::consumedBytesPerSecond).sum(),
        view.brokers().stream().mapToDouble(b -> b.coverage().orElse(0)).min());
  }
}
