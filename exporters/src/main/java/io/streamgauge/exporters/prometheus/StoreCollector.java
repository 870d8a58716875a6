package io.streamgauge.exporters.prometheus;

import io.prometheus.client.Collector;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.v1.Label;
import io.streamgauge.events.v1.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One snapshot of what is shown as simpleclient's metric families, sorted by name. */
final class StoreCollector extends Collector {
  private final ShownResults shown;

  StoreCollector(ShownResults shown) {
    this.shown = shown;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    Map<String, Family> families = new TreeMap<>();
    shown.forEach(
        (metric, result) ->
            families.computeIfAbsent(metric.name(), name -> new Family(metric)).add(result));
    return families.values().stream().map(Family::toSamples).toList();
  }

  /** The samples of one metric. */
  private static final class Family {
    private final MetricDefinition definition;
    private final List<MetricFamilySamples.Sample> samples = new ArrayList<>();

    Family(MetricDefinition definition) {
      this.definition = definition;
    }

    void add(Result result) {
      List<String> names = new ArrayList<>(result.getLabelsCount() + 1);
      List<String> values = new ArrayList<>(result.getLabelsCount() + 1);
      for (Label label : result.getLabelsList()) {
        names.add(label.getName());
        values.add(label.getValue());
      }
      switch (result.getValueCase()) {
        case COUNTER -> sample(names, values, unsigned(result.getCounter()));
        case COUNTER_DOUBLE -> sample(names, values, result.getCounterDouble());
        case GAUGE -> sample(names, values, result.getGauge());
        case HISTOGRAM -> histogram(names, values, result);
        case VALUE_NOT_SET -> {}
      }
    }

    private void sample(List<String> names, List<String> values, double value) {
      samples.add(new MetricFamilySamples.Sample(definition.name(), names, values, value));
    }

    private void histogram(List<String> names, List<String> values, Result result) {
      long[] counts = ClassicBuckets.cumulative(result.getHistogram());
      List<String> bucketNames = new ArrayList<>(names);
      bucketNames.add("le");
      for (int i = 0; i < counts.length; i++) {
        bucket(bucketNames, values, ClassicBuckets.bound(i), (double) counts[i]);
      }
      double count = unsigned(result.getHistogram().getCount());
      bucket(bucketNames, values, "+Inf", count);
      samples.add(
          new MetricFamilySamples.Sample(definition.name() + "_count", names, values, count));
      samples.add(
          new MetricFamilySamples.Sample(
              definition.name() + "_sum", names, values, result.getHistogram().getSum() / 1e9));
    }

    private void bucket(List<String> names, List<String> values, String bound, double count) {
      List<String> bucketValues = new ArrayList<>(values);
      bucketValues.add(bound);
      samples.add(
          new MetricFamilySamples.Sample(
              definition.name() + "_bucket", names, bucketValues, count));
    }

    MetricFamilySamples toSamples() {
      Type type =
          switch (definition.type()) {
            case COUNTER -> Type.COUNTER;
            case HISTOGRAM -> Type.HISTOGRAM;
            case GAUGE, INFO -> Type.GAUGE;
          };
      return new MetricFamilySamples(definition.name(), type, definition.help(), samples);
    }

    private static double unsigned(long value) {
      return value >= 0 ? value : value + 0x1p64;
    }
  }
}
