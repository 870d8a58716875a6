package io.streamgauge.exporters.otlp;

import static io.opentelemetry.sdk.metrics.data.AggregationTemporality.CUMULATIVE;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.GaugeData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.resources.Resource;
import io.streamgauge.events.Histograms;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.v1.ExponentialHistogram;
import io.streamgauge.events.v1.Result;
import java.util.ArrayList;
import java.util.List;

/**
 * Results of one metric as OTLP's. Counters and histograms are cumulative since the jobs' state
 * began, which is their start time: state that begins anew shows as a reset.
 */
final class MetricTranslator {
  private final Resource resource;

  MetricTranslator(Resource resource) {
    this.resource = resource;
  }

  /**
   * Translates.
   *
   * @param results series of the metric
   * @param nowNanos what the values stand for, nanoseconds since the epoch
   */
  List<MetricData> translate(MetricDefinition metric, List<Result> results, long nowNanos) {
    Points points = new Points(nowNanos);
    results.forEach(points::add);
    List<MetricData> translated = new ArrayList<>();
    if (!points.longs.isEmpty()) {
      translated.add(
          of(
              metric,
              MetricDataType.LONG_SUM,
              SumData.createLongSumData(true, CUMULATIVE, points.longs)));
    }
    if (!points.doubles.isEmpty()) {
      translated.add(
          of(
              metric,
              MetricDataType.DOUBLE_SUM,
              SumData.createDoubleSumData(true, CUMULATIVE, points.doubles)));
    }
    if (!points.histograms.isEmpty()) {
      translated.add(
          of(
              metric,
              MetricDataType.EXPONENTIAL_HISTOGRAM,
              ExponentialHistogramData.create(CUMULATIVE, points.histograms)));
    }
    if (!points.gauges.isEmpty()) {
      GaugeData<DoublePointData> gauges = GaugeData.createDoubleGaugeData(points.gauges);
      translated.add(of(metric, MetricDataType.DOUBLE_GAUGE, gauges));
      SemanticNames.aliasOf(metric).ifPresent(alias -> translated.add(also(alias, metric, gauges)));
    }
    return translated;
  }

  private MetricData of(
      MetricDefinition metric,
      MetricDataType type,
      io.opentelemetry.sdk.metrics.data.Data<?> data) {
    return new TranslatedMetric(
        resource,
        SemanticNames.nameOf(metric),
        metric.help(),
        SemanticNames.unitOf(metric),
        type,
        data);
  }

  private MetricData also(String alias, MetricDefinition metric, GaugeData<DoublePointData> data) {
    String unit = SemanticNames.aliasUnitOf(metric);
    return new TranslatedMetric(
        resource, alias, metric.help(), unit, MetricDataType.DOUBLE_GAUGE, data);
  }

  /** The series of one metric by the kind of their value; a metric has one kind. */
  private static final class Points {
    private final long now;
    private final List<LongPointData> longs = new ArrayList<>();
    private final List<DoublePointData> doubles = new ArrayList<>();
    private final List<DoublePointData> gauges = new ArrayList<>();
    private final List<ExponentialHistogramPointData> histograms = new ArrayList<>();

    Points(long now) {
      this.now = now;
    }

    void add(Result result) {
      Attributes attributes = SemanticNames.attributesOf(result.getLabelsList());
      // The jobs' clock may be ahead of this one.
      long start = Math.min(result.getLineageStartedNanos(), now);
      switch (result.getValueCase()) {
        case COUNTER -> {
          // OTLP's integers are signed: a counter stops at the largest of them.
          long value = result.getCounter() < 0 ? Long.MAX_VALUE : result.getCounter();
          longs.add(LongPointData.create(start, now, attributes, value));
        }
        case COUNTER_DOUBLE ->
            doubles.add(
                DoublePointData.create(
                    start, now, attributes, result.getCounterDouble(), List.of()));
        case GAUGE ->
            gauges.add(DoublePointData.create(now, now, attributes, result.getGauge(), List.of()));
        case HISTOGRAM -> {
          ExponentialHistogram histogram = result.getHistogram();
          if (Histograms.fromProto(histogram).isPresent()) {
            histograms.add(histogram(histogram, start, attributes));
          }
        }
        case VALUE_NOT_SET -> {}
      }
    }

    /** Bucket for bucket: they are defined alike. */
    private ExponentialHistogramPointData histogram(
        ExponentialHistogram histogram, long start, Attributes attributes) {
      boolean any = histogram.getCount() > 0;
      return ExponentialHistogramPointData.create(
          histogram.getScale(),
          (double) histogram.getSum(),
          histogram.getZeroCount(),
          any,
          any ? (double) histogram.getMin() : 0,
          any,
          any ? (double) histogram.getMax() : 0,
          ExponentialHistogramBuckets.create(
              histogram.getScale(), histogram.getOffset(), histogram.getBucketCountsList()),
          ExponentialHistogramBuckets.create(histogram.getScale(), 0, List.of()),
          start,
          now,
          attributes,
          List.of());
    }
  }
}
