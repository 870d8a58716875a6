package io.streamgauge.exporters.compare;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Two pages, series by series. */
public final class Comparison {
  private static final String CLUSTER = "kafka_cluster";

  /** How a series stands on the two sides. */
  public enum State {
    DIFFERS,
    MISSING_HERE,
    MISSING_THERE,
    EQUAL
  }

  /**
   * One series.
   *
   * @param name of the metric here
   * @param labels those of the metric here, without the cluster, in its order
   * @param ours null when it is missing here
   * @param theirs null when it is missing there
   */
  public record Line(
      State state, String name, Map<String, String> labels, Double ours, Double theirs) {
    public Line {
      labels = Map.copyOf(labels);
    }

    /** The series as one writes it in a query; labels in alphabetical order. */
    public String series() {
      return new TreeMap<>(labels)
          .entrySet().stream()
              .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
              .collect(Collectors.joining(",", name + "{", "}"));
    }
  }

  private final String cluster;
  private final double tolerance;

  /**
   * A comparison.
   *
   * @param cluster whose series are taken on our side; empty when there is one only
   * @param tolerance difference in proportion to the larger value up to which values count as
   *     equal, 0 or more
   */
  public Comparison(String cluster, double tolerance) {
    this.cluster = cluster;
    this.tolerance = tolerance;
  }

  /**
   * Every series that the other side has a word for, worst first: those that differ, those missing
   * here, those missing there, those that are equal.
   *
   * @throws IllegalArgumentException in one line, if a side has several values for one series, or
   *     the other has nothing that can be compared
   */
  public List<Line> of(List<Sample> ours, List<Sample> theirs) {
    Map<String, Map<List<String>, Double>> there = theirs(theirs);
    if (there.isEmpty()) {
      throw new IllegalArgumentException(
          "the other page has no metric of kafka_exporter, Burrow or KMinion to compare");
    }
    List<Line> lines = new ArrayList<>();
    there.forEach(
        (name, others) -> {
          MetricDefinition metric = MetricCatalog.find(name).orElseThrow();
          Map<List<String>, Double> here = ours(ours, metric);
          Set<List<String>> all =
              new TreeSet<>((a, b) -> String.join("\0", a).compareTo(String.join("\0", b)));
          all.addAll(here.keySet());
          all.addAll(others.keySet());
          all.forEach(key -> lines.add(line(metric, key, here.get(key), others.get(key))));
        });
    lines.sort((a, b) -> a.state().compareTo(b.state()));
    return lines;
  }

  private Line line(MetricDefinition metric, List<String> values, Double ours, Double theirs) {
    List<String> names = labels(metric);
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      labels.put(names.get(i), values.get(i));
    }
    State state =
        ours == null
            ? State.MISSING_HERE
            : theirs == null
                ? State.MISSING_THERE
                : equal(ours, theirs) ? State.EQUAL : State.DIFFERS;
    return new Line(state, metric.name(), labels, ours, theirs);
  }

  private boolean equal(double ours, double theirs) {
    return Double.compare(ours, theirs) == 0
        || Math.abs(ours - theirs) <= tolerance * Math.max(Math.abs(ours), Math.abs(theirs));
  }

  /** Values by our name and label values. */
  private static Map<String, Map<List<String>, Double>> theirs(List<Sample> samples) {
    Map<String, Map<List<String>, Double>> found = new TreeMap<>();
    for (Sample sample : samples) {
      Counterparts.of(sample.name())
          .filter(Counterpart::compared)
          .ifPresent(
              counterpart -> {
                Map<String, String> renamed = new TreeMap<>();
                sample
                    .labels()
                    .forEach(
                        (name, value) ->
                            renamed.put(counterpart.labels().getOrDefault(name, name), value));
                MetricDefinition metric = MetricCatalog.find(counterpart.ours()).orElseThrow();
                put(
                    found.computeIfAbsent(metric.name(), name -> new HashMap<>()),
                    values(metric, renamed),
                    sample,
                    "the other page has several clusters; compare takes a page of one");
              });
    }
    return found;
  }

  private Map<List<String>, Double> ours(List<Sample> samples, MetricDefinition metric) {
    Map<List<String>, Double> found = new HashMap<>();
    for (Sample sample : samples) {
      if (sample.name().equals(metric.name())
          && (cluster.isEmpty() || cluster.equals(sample.labels().get(CLUSTER)))) {
        put(
            found,
            values(metric, sample.labels()),
            sample,
            "our page has several clusters; name one with --cluster");
      }
    }
    return found;
  }

  private static void put(
      Map<List<String>, Double> found, List<String> key, Sample sample, String message) {
    if (found.put(key, sample.value()) != null) {
      throw new IllegalArgumentException(message + ": " + sample.name() + " " + key);
    }
  }

  private static List<String> values(MetricDefinition metric, Map<String, String> labels) {
    return labels(metric).stream().map(name -> labels.getOrDefault(name, "")).toList();
  }

  private static List<String> labels(MetricDefinition metric) {
    return metric.labelNames().stream().filter(name -> !name.equals(CLUSTER)).toList();
  }
}
