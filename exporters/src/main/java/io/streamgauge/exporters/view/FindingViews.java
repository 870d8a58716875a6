package io.streamgauge.exporters.view;

import io.streamgauge.events.v1.Finding;
import io.streamgauge.events.v1.FindingExample;
import io.streamgauge.exporters.store.StoredSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/** Builds the views of findings and of upgrade readiness from one snapshot. */
final class FindingViews {
  private record Target(String cluster, String release) {}

  private FindingViews() {}

  /** Open findings, most first. */
  static List<FindingView> findings(SeriesIndex index) {
    return index.of("streamgauge_findings").stream()
        .filter(series -> SeriesIndex.value(series) > 0)
        .map(FindingViews::finding)
        .sorted(
            Comparator.comparingLong((FindingView v) -> -v.open())
                .thenComparing(FindingView::kind)
                .thenComparing(FindingView::clientId)
                .thenComparing(FindingView::workload))
        .toList();
  }

  private static FindingView finding(StoredSeries series) {
    boolean told = series.result().hasFinding();
    Finding finding = series.result().getFinding();
    return new FindingView(
        Keys.clusterOf(series),
        SeriesIndex.label(series, "kind"),
        SeriesIndex.label(series, "workload"),
        SeriesIndex.label(series, "client_id"),
        Math.round(SeriesIndex.value(series)),
        told ? OptionalLong.of(finding.getCount()) : OptionalLong.empty(),
        told ? OptionalLong.of(finding.getFirstSeenSeconds()) : OptionalLong.empty(),
        told ? OptionalLong.of(finding.getLastSeenSeconds()) : OptionalLong.empty(),
        example(finding.getExample()));
  }

  private static FindingView.Example example(FindingExample example) {
    return example.getSeconds() == 0
        ? null
        : new FindingView.Example(
            example.getSeconds(),
            example.getAddress(),
            example.getBroker(),
            example.getApi(),
            example.getApiVersion(),
            example.getError(),
            example.getTopic());
  }

  /** Each release that is told of, by cluster and name, with the clients that are not ready. */
  static List<UpgradeView> upgrades(SeriesIndex index) {
    Map<Target, Map<Keys.Client, List<StoredSeries>>> targets =
        new TreeMap<>(Comparator.comparing(Target::cluster).thenComparing(Target::release));
    for (StoredSeries series : index.of("streamgauge_client_upgrade_blockers")) {
      Target target = new Target(Keys.clusterOf(series), SeriesIndex.label(series, "target"));
      Map<Keys.Client, List<StoredSeries>> clients =
          targets.computeIfAbsent(target, t -> new HashMap<>());
      if (SeriesIndex.value(series) > 0) {
        clients.computeIfAbsent(Keys.Client.of(series), c -> new ArrayList<>()).add(series);
      }
    }
    List<UpgradeView> views = new ArrayList<>(targets.size());
    targets.forEach(
        (target, clients) ->
            views.add(new UpgradeView(target.cluster(), target.release(), blocked(clients))));
    return List.copyOf(views);
  }

  private static List<UpgradeView.Blocked> blocked(Map<Keys.Client, List<StoredSeries>> clients) {
    List<UpgradeView.Blocked> blocked = new ArrayList<>(clients.size());
    clients.forEach(
        (client, series) -> {
          TreeSet<String> reasons = new TreeSet<>();
          series.forEach(s -> reasons.add(SeriesIndex.label(s, "reason")));
          double versions = series.stream().mapToDouble(SeriesIndex::value).sum();
          blocked.add(
              new UpgradeView.Blocked(
                  client.workload(),
                  client.clientId(),
                  Math.round(versions),
                  List.copyOf(reasons)));
        });
    blocked.sort(
        Comparator.comparingLong((UpgradeView.Blocked b) -> -b.apiVersions())
            .thenComparing(UpgradeView.Blocked::clientId)
            .thenComparing(UpgradeView.Blocked::workload));
    return List.copyOf(blocked);
  }
}
