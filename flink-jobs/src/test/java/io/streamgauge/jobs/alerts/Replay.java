package io.streamgauge.jobs.alerts;

import io.streamgauge.events.ExponentialHistogram;
import io.streamgauge.events.Histograms;
import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.MetricType;
import io.streamgauge.events.Results;
import io.streamgauge.events.v1.Alert;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.v1.AlertState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plays a promtool case to an alert's evaluators: one result a minute, a look every 10 s. */
final class Replay {
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
  private static final Pattern RUN =
      Pattern.compile("(-?[0-9.]+)(?:([+-][0-9.]+))?x([0-9]+)|(-?[0-9.]+)|_");
  private static final long EPOCH = 1_767_225_600L;

  /** A parsed series; a value that is null is a gap. */
  private record Played(String metric, Map<String, String> labels, List<Double> values) {}

  private final AlertDefinition alert;
  private final Map<Map<String, String>, Kept> states = new HashMap<>();
  private final Map<Map<String, String>, Alert> firing = new HashMap<>();

  private Replay(AlertDefinition alert) {
    this.alert = alert;
  }

  /** What fires when the case says to look, by the alert's own labels. */
  static Map<Map<String, String>, Alert> of(AlertDefinition alert, AlertDefinition.Case played) {
    Replay replay = new Replay(alert);
    List<Played> series = played.series().stream().map(Replay::parse).toList();
    for (long second = 0; second <= played.at().toSeconds(); second += 10) {
      if (second % 60 == 0) {
        replay.minute(series, (int) (second / 60));
      }
      replay.look(EPOCH + second);
    }
    return replay.firing;
  }

  private static Played parse(AlertDefinition.Series series) {
    Map<String, String> labels = new TreeMap<>();
    Matcher label = LABEL.matcher(series.series());
    while (label.find()) {
      labels.put(label.group(1), label.group(2));
    }
    List<Double> values = new ArrayList<>();
    Matcher run = RUN.matcher(series.values());
    while (run.find()) {
      if (run.group(1) != null) {
        double step = run.group(2) == null ? 0 : Double.parseDouble(run.group(2));
        for (int i = 0; i <= Integer.parseInt(run.group(3)); i++) {
          values.add(Double.parseDouble(run.group(1)) + i * step);
        }
      } else {
        values.add(run.group(4) == null ? null : Double.parseDouble(run.group(4)));
      }
    }
    return new Played(series.series().replaceFirst("\\{.*", ""), labels, values);
  }

  private void minute(List<Played> series, int minute) {
    Map<Map<String, String>, TreeMap<Double, Double>> buckets = new HashMap<>();
    for (Played each : series) {
      Double value = minute < each.values().size() ? each.values().get(minute) : null;
      if (value == null) {
        continue;
      }
      if (!each.metric().endsWith("_bucket")) {
        MetricDefinition metric = MetricCatalog.find(each.metric()).orElseThrow();
        tell(each.labels(), result(metric, each.labels(), value, EPOCH + minute * 60L));
        continue;
      }
      Map<String, String> labels = new TreeMap<>(each.labels());
      String bound = labels.remove("le");
      if (!bound.equals("+Inf")) {
        buckets.computeIfAbsent(labels, l -> new TreeMap<>()).put(Double.valueOf(bound), value);
      }
    }
    buckets.forEach((labels, counts) -> tell(labels, histogram(labels, counts, minute)));
  }

  private static Result result(
      MetricDefinition metric, Map<String, String> labels, double value, long asOf) {
    List<String> values = values(metric, labels);
    return metric.type() == MetricType.COUNTER
        ? Results.counterDouble(metric, values, value, asOf)
        : Results.gauge(metric, values, value, asOf);
  }

  private static List<String> values(MetricDefinition metric, Map<String, String> labels) {
    return metric.labelNames().stream().map(name -> labels.getOrDefault(name, "")).toList();
  }

  private Result histogram(
      Map<String, String> labels, SortedMap<Double, Double> counts, int minute) {
    ExponentialHistogram histogram = new ExponentialHistogram();
    long before = 0;
    for (Map.Entry<Double, Double> bucket : counts.entrySet()) {
      for (; before < bucket.getValue(); before++) {
        histogram.record((long) (bucket.getKey() * 0.9e9));
      }
    }
    MetricDefinition metric = MetricCatalog.find(alert.when().of().metric()).orElseThrow();
    return Results.histogram(
        metric, values(metric, labels), Histograms.toProto(histogram), EPOCH + minute * 60L);
  }

  private void tell(Map<String, String> labels, Result result) {
    if (alert.when().operands().noneMatch(o -> o.metric().equals(result.getMetric()))) {
      return;
    }
    Map<String, String> own = new TreeMap<>(labels);
    own.keySet().retainAll(alert.by());
    Kept kept =
        states.computeIfAbsent(
            own,
            key ->
                new Kept(
                    AlertState.newBuilder()
                        .addAllValues(alert.by().stream().map(key::get).toList()),
                    new MemorySeries()));
    machine(kept).take(result);
  }

  /** What there is of one alert. */
  private record Kept(AlertState.Builder state, MemorySeries series) {}

  private AlertMachine machine(Kept kept) {
    return new AlertMachine(alert, "https://runbook", kept.state(), kept.series());
  }

  private void look(long now) {
    states.forEach(
        (own, kept) -> {
          Optional<Alert> told = machine(kept).evaluate(now, Overrides.NONE);
          if (told.isPresent() && told.get().hasEndsSeconds()) {
            firing.remove(own);
          } else {
            told.ifPresent(begun -> firing.put(own, begun));
          }
        });
  }
}
