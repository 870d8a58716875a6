package io.streamgauge.exporters.otlp;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a request tells. */
record Received(ExportMetricsServiceRequest request) {
  List<Metric> metrics() {
    return request.getResourceMetricsList().stream()
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream())
        .toList();
  }

  Optional<Metric> metric(String name) {
    return metrics().stream().filter(metric -> metric.getName().equals(name)).findFirst();
  }

  /** The value of the only series of a metric that is no histogram. */
  double value(String name) {
    Metric metric = metric(name).orElseThrow();
    NumberDataPoint point =
        metric.hasSum() ? metric.getSum().getDataPoints(0) : metric.getGauge().getDataPoints(0);
    return point.hasAsInt() ? (double) point.getAsInt() : point.getAsDouble();
  }

  Map<String, String> resource() {
    return attributes(request.getResourceMetrics(0).getResource().getAttributesList());
  }

  static Map<String, String> attributes(List<KeyValue> pairs) {
    Map<String, String> attributes = new HashMap<>();
    for (KeyValue pair : pairs) {
      AnyValue value = pair.getValue();
      attributes.put(
          pair.getKey(),
          value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue());
    }
    return attributes;
  }
}
