package io.streamgauge.exporters.report;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.exporters.view.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The plots of a report: what a recorder has drawn. */
final class ReportPlots {
  private final Recorder recorder;
  private final Chart chart;

  /**
   * Plots of what was recorded.
   *
   * @param recorder with a point or more
   */
  ReportPlots(Recorder recorder) {
    this.recorder = recorder;
    this.chart = new Chart(recorder.timeline());
  }

  /** All of them. */
  Html html() {
    return new Html()
        .raw("\n<section id=\"plots\">")
        .element("h2", "Over time")
        .add(
            chart.lines(
                "plot-bytes",
                "Bytes of records per second",
                List.of(
                    perSecond("produced", recorder.growth(MetricCatalog.PRODUCED_BYTES_TOTAL)),
                    perSecond("consumed", recorder.growth(MetricCatalog.CONSUMED_BYTES_TOTAL))),
                Units::bytesPerSecond))
        .add(
            chart.lines(
                "plot-requests",
                "Requests and errors per second",
                List.of(
                    perSecond("requests", recorder.growth(MetricCatalog.REQUESTS_TOTAL)),
                    perSecond("errors", recorder.errors())),
                value -> Units.si(value) + "/s"))
        .add(latency())
        .add(lag())
        .add(
            chart.bars(
                "plot-rebalances",
                "Rebalances",
                recorder.growth(MetricCatalog.CONSUMERGROUP_REBALANCES_TOTAL),
                Units::si))
        .raw("</section>\n");
  }

  private Chart.Plotted perSecond(String name, double[] sums) {
    double seconds = recorder.timeline().widthSeconds();
    return new Chart.Plotted(name, Arrays.stream(sums).mapToObj(sum -> sum / seconds).toList());
  }

  /** Only the rows between the fastest and the slowest request. */
  private Html latency() {
    double[][] rows = recorder.latency();
    int from = 0;
    int to = rows.length;
    while (from < to - 1 && isEmpty(rows[from])) {
      from++;
    }
    while (to > from + 1 && isEmpty(rows[to - 1])) {
      to--;
    }
    List<String> names = new ArrayList<>();
    for (int row = from; row < to; row++) {
      names.add(row == rows.length - 1 ? "longer" : "≤ " + upTo(row));
    }
    return chart.heat(
        "plot-latency",
        "Broker time of requests, waiting on purpose left out: the darker, the more",
        Arrays.copyOfRange(rows, from, to),
        names);
  }

  private static boolean isEmpty(double[] row) {
    return Arrays.stream(row).allMatch(value -> value == 0);
  }

  private static String upTo(int row) {
    double nanos = Math.scalb(1.0, Recorder.FIRST_POWER + row);
    if (nanos < 1e6) {
      return Units.si(nanos / 1e3) + " µs";
    }
    return nanos < 1e9 ? Units.si(nanos / 1e6) + " ms" : Units.si(nanos / 1e9) + " s";
  }

  /** The groups whose lag was highest. */
  private Html lag() {
    List<Map.Entry<String, double[]>> groups = new ArrayList<>(recorder.lagByGroup().entrySet());
    groups.sort(Comparator.comparingDouble(group -> -highest(group.getValue())));
    List<Chart.Plotted> worst =
        groups.stream()
            .limit(Chart.MAX_LINES)
            .map(
                group ->
                    new Chart.Plotted(
                        group.getKey(), Arrays.stream(group.getValue()).boxed().toList()))
            .toList();
    Html html = chart.lines("plot-lag", "Lag of consumer groups in records", worst, Units::si);
    if (groups.isEmpty()) {
      html.element("p", "The lag of no group was known.");
    } else if (groups.size() > worst.size()) {
      html.element("p", (groups.size() - worst.size()) + " more groups had less lag.");
    }
    if (recorder.lagsMissing()) {
      html.element(
          "p",
          "Not all lags are in this plot, only those of the first %d pairs of group and topic."
              .formatted(Recorder.MAX_LAGS));
    }
    return html;
  }

  private static double highest(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
  }
}
